package io.opensesame.localkms.engine;

import java.time.Instant;

/**
 * One call of an operation.
 *
 * @param now the time of the call, in whole seconds, as every date of the service is
 */
record Request(Parameters parameters, Caller caller, Instant now) {
    Request with(Parameters otherParameters) {
        return new Request(otherParameters, caller, now);
    }
}
