package io.opensesame.kms.secret;

import java.util.Objects;

/**
 * A password that KMS made up. Immutable; it never prints the password.
 *
 * @see "KMS API reference: GetRandomPassword"
 */
public final class GetRandomPasswordResponse {
    private final String password;
    private final String requestId;

    /**
     * Creates the answer.
     *
     * @param password the password
     * @param requestId the id under which KMS knows the call, or an empty string
     */
    public GetRandomPasswordResponse(String password, String requestId) {
        this.password = Objects.requireNonNull(password, "password");
        this.requestId = Objects.requireNonNull(requestId, "requestId");
    }

    /** {@return the password} */
    public String exposePassword() {
        return password;
    }

    /** {@return the id under which KMS knows the call, or an empty string} */
    public String requestId() {
        return requestId;
    }

    @Override
    public String toString() {
        return "GetRandomPasswordResponse[password=<redacted>, requestId=" + requestId + "]";
    }
}
