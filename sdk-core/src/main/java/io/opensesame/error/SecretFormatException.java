package io.opensesame.error;

/**
 * Thrown when a secret's value is not of the form that the application asked for: no JSON, another shape, no UTF-8.
 *
 * <p>The message names the secret, the version and the place of the problem, never the content.
 */
public final class SecretFormatException extends OpenSesameException {
    /** The secret. */
    private final String secretName;

    /** The version. */
    private final String versionId;

    /**
     * Creates the exception for one version of a secret.
     *
     * @param secretName the secret's name
     * @param versionId the version's id
     * @param message what does not fit, without any part of the value
     */
    public SecretFormatException(String secretName, String versionId, String message) {
        super(message, null);
        this.secretName = secretName;
        this.versionId = versionId;
    }

    /** {@return the secret's name} */
    public String secretName() {
        return secretName;
    }

    /** {@return the version's id} */
    public String versionId() {
        return versionId;
    }
}
