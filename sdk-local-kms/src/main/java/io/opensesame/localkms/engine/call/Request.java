package io.opensesame.localkms.engine.call;

import java.time.Instant;

/**
 * One call of an operation.
 *
 * @param parameters what was sent with it
 * @param caller who sent it
 * @param now the time of the call, in whole seconds, as every date of the service is
 */
public record Request(Parameters parameters, Caller caller, Instant now) {
    /** Returns a request with other parameters, of the same caller at the same time. */
    public Request with(Parameters otherParameters) {
        return new Request(otherParameters, caller, now);
    }
}
