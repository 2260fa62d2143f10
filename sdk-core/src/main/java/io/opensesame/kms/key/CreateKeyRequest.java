package io.opensesame.kms.key;

import io.opensesame.kms.Tags;
import io.opensesame.policy.KeyPolicy;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Asks for a new key; by default one of AES with 256 bits, whose material KMS makes. Immutable.
 *
 * @see "KMS API reference: CreateKey"
 */
public final class CreateKeyRequest implements KeyRequest<CreateKeyResponse> {
    /** The asymmetric specs that are known; a younger spec is left to KMS to judge. */
    private static final Set<KeySpec> ASYMMETRIC =
            Set.of(KeySpec.RSA_2048, KeySpec.RSA_3072, KeySpec.EC_P256, KeySpec.EC_P256K, KeySpec.EC_SM2);

    private final @Nullable KeySpec keySpec;
    private final @Nullable KeyUsage keyUsage;
    private final @Nullable KeyOrigin origin;
    private final @Nullable ProtectionLevel protectionLevel;
    private final @Nullable String description;
    private final @Nullable Duration rotationInterval;
    private final @Nullable String instanceId;
    private final Map<String, String> tags;
    private final @Nullable String policy;

    private CreateKeyRequest(Builder builder) {
        this.keySpec = builder.keySpec;
        this.keyUsage = builder.keyUsage;
        this.origin = builder.origin;
        this.protectionLevel = builder.protectionLevel;
        this.description = builder.description;
        this.rotationInterval = builder.rotationInterval;
        this.instanceId = builder.instanceId;
        this.tags = builder.tags.isEmpty() ? Map.of() : Tags.of(builder.tags).byKey();
        this.policy = builder.policy;
        checkUsage();
        checkRotation();
    }

    /** {@return a builder of a request for a symmetric key} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return what kind of key to make; AES with 256 bits if empty} */
    public Optional<KeySpec> keySpec() {
        return Optional.ofNullable(keySpec);
    }

    /** {@return what the key is for; to encrypt and decrypt if empty} */
    public Optional<KeyUsage> keyUsage() {
        return Optional.ofNullable(keyUsage);
    }

    /** {@return where the material is from; KMS makes it if empty} */
    public Optional<KeyOrigin> origin() {
        return Optional.ofNullable(origin);
    }

    /** {@return where the key is to be kept; KMS decides if empty} */
    public Optional<ProtectionLevel> protectionLevel() {
        return Optional.ofNullable(protectionLevel);
    }

    /** {@return the description} */
    public Optional<String> description() {
        return Optional.ofNullable(description);
    }

    /** {@return the interval of automatic rotation; empty if it stays off} */
    public Optional<Duration> rotationInterval() {
        return Optional.ofNullable(rotationInterval);
    }

    /** {@return the KMS instance that is to hold the key} */
    public Optional<String> instanceId() {
        return Optional.ofNullable(instanceId);
    }

    /** {@return the tags, values by keys; unmodifiable} */
    public Map<String, String> tags() {
        return tags;
    }

    /** {@return the key policy, as JSON} */
    public Optional<String> policy() {
        return Optional.ofNullable(policy);
    }

    private boolean isAsymmetric() {
        return keySpec != null && ASYMMETRIC.contains(keySpec);
    }

    private void checkUsage() {
        if (isAsymmetric() && keyUsage == null) {
            throw new IllegalArgumentException("keyUsage is needed for a key of spec " + keySpec + ": "
                    + KeyUsage.ENCRYPT_DECRYPT + " or " + KeyUsage.SIGN_VERIFY);
        }
    }

    private boolean isExternal() {
        return origin != null && origin.equals(KeyOrigin.EXTERNAL);
    }

    private void checkRotation() {
        if (rotationInterval != null && (isAsymmetric() || isExternal())) {
            throw new IllegalArgumentException("KMS rotates symmetric keys whose material it made, not one of "
                    + (isAsymmetric() ? "spec " + keySpec : "origin " + origin) + "; leave rotationInterval out");
        }
    }

    /** Leaves the policy out. */
    @Override
    public String toString() {
        return "CreateKeyRequest[keySpec=" + keySpec + ", keyUsage=" + keyUsage + ", origin=" + origin
                + ", protectionLevel=" + protectionLevel + ", description=" + description + ", rotationInterval="
                + rotationInterval + ", instanceId=" + instanceId + ", tags=" + tags + "]";
    }

