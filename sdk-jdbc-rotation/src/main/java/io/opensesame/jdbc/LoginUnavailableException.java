package io.opensesame.jdbc;

import java.sql.SQLTransientConnectionException;

/**
 * Thrown when there is no login to try, since the secret cannot be read or does not hold what is needed. The cause
 * tells why. No connection to the database was tried.
 */
public final class LoginUnavailableException extends SQLTransientConnectionException {
    private static final long serialVersionUID = 1L;

    /** The secret. */
    private final String secretName;

    LoginUnavailableException(String secretName, String message, RuntimeException cause) {
        super(message, SqlStates.CANNOT_CONNECT, cause);
        this.secretName = secretName;
    }

    /** {@return the name or ARN of the secret that holds the login} */
    public String secretName() {
        return secretName;
    }
}
