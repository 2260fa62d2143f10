package io.opensesame.localkms.engine;

import io.opensesame.localkms.engine.call.ServiceRefusal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** How the service makes the values of one managed type. */
interface ManagedType {
    /** Checks the configuration of a new secret and completes it. */
    ExtendedConfig configure(ExtendedConfig sent);

    /**
     * Returns the first values of a new secret: that of ACSCurrent and, for the types that begin with two, of
     * ACSPrevious.
     *
     * @param secretData what CreateSecret got
     */
    List<String> firstValues(String secretData, ExtendedConfig config, Instant now);

    /**
     * Makes the value that comes next, and changes what the value is for, as far as that is emulated.
     *
     * @throws ServiceRefusal if the rotation fails; then nothing has changed
     */
    String nextValue(StoredSecret secret, Instant at);

    /**
     * Returns for how long the value before goes on working after a rotation, until {@link #retirePrevious} ends it.
     */
    default Duration rotationWindow(RotationCause cause) {
        return Duration.ZERO;
    }

    /** Ends the life of the previous value, for the types that have a rotation window. */
    default void retirePrevious(StoredSecret secret, Instant at) {}
}
