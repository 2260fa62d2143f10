package io.opensesame.jdbc;

import java.sql.SQLInvalidAuthorizationSpecException;
import java.util.List;

/**
 * Thrown when the database refused the login of each version of the secret that could be tried, or when a login was
 * withheld, since it could have been one wrong login too many.
 *
 * <p>SQLState and vendor code are the database's own, and the cause is what its driver threw last. A failure to read
 * another version from KMS is among the suppressed. The message says what to do; it holds no password.
 */
public final class LoginRefusedException extends SQLInvalidAuthorizationSpecException {
    private static final long serialVersionUID = 1L;

    /** The secret. */
    private final String secretName;

    /** The account. */
    private final String username;

    /** Why it was refused last. */
    private final LoginRefusal refusal;

    /** What was gone through. */
    @SuppressWarnings("serial") // an immutable list of strings, which is serializable
    private final List<String> versionIds;

    LoginRefusedException(
            String message, LoginRefusals.Found found, String secretName, String username, List<String> versionIds) {
        super(message, found.evidence().getSQLState(), found.evidence().getErrorCode(), found.failure());
        this.secretName = secretName;
        this.username = username;
        this.refusal = found.refusal();
        this.versionIds = List.copyOf(versionIds);
    }

    /** {@return the name or ARN of the secret that holds the login} */
    public String secretName() {
        return secretName;
    }

    /** {@return the name of the account that was tried or withheld last} */
    public String username() {
        return username;
    }

    /** {@return why the database refused the login last} */
    public LoginRefusal refusal() {
        return refusal;
    }

    /** {@return the ids of the versions that were tried or withheld, in that order; unmodifiable} */
    public List<String> versionIds() {
        return versionIds;
    }
}
