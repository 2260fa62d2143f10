package io.opensesame.error;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Thrown when the service limits the rate of calls and the retries within the deadline did not get through. */
public final class ThrottledException extends KmsServiceException {
    /** The pause asked for, or null. */
    private final @Nullable Duration retryAfter;

    /**
     * Creates the exception for one throttled call.
     *
     * @param refusal what the service said
     * @param retryAfter the pause that the answer's {@code Retry-After} header asked for, or null if it had none
     */
    public ThrottledException(ServiceRefusal refusal, @Nullable Duration retryAfter) {
        super(refusal, "Call less often: the limit is shared by every client of the account in the region.");
        this.retryAfter = retryAfter;
    }

    /** {@return the pause that the service asked for, if it named one} */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
