package io.opensesame.kms.secret;

import io.opensesame.secrets.SecretType;
import io.opensesame.secrets.VersionStage;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One version of a secret, with its value. Immutable; it never prints the value.
 *
 * @see "KMS API reference: GetSecretValue"
 */
public final class GetSecretValueResponse {
    private final String secretName;
    private final SecretType secretType;
    private final String versionId;
    private final Set<VersionStage> versionStages;
    private final SecretData data;
    private final @Nullable Instant createTime;
    private final RotationState rotation;
    private final @Nullable ExtendedConfig extendedConfig;
    private final String requestId;

    private GetSecretValueResponse(Builder builder) {
        this.secretName = Rules.required("secretName", builder.secretName);
        this.secretType = Rules.required("secretType", builder.secretType);
        this.versionId = Rules.required("versionId", builder.versionId);
        this.versionStages = builder.versionStages;
        this.data = Rules.required("data", builder.data);
        this.createTime = builder.createTime;
        this.rotation = builder.rotation;
        this.extendedConfig = builder.extendedConfig;
        this.requestId = builder.requestId;
    }

    /** {@return a builder; its use is for those who answer in the place of KMS, such as tests} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return the name of the secret} */
    public String secretName() {
        return secretName;
    }

    /** {@return the type of the secret} */
    public SecretType secretType() {
        return secretType;
    }

    /** {@return the id of the version} */
    public String versionId() {
        return versionId;
    }

    /** {@return the stages that point at the version; none if it is deprecated; unmodifiable} */
    public Set<VersionStage> versionStages() {
        return versionStages;
    }

    /** {@return the value, which redacts itself} */
    public SecretData data() {
        return data;
    }

    /**
     * {@return when the secret was created. Whether some types give the version's time is not established, so it orders
     * no versions}
     */
    public Optional<Instant> createTime() {
        return Optional.ofNullable(createTime);
    }

    /** {@return how KMS rotates the secret; {@link RotationState#NONE} for Generic secrets} */
    public RotationState rotation() {
        return rotation;
    }

    /** {@return what a managed secret is about; only if the request asked for it} */
    public Optional<ExtendedConfig> extendedConfig() {
        return Optional.ofNullable(extendedConfig);
    }

    /** {@return the id under which KMS knows the call, or an empty string} */
    public String requestId() {
        return requestId;
    }

    /** {@return the value as KMS stores it; see {@link SecretData#exposeText()}} */
    public String exposeText() {
        return data.exposeText();
    }

    /** {@return a copy of the value's bytes, which the caller may wipe; see {@link SecretData#exposeBytes()}} */
    public byte[] exposeBytes() {
        return data.exposeBytes();
    }

    /** Leaves the value out. */
    @Override
    public String toString() {
        return "GetSecretValueResponse[secretName=" + secretName + ", secretType=" + secretType + ", versionId="
                + versionId + ", versionStages=" + versionStages + ", data=<redacted>, requestId=" + requestId + "]";
    }

    /** Builds a {@link GetSecretValueResponse}. Not thread-safe. */
    public static final class Builder {
        private @Nullable String secretName;
        private @Nullable SecretType secretType;
        private @Nullable String versionId;
        private Set<VersionStage> versionStages = Set.of();
        private @Nullable SecretData data;
        private @Nullable Instant createTime;
        private RotationState rotation = RotationState.NONE;
        private @Nullable ExtendedConfig extendedConfig;
        private String requestId = "";

        private Builder() {}

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
         * Sets the stages.
         *
         * @param versionStages the stages; copied
         * @return this builder
         */
        public Builder versionStages(Set<VersionStage> versionStages) {
            this.versionStages = Collections.unmodifiableSet(new LinkedHashSet<>(versionStages));
            return this;
        }

        /**
         * Sets the value.
         *
         * @param data the value
         * @return this builder
         */
        public Builder data(SecretData data) {
            this.data = data;
            return this;
        }

        /**
         * Sets when the secret was created.
         *
         * @param createTime the time
         * @return this builder
         */
        public Builder createTime(Instant createTime) {
            this.createTime = createTime;
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
         * @throws IllegalArgumentException if secretName, secretType, versionId or data is missing
         */
        public GetSecretValueResponse build() {
            return new GetSecretValueResponse(this);
        }
    }
}
