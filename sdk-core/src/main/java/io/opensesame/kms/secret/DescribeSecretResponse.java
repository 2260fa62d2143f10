package io.opensesame.kms.secret;

import io.opensesame.secrets.SecretType;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a secret is: everything but its value and its versions. Immutable.
 *
 * @see "KMS API reference: DescribeSecret"
 */
public final class DescribeSecretResponse {
    private final String arn;
    private final String secretName;
    private final SecretType secretType;
    private final @Nullable String description;
    private final @Nullable String encryptionKeyId;
    private final @Nullable String instanceId;
    private final Instant createTime;
    private final Instant updateTime;
    private final @Nullable Instant plannedDeleteTime;
    private final RotationState rotation;
    private final @Nullable ExtendedConfig extendedConfig;
    private final Map<String, String> tags;
    private final String requestId;

    private DescribeSecretResponse(Builder builder) {
        this.arn = Rules.required("arn", builder.arn);
        this.secretName = Rules.required("secretName", builder.secretName);
        this.secretType = Rules.required("secretType", builder.secretType);
        this.description = builder.description;
        this.encryptionKeyId = builder.encryptionKeyId;
        this.instanceId = builder.instanceId;
        this.createTime = Rules.required("createTime", builder.createTime);
        this.updateTime = Rules.required("updateTime", builder.updateTime);
        this.plannedDeleteTime = builder.plannedDeleteTime;
        this.rotation = builder.rotation;
        this.extendedConfig = builder.extendedConfig;
        this.tags = builder.tags;
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

    /** {@return the name of the secret} */
    public String secretName() {
        return secretName;
    }

    /** {@return the type of the secret} */
    public SecretType secretType() {
        return secretType;
    }

    /** {@return the description; KMS may give an empty text} */
    public Optional<String> description() {
        return Optional.ofNullable(description);
    }

    /** {@return the key that encrypts the value; empty where the service's own key does} */
    public Optional<String> encryptionKeyId() {
        return Optional.ofNullable(encryptionKeyId);
    }

    /** {@return the KMS instance that holds the secret} */
    public Optional<String> instanceId() {
        return Optional.ofNullable(instanceId);
    }

    /** {@return when the secret was created} */
    public Instant createTime() {
        return createTime;
    }

    /** {@return when the secret was last changed} */
    public Instant updateTime() {
        return updateTime;
    }

    /** {@return when the secret will be deleted; empty if it is not scheduled} */
    public Optional<Instant> plannedDeleteTime() {
        return Optional.ofNullable(plannedDeleteTime);
    }

    /** {@return how KMS rotates the secret; {@link RotationState#NONE} for Generic secrets} */
    public RotationState rotation() {
        return rotation;
    }

    /** {@return what a managed secret is about} */
    public Optional<ExtendedConfig> extendedConfig() {
        return Optional.ofNullable(extendedConfig);
    }

    /** {@return the tags, values by keys, if the request asked for them; unmodifiable} */
    public Map<String, String> tags() {
        return tags;
    }

    /** {@return the id under which KMS knows the call, or an empty string} */
    public String requestId() {
        return requestId;
    }

    @Override
    public String toString() {
        return "DescribeSecretResponse[arn=" + arn + ", secretName=" + secretName + ", secretType=" + secretType
                + ", description=" + description + ", encryptionKeyId=" + encryptionKeyId + ", instanceId=" + instanceId
                + ", createTime=" + createTime + ", updateTime=" + updateTime + ", plannedDeleteTime="
                + plannedDeleteTime + ", rotation=" + rotation + ", extendedConfig=" + extendedConfig + ", tags=" + tags
                + ", requestId=" + requestId + "]";
    }

    /** Builds a {@link DescribeSecretResponse}. Not thread-safe. */
    public static final class Builder {
        private @Nullable String arn;
        private @Nullable String secretName;
        private @Nullable SecretType secretType;
        private @Nullable String description;
        private @Nullable String encryptionKeyId;
        private @Nullable String instanceId;
        private @Nullable Instant createTime;
        private @Nullable Instant updateTime;
        private @Nullable Instant plannedDeleteTime;
        private RotationState rotation = RotationState.NONE;
        private @Nullable ExtendedConfig extendedConfig;
        private Map<String, String> tags = Map.of();
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
         * Sets the description.
         *
         * @param description the text
         * @return this builder
         */
        public Builder description(String description) {
            this.description = description;
            return this;
        }

        /**
         * Sets the key.
         *
         * @param encryptionKeyId its id
         * @return this builder
         */
        public Builder encryptionKeyId(String encryptionKeyId) {
            this.encryptionKeyId = encryptionKeyId;
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
         * Sets when the secret was last changed.
         *
         * @param updateTime the time
         * @return this builder
         */
        public Builder updateTime(Instant updateTime) {
            this.updateTime = updateTime;
            return this;
        }

        /**
         * Sets when the secret will be deleted.
         *
         * @param plannedDeleteTime the time
         * @return this builder
         */
        public Builder plannedDeleteTime(Instant plannedDeleteTime) {
            this.plannedDeleteTime = plannedDeleteTime;
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
         * Sets the tags.
         *
         * @param tags values by keys; copied
         * @return this builder
         */
        public Builder tags(Map<String, String> tags) {
            this.tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
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
         * @throws IllegalArgumentException if arn, secretName, secretType, createTime or updateTime is missing
         */
        public DescribeSecretResponse build() {
            return new DescribeSecretResponse(this);
        }
    }
}
