package io.opensesame.kms.secret;

import io.opensesame.kms.Tags;
import io.opensesame.policy.SecretPolicy;
import io.opensesame.secrets.SecretType;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Asks for a new secret with its first version, which becomes {@code ACSCurrent}. Immutable; it holds the value and
 * never prints it.
 *
 * <p>The value travels in the request's body, not in its URL.
 *
 * @see "KMS API reference: CreateSecret"
 */
public final class CreateSecretRequest implements SecretRequest<CreateSecretResponse> {
    /** The name to give for a RAMCredentials secret, which KMS names by itself: {@value}. */
    public static final String AUTO = "$Auto";

    private static final Set<SecretType> PLAINLY_NAMED = Set.of(SecretType.GENERIC, SecretType.RDS, SecretType.REDIS);

    /** The types whose rules are known; a younger type is left to KMS to judge. */
    private static final Set<SecretType> MANAGED =
            Set.of(SecretType.RDS, SecretType.REDIS, SecretType.POLAR_DB, SecretType.RAM_CREDENTIALS, SecretType.ECS);

    private final String secretName;
    private final String versionId;
    private final SecretData data;
    private final SecretType secretType;
    private final @Nullable String encryptionKeyId;
    private final @Nullable String instanceId;
    private final @Nullable ExtendedConfig extendedConfig;
    private final @Nullable String description;
    private final Map<String, String> tags;
    private final @Nullable Duration rotationInterval;
    private final @Nullable String policy;

    private CreateSecretRequest(Builder builder) {
        this.secretName = Rules.required("secretName", builder.secretName);
        this.versionId = Rules.required("versionId", builder.versionId);
        this.data = Rules.required("data (text, binary or data)", builder.data);
        this.secretType = builder.secretType;
        this.encryptionKeyId = builder.encryptionKeyId;
        this.instanceId = builder.instanceId;
        this.extendedConfig = builder.extendedConfig;
        this.description = builder.description;
        this.tags = builder.tags.isEmpty() ? Map.of() : Tags.of(builder.tags).byKey();
        this.rotationInterval = builder.rotationInterval;
        this.policy = builder.policy;
        checkName();
        checkManaged();
    }

    /** {@return a new builder} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return the name of the secret to be} */
    public String secretName() {
        return secretName;
    }

    /** {@return the id of the first version} */
    public String versionId() {
        return versionId;
    }

    /** {@return the value, which redacts itself} */
    public SecretData data() {
        return data;
    }

    /** {@return the type, Generic by default} */
    public SecretType secretType() {
        return secretType;
    }

    /** {@return the customer master key that is to encrypt the value} */
    public Optional<String> encryptionKeyId() {
        return Optional.ofNullable(encryptionKeyId);
    }

    /** {@return the KMS instance that is to hold the secret} */
    public Optional<String> instanceId() {
        return Optional.ofNullable(instanceId);
    }

    /** {@return what a managed secret is about} */
    public Optional<ExtendedConfig> extendedConfig() {
        return Optional.ofNullable(extendedConfig);
    }

    /** {@return the description} */
    public Optional<String> description() {
        return Optional.ofNullable(description);
    }

    /** {@return the tags, values by keys; unmodifiable} */
    public Map<String, String> tags() {
        return tags;
    }

    /** {@return the interval of automatic rotation; empty if it stays off} */
    public Optional<Duration> rotationInterval() {
        return Optional.ofNullable(rotationInterval);
    }

    /** {@return the secret policy, as JSON} */
    public Optional<String> policy() {
        return Optional.ofNullable(policy);
    }

    private void checkName() {
        if (secretType.equals(SecretType.RAM_CREDENTIALS)) {
            if (!secretName.equals(AUTO)) {
                throw new IllegalArgumentException(
                        "KMS itself names a RAMCredentials secret: set secretName to " + AUTO);
            }
            return;
        }
        if (SecretName.of(secretName).isArn()) {
            throw new IllegalArgumentException("CreateSecret takes a plain name, not an ARN; got '" + secretName + "'");
        }
        if (secretType.equals(SecretType.ECS) && !secretName.startsWith("acs/ecs/")) {
            throw new IllegalArgumentException(
                    "the name of an ECS secret begins with acs/ecs/; got '" + secretName + "'");
        }
        if (PLAINLY_NAMED.contains(secretType) && secretName.startsWith("acs/")) {
            throw new IllegalArgumentException("the name of a " + secretType
                    + " secret must not begin with acs/, which is the service's own; got '" + secretName + "'");
        }
    }

    private void checkManaged() {
        if (secretType.equals(SecretType.GENERIC) && (extendedConfig != null || rotationInterval != null)) {
            throw new IllegalArgumentException(
                    "extendedConfig and rotationInterval are for managed types; KMS does not rotate Generic secrets");
        }
        if (MANAGED.contains(secretType) && extendedConfig == null) {
            throw new IllegalArgumentException("a " + secretType + " secret needs an extendedConfig");
        }
        if (MANAGED.contains(secretType) && !data.dataType().equals(SecretDataType.TEXT)) {
            throw new IllegalArgumentException(
                    "the value of a " + secretType + " secret is text; got " + data.dataType() + " data");
        }
        if (extendedConfig != null && extendedConfig.json().length() > ExtendedConfig.MAX_LENGTH) {
            throw new IllegalArgumentException("an extended configuration has at most " + ExtendedConfig.MAX_LENGTH
                    + " characters; got " + extendedConfig.json().length());
        }
    }