    /** Builds a {@link CreateKeyRequest}. Not thread-safe. */
    public static final class Builder {
        private @Nullable KeySpec keySpec;
        private @Nullable KeyUsage keyUsage;
        private @Nullable KeyOrigin origin;
        private @Nullable ProtectionLevel protectionLevel;
        private @Nullable String description;
        private @Nullable Duration rotationInterval;
        private @Nullable String instanceId;
        private final Map<String, String> tags = new LinkedHashMap<>();
        private @Nullable String policy;

        private Builder() {}

        /**
         * Sets the kind of key; KMS takes {@link KeySpec#AES_256} by itself.
         *
         * @param keySpec the spec
         * @return this builder
         */
        public Builder keySpec(KeySpec keySpec) {
            this.keySpec = keySpec;
            return this;
        }

        /**
         * Sets what the key is for; needed for asymmetric keys, about which the service's texts disagree what it takes
         * by itself.
         *
         * @param keyUsage the usage
         * @return this builder
         */
        public Builder keyUsage(KeyUsage keyUsage) {
            this.keyUsage = keyUsage;
            return this;
        }

        /**
         * Sets where the material is from; KMS makes it by itself. A key of {@link KeyOrigin#EXTERNAL} cannot be used
         * until {@linkplain KeyOperations#importRawKeyMaterial its material is imported}.
         *
         * @param origin the origin
         * @return this builder
         */
        public Builder origin(KeyOrigin origin) {
            this.origin = origin;
            return this;
        }

        /**
         * Sets where the key is to be kept.
         *
         * @param protectionLevel the level
         * @return this builder
         */
        public Builder protectionLevel(ProtectionLevel protectionLevel) {
            this.protectionLevel = protectionLevel;
            return this;
        }

        /**
         * Describes the key. Not a place for secrets.
         *
         * @param description free text of up to 8,192 characters
         * @return this builder
         */
        public Builder description(String description) {
            this.description = Rules.description(description);
            return this;
        }

        /**
         * Has KMS rotate the key; symmetric keys whose material it made only.
         *
         * @param rotationInterval the time between two rotations, 7 to 730 days in whole seconds. Some kinds of key
         *     allow less, or one interval only
         * @return this builder
         */
        public Builder rotationInterval(Duration rotationInterval) {
            this.rotationInterval = Rules.rotationInterval(rotationInterval);
            return this;
        }

        /**
         * Places the key in a KMS instance (wire name {@code DKMSInstanceId}).
         *
         * @param instanceId the id of the instance
         * @return this builder
         */
        public Builder instanceId(String instanceId) {
            this.instanceId = Rules.word("instanceId", instanceId);
            return this;
        }

        /**
         * Adds one tag. {@link Tags} has the rules.
         *
         * @param key its key
         * @param value its value
         * @return this builder
         */
        public Builder tag(String key, String value) {
            tags.put(key, value);
            return this;
        }

        /**
         * Adds tags. {@link Tags} has the rules.
         *
         * @param tags values by keys; copied
         * @return this builder
         */
        public Builder tags(Map<String, String> tags) {
            this.tags.putAll(tags);
            return this;
        }

        /**
         * Sets the key policy of a key in a KMS instance; the default policy stands otherwise.
         *
         * @param policy JSON of up to 32,768 bytes
         * @return this builder
         * @throws IllegalArgumentException if it is larger
         * @throws io.opensesame.error.PolicyException if it is no key policy; says where
         */
        public Builder policy(String policy) {
            this.policy = Rules.policy(policy);
            return this;
        }

        /**
         * Sets the key policy of a key in a KMS instance; the default policy stands otherwise.
         *
         * @param policy the policy, of up to 32,768 bytes
         * @return this builder
         * @throws IllegalArgumentException if it is larger
         */
        public Builder policy(KeyPolicy policy) {
            return policy(policy.toJson());
        }

        /**
         * Builds the request.
         *
         * @return the request
         * @throws IllegalArgumentException if keyUsage is missing for an asymmetric key, the key cannot rotate, or a
         *     tag breaks a rule
         */
        public CreateKeyRequest build() {
            return new CreateKeyRequest(this);
        }
    }
}
