package io.opensesame.localkms.engine.call;

import java.time.Instant;

/**
 * One call of an operation.
 *
 * @param parameters what was sent with it
 * @param caller who sent it
 * @param origin where it came from
 * @param now the time of the call, in whole seconds, as every date of the service is
 */
public record Request(Parameters parameters, Caller caller, Origin origin, Instant now) {
    /** Returns a request with other parameters, of the same caller and origin at the same time. */
    public Request with(Parameters otherParameters) {
        return new Request(otherParameters, caller, origin, now);
    }
}
