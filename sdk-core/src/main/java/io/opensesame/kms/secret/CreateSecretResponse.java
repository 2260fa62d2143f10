package io.opensesame.kms.secret;

import io.opensesame.secrets.SecretType;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What KMS made of a {@link CreateSecretRequest}. Immutable.
 *
 * @see "KMS API reference: CreateSecret"
 */
public final class CreateSecretResponse {
    private final String arn;
    private final String secretName;
    private final String versionId;
    private final SecretType secretType;
    private final RotationState rotation;
    private final @Nullable ExtendedConfig extendedConfig;
    private final @Nullable String instanceId;
    private final String requestId;

    private CreateSecretResponse(Builder builder) {
        this.arn = Rules.required("arn", builder.arn);
        this.secretName = Rules.required("secretName", builder.secretName);
        this.versionId = Rules.required("versionId", builder.versionId);
        this.secretType = Rules.required("secretType", builder.secretType);
        this.rotation = builder.rotation;
        this.extendedConfig = builder.extendedConfig;
        this.instanceId = builder.instanceId;
        this.requestId = builder.requestId;
    }

    /** {@return a builder; its use is for those who answer in the place of KMS, such as tests} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return the ARN of the secret} */
    public String arn() {
        return arn;
    }

    /** {@return the name of the secret, which KMS made up for {@code $Auto}} */
    public String secretName() {
        return secretName;
    }

    /** {@return the id of the first version} */
    public String versionId() {
        return versionId;
    }

    /** {@return the type of the secret} */
    public SecretType secretType() {
        return secretType;
    }

    /** {@return how KMS rotates the secret; {@link RotationState#NONE} for Generic secrets} */
    public RotationState rotation() {
        return rotation;
    }

    /** {@return what a managed secret is about} */
    public Optional<ExtendedConfig> extendedConfig() {
        return Optional.ofNullable(extendedConfig);
    }

    /** {@return the KMS instance that holds the secret} */
    public Optional<String> instanceId() {
        return Optional.ofNullable(instanceId);
    }

    /** {@return the id under which KMS knows the call, or an empty string} */
    public String requestId() {
        return requestId;
    }

    @Override
    public String toString() {
        return "CreateSecretResponse[arn=" + arn + ", secretName=" + secretName + ", versionId=" + versionId
                + ", secretType=" + secretType + ", rotation=" + rotation + ", extendedConfig=" + extendedConfig
                + ", instanceId=" + instanceId + ", requestId=" + requestId + "]";
    }

    /** Builds a {@link CreateSecretResponse}. Not thread-safe. */
    public static final class Builder {
        private @Nullable String arn;
        private @Nullable String secretName;
        private @Nullable String versionId;
        private @Nullable SecretType secretType;
        private RotationState rotation = RotationState.NONE;
        private @Nullable ExtendedConfig extendedConfig;
        private @Nullable String instanceId;
        private String requestId = "";

        private Builder() {}

        /**
         * Sets the ARN.
         *
         * @param arn the ARN
         * @return this builder
         */
        public Builder arn(String arn) {
            this.arn = arn;
            return this;
        }

        /**
         * Sets the name.
         *
         * @param secretName the name
         * @return this builder
         */
        public Builder secretName(String secretName) {
            this.secretName = secretName;
            return this;
        }

        /**
         * Sets the version.
         *
         * @param versionId its id
         * @return this builder
         */
        public Builder versionId(String versionId) {
            this.versionId = versionId;
            return this;
        }

        /**
         * Sets the type.
         *
         * @param secretType the type
         * @return this builder
         */
        public Builder secretType(SecretType secretType) {
            this.secretType = secretType;
            return this;
        }

        /**
         * Sets how KMS rotates the secret.
         *
         * @param rotation the state
         * @return this builder
         */
        public Builder rotation(RotationState rotation) {
            this.rotation = rotation;
            return this;
        }

        /**
         * Sets what a managed secret is about.
         *
         * @param extendedConfig the configuration
         * @return this builder
         */
        public Builder extendedConfig(ExtendedConfig extendedConfig) {
            this.extendedConfig = extendedConfig;
            return this;
        }

        /**
         * Sets the KMS instance.
         *
         * @param instanceId its id
         * @return this builder
         */
        public Builder instanceId(String instanceId) {
            this.instanceId = instanceId;
            return this;
        }

        /**
         * Sets the id of the call.
         *
         * @param requestId the id
         * @return this builder
         */
        public Builder requestId(String requestId) {
            this.requestId = requestId;
            return this;
        }

        /**
         * Builds the response.
         *
         * @return the response
         * @throws IllegalArgumentException if arn, secretName, versionId or secretType is missing
         */
        public CreateSecretResponse build() {
            return new CreateSecretResponse(this);
        }
    }
}
