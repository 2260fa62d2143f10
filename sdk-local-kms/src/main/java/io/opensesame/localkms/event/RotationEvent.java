package io.opensesame.localkms.event;

import java.time.Instant;
import java.util.Optional;

/**
 * The end of a rotation that the service carried out, be it automatic or on demand: one event a rotation. That of a RAM
 * secret succeeds when its old AccessKey has been deleted, at the end of the rotation window; it fails at its begin,
 * with nothing changed, or at that end, with the old AccessKey left as it was. That the service sends its events then
 * is inferred.
 *
 * @param time when it ended, by LocalKms's clock
 * @param secretName the secret's name
 * @param secretType the secret's type, such as {@code RAMCredentials}
 * @param failure why it failed; empty if it succeeded
 * @see "KMS documentation: CloudMonitor events"
 */
public record RotationEvent(Instant time, String secretName, String secretType, Optional<Failure> failure) {
    /** {@return the name of the service's event, {@code Secret:RotateSecret:Success} or {@code ...:Failure}} */
    public String name() {
        return "Secret:RotateSecret:" + (failure.isEmpty() ? "Success" : "Failure");
    }

    /**
     * Why a rotation failed.
     *
     * @param errorCode the code, such as {@code EntityNotExist.Role}
     * @param errorMessage what people are told
     */
    public record Failure(String errorCode, String errorMessage) {}
}
