package io.opensesame.kms.secret;

import io.opensesame.secrets.VersionStage;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Asks for the value of one version of a secret. Immutable.
 *
 * <p>Without stage and version id it is the version at {@code ACSCurrent}. If both are given they must name the same
 * version. Managed secrets have the stages {@code ACSCurrent} and {@code ACSPrevious} only, and ignore the version id.
 *
 * @see "KMS API reference: GetSecretValue"
 */
public final class GetSecretValueRequest implements SecretRequest<GetSecretValueResponse> {
    private final String secretName;
    private final @Nullable VersionStage versionStage;
    private final @Nullable String versionId;
    private final boolean fetchExtendedConfig;
    private final boolean dryRun;

    private GetSecretValueRequest(Builder builder) {
        this.secretName = Rules.required("secretName", builder.secretName);
        this.versionStage = builder.versionStage;
        this.versionId = builder.versionId;
        this.fetchExtendedConfig = builder.fetchExtendedConfig;
        this.dryRun = builder.dryRun;
    }

    /**
     * Returns a request for the current version of a secret.
     *
     * @param secretName its name or ARN; see {@link SecretName}
     * @return the request
     * @throws IllegalArgumentException if it is neither
     */
    public static GetSecretValueRequest of(String secretName) {
        return builder().secretName(secretName).build();
    }

    /** {@return a new builder} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return the name or ARN of the secret} */
    public String secretName() {
        return secretName;
    }

    /** {@return the stage to read} */
    public Optional<VersionStage> versionStage() {
        return Optional.ofNullable(versionStage);
    }

    /** {@return the version to read} */
    public Optional<String> versionId() {
        return Optional.ofNullable(versionId);
    }

    /** {@return whether the answer is to have the extended configuration} */
    public boolean fetchExtendedConfig() {
        return fetchExtendedConfig;
    }

    /** {@return whether only to check if the read would succeed} */
    public boolean dryRun() {
        return dryRun;
    }

    @Override
    public String toString() {
        return "GetSecretValueRequest[secretName=" + secretName + ", versionStage=" + versionStage + ", versionId="
                + versionId + ", fetchExtendedConfig=" + fetchExtendedConfig + ", dryRun=" + dryRun + "]";
    }

    /** Builds a {@link GetSecretValueRequest}. Not thread-safe. */
    public static final class Builder {
        private @Nullable String secretName;
        private @Nullable VersionStage versionStage;
        private @Nullable String versionId;
        private boolean fetchExtendedConfig;
        private boolean dryRun;

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
         * Reads the version at a stage, {@code ACSCurrent} by default.
         *
         * @param versionStage the stage
         * @return this builder
         */
        public Builder versionStage(VersionStage versionStage) {
            this.versionStage = versionStage;
            return this;
        }

        /**
         * Reads a version by its id.
         *
         * @param versionId its id, 1 to 64 characters
         * @return this builder
         */
        public Builder versionId(String versionId) {
            this.versionId = Rules.versionId("versionId", versionId);
            return this;
        }

        /**
         * Asks for the extended configuration of a managed secret too; false by default.
         *
         * @param fetchExtendedConfig whether to
         * @return this builder
         */
        public Builder fetchExtendedConfig(boolean fetchExtendedConfig) {
            this.fetchExtendedConfig = fetchExtendedConfig;
            return this;
        }

        /**
         * Has KMS only check whether the read would succeed. The answer is always a refusal, whose code tells:
         * {@code DryRunOperationError} means that it would.
         *
         * @param dryRun whether to; false by default
         * @return this builder
         */
        public Builder dryRun(boolean dryRun) {
            this.dryRun = dryRun;
            return this;
        }

        /**
         * Builds the request.
         *
         * @return the request
         * @throws IllegalArgumentException if secretName is missing
         */
        public GetSecretValueRequest build() {
            return new GetSecretValueRequest(this);
        }
    }
}