    /** Leaves the value, the description and the policy out. */
    @Override
    public String toString() {
        return "CreateSecretRequest[secretName=" + secretName + ", versionId=" + versionId + ", secretType="
                + secretType + ", data=<redacted>]";
    }

    /** Builds a {@link CreateSecretRequest}. Not thread-safe. */
    public static final class Builder {
        private @Nullable String secretName;
        private @Nullable String versionId;
        private @Nullable SecretData data;
        private SecretType secretType = SecretType.GENERIC;
        private @Nullable String encryptionKeyId;
        private @Nullable String instanceId;
        private @Nullable ExtendedConfig extendedConfig;
        private @Nullable String description;
        private final Map<String, String> tags = new LinkedHashMap<>();
        private @Nullable Duration rotationInterval;
        private @Nullable String policy;

        private Builder() {}

        /**
         * Names the secret; a plain name, not an ARN.
         *
         * @param secretName 1 to 192 ASCII letters, digits and <code>_ / + = . - @</code>; by type: Generic, Rds and
         *     Redis must not begin with {@code acs/}, ECS must begin with {@code acs/ecs/}, and RAMCredentials takes
         *     {@code $Auto}, so that KMS names it after the RAM user
         * @return this builder
         */
        public Builder secretName(String secretName) {
            this.secretName = secretName;
            return this;
        }

        /**
         * Names the first version.
         *
         * @param versionId an id of 1 to 64 characters, unique in the secret
         * @return this builder
         */
        public Builder versionId(String versionId) {
            this.versionId = Rules.versionId("versionId", versionId);
            return this;
        }

        /**
         * Sets the value. It takes the place of one that was set before.
         *
         * @param data the value
         * @return this builder
         */
        public Builder data(SecretData data) {
            this.data = data;
            return this;
        }

        /**
         * Sets the value as text; the same as {@code data(SecretData.text(text))}.
         *
         * @param text 1 to 30,720 bytes in UTF-8
         * @return this builder
         */
        public Builder text(String text) {
            return data(SecretData.text(text));
        }

        /**
         * Sets the value as bytes, which are stored as Base64; the same as {@code data(SecretData.binary(bytes))}.
         *
         * @param bytes 1 to 23,040 bytes; copied, so the caller may wipe them
         * @return this builder
         */
        public Builder binary(byte[] bytes) {
            return data(SecretData.binary(bytes));
        }

        /**
         * Sets the type, Generic by default.
         *
         * @param secretType the type
         * @return this builder
         */
        public Builder secretType(SecretType secretType) {
            this.secretType = secretType;
            return this;
        }

        /**
         * Has the value encrypted by a key of one's own.
         *
         * @param encryptionKeyId the id of a symmetric key, in the same KMS instance if one is named
         * @return this builder
         */
        public Builder encryptionKeyId(String encryptionKeyId) {
            this.encryptionKeyId = Rules.word("encryptionKeyId", encryptionKeyId);
            return this;
        }

        /**
         * Places the secret in a KMS instance (wire name {@code DKMSInstanceId}).
         *
         * @param instanceId the id of the instance
         * @return this builder
         */
        public Builder instanceId(String instanceId) {
            this.instanceId = Rules.word("instanceId", instanceId);
            return this;
        }

        /**
         * Says what a managed secret is about; needed for managed types, not allowed for Generic.
         *
         * @param extendedConfig the configuration, at most 1,024 characters of JSON
         * @return this builder
         */
        public Builder extendedConfig(ExtendedConfig extendedConfig) {
            this.extendedConfig = extendedConfig;
            return this;
        }

        /**
         * Describes the secret. Not a place for secrets.
         *
         * @param description free text
         * @return this builder
         */
        public Builder description(String description) {
            this.description = description;
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
         * Has KMS rotate the secret; managed types only.
         *
         * @param rotationInterval the time between two rotations, 6 to 8,760 hours in whole seconds
         * @return this builder
         */
        public Builder rotationInterval(Duration rotationInterval) {
            this.rotationInterval = Rules.rotationInterval(rotationInterval);
            return this;
        }

        /**
         * Sets the secret policy of a secret in a KMS instance; the default policy stands otherwise.
         *
         * @param policy JSON of up to 32,768 bytes
         * @return this builder
         * @throws IllegalArgumentException if it is larger
         * @throws io.opensesame.error.PolicyException if it is no secret policy; says where
         */
        public Builder policy(String policy) {
            this.policy = Rules.policy(policy);
            return this;
        }

        /**
         * Sets the secret policy of a secret in a KMS instance; the default policy stands otherwise.
         *
         * @param policy the policy, of up to 32,768 bytes
         * @return this builder
         * @throws IllegalArgumentException if it is larger
         */
        public Builder policy(SecretPolicy policy) {
            return policy(policy.toJson());
        }

        /**
         * Builds the request.
         *
         * @return the request
         * @throws IllegalArgumentException if secretName, versionId or data is missing, or the type doesn't allow what
         *     is set
         */
        public CreateSecretRequest build() {
            return new CreateSecretRequest(this);
        }
    }
}
