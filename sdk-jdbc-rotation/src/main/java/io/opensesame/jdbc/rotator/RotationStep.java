package io.opensesame.jdbc.rotator;

/** What a rotation does, in this order. */
public enum RotationStep {
    /** Reads the secret and its stages, and finds out what is to be done. Changes nothing. */
    CHECK,
    /** Connects to the database and takes the lock there, which is held to the end. */
    LOCK,
    /** Puts a version with the new login, which bears the pending stage alone. */
    PREPARE,
    /** Sets the new password in the database, in an account that is made if need be. */
    SET,
    /** Logs in with the new login. */
    TEST,
    /** Moves {@code ACSCurrent} to the new version. */
    PROMOTE,
    /** Reads the secret at {@code ACSCurrent} and logs in with what KMS gives. */
    VERIFY,
    /** Takes the pending stage off. */
    FINISH
}
