package io.opensesame.kms.secret;

import org.jspecify.annotations.Nullable;

/**
 * Asks to rotate a managed secret now. Immutable.
 *
 * <p>The version id makes the call repeatable: if the secret has a version of that id, nothing is rotated. KMS allows
 * 50 calls an hour and account.
 *
 * @see "KMS API reference: RotateSecret"
 */
public final class RotateSecretRequest implements SecretRequest<RotateSecretResponse> {
    private final String secretName;
    private final String versionId;

    private RotateSecretRequest(Builder builder) {
        this.secretName = Rules.required("secretName", builder.secretName);
        this.versionId = Rules.required("versionId", builder.versionId);
    }

    /**
     * Returns a request to rotate a secret.
     *
     * @param secretName its name or ARN; see {@link SecretName}
     * @param versionId an id for the new version, 1 to 64 characters, unique in the secret
     * @return the request
     * @throws IllegalArgumentException if one of them breaks a rule
     */
    public static RotateSecretRequest of(String secretName, String versionId) {
        return builder().secretName(secretName).versionId(versionId).build();
    }

    /** {@return a new builder} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return the name or ARN of the secret} */
    public String secretName() {
        return secretName;
    }

    /** {@return the id of the new version} */
    public String versionId() {
        return versionId;
    }

    @Override
    public String toString() {
        return "RotateSecretRequest[secretName=" + secretName + ", versionId=" + versionId + "]";
    }

    /** Builds a {@link RotateSecretRequest}. Not thread-safe. */
    public static final class Builder {
        private @Nullable String secretName;
        private @Nullable String versionId;

        private Builder() {}

        /**
         * Names the secret.
         *
         * @param secretName its name or ARN; see {@link SecretName}
         * @return this builder
         */
        public Builder secretName(String secretName) {
            this.secretName = SecretName.of(secretName).text();
            return this;
        }

        /**
         * Names the new version.
         *
         * @param versionId an id of 1 to 64 characters, unique in the secret
         * @return this builder
         */
        public Builder versionId(String versionId) {
            this.versionId = Rules.versionId("versionId", versionId);
            return this;
        }

        /**
         * Builds the request.
         *
         * @return the request
         * @throws IllegalArgumentException if secretName or versionId is missing
         */
        public RotateSecretRequest build() {
            return new RotateSecretRequest(this);
        }
    }
}
