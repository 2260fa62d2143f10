package io.opensesame.kms.key;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a key is. Immutable.
 *
 * @see "KMS API reference: DescribeKey"
 */
public final class KeyMetadata {
    private final String keyId;
    private final String arn;
    private final @Nullable String creator;
    private final KeyState keyState;
    private final KeySpec keySpec;
    private final KeyUsage keyUsage;
    private final KeyOrigin origin;
    private final ProtectionLevel protectionLevel;
    private final @Nullable String description;
    private final Instant creationDate;
    private final @Nullable Instant deleteDate;
    private final @Nullable Instant materialExpireTime;
    private final @Nullable String primaryKeyVersion;
    private final @Nullable KeyRotation automaticRotation;
    private final @Nullable Duration rotationInterval;
    private final @Nullable Instant lastRotationDate;
    private final @Nullable Instant nextRotationDate;
    private final @Nullable String instanceId;
    private final boolean deletionProtection;
    private final @Nullable String deletionProtectionDescription;

    private KeyMetadata(Builder builder) {
        this.keyId = Rules.required("keyId", builder.keyId);
        this.arn = Rules.required("arn", builder.arn);
        this.creator = builder.creator;
        this.keyState = Rules.required("keyState", builder.keyState);
        this.keySpec = Rules.required("keySpec", builder.keySpec);
        this.keyUsage = Rules.required("keyUsage", builder.keyUsage);
        this.origin = Rules.required("origin", builder.origin);
        this.protectionLevel = Rules.required("protectionLevel", builder.protectionLevel);
        this.description = builder.description;
        this.creationDate = Rules.required("creationDate", builder.creationDate);
        this.deleteDate = builder.deleteDate;
        this.materialExpireTime = builder.materialExpireTime;
        this.primaryKeyVersion = builder.primaryKeyVersion;
        this.automaticRotation = builder.automaticRotation;
        this.rotationInterval = builder.rotationInterval;
        this.lastRotationDate = builder.lastRotationDate;
        this.nextRotationDate = builder.nextRotationDate;
        this.instanceId = builder.instanceId;
        this.deletionProtection = builder.deletionProtection;
        this.deletionProtectionDescription = builder.deletionProtectionDescription;
    }

    /** {@return a builder; its use is for those who answer in the place of KMS, such as tests} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return the id of the key} */
    public String keyId() {
        return keyId;
    }

    /** {@return the ARN of the key} */
    public String arn() {
        return arn;
    }

    /** {@return the account that created the key} */
    public Optional<String> creator() {
        return Optional.ofNullable(creator);
    }

    /** {@return what can be done with the key at present} */
    public KeyState keyState() {
        return keyState;
    }

    /** {@return what kind of key it is} */
    public KeySpec keySpec() {
        return keySpec;
    }

    /** {@return what the key is for} */
    public KeyUsage keyUsage() {
        return keyUsage;
    }

    /** {@return where the material of the key is from} */
    public KeyOrigin origin() {
        return origin;
    }

    /** {@return where the key is kept} */
    public ProtectionLevel protectionLevel() {
        return protectionLevel;
    }

    /** {@return the description; KMS may give an empty text} */
    public Optional<String> description() {
        return Optional.ofNullable(description);
    }

    /** {@return when the key was created} */
    public Instant creationDate() {
        return creationDate;
    }

    /** {@return when the key will be deleted; empty if it is not scheduled} */
    public Optional<Instant> deleteDate() {
        return Optional.ofNullable(deleteDate);
    }

    /** {@return when the imported material expires; empty if it does not} */
    public Optional<Instant> materialExpireTime() {
        return Optional.ofNullable(materialExpireTime);
    }

    /** {@return the id of the version that encrypts; empty for asymmetric keys} */
    public Optional<String> primaryKeyVersion() {
        return Optional.ofNullable(primaryKeyVersion);
    }

    /** {@return whether KMS makes new versions by itself; empty where it cannot} */
    public Optional<KeyRotation> automaticRotation() {
        return Optional.ofNullable(automaticRotation);
    }

    /** {@return the time between two versions, while rotation is on or suspended} */
    public Optional<Duration> rotationInterval() {
        return Optional.ofNullable(rotationInterval);
    }

    /** {@return when the newest version was made} */
    public Optional<Instant> lastRotationDate() {
        return Optional.ofNullable(lastRotationDate);
    }

    /** {@return when the next version is due, while rotation is on or suspended} */
    public Optional<Instant> nextRotationDate() {
        return Optional.ofNullable(nextRotationDate);
    }

    /** {@return the KMS instance that holds the key} */
    public Optional<String> instanceId() {
        return Optional.ofNullable(instanceId);
    }

    /** {@return whether the key is protected from deletion; false too where KMS does not say, as CreateKey does not} */
    public boolean deletionProtection() {
        return deletionProtection;
    }

    /** {@return why the key is protected from deletion} */
    public Optional<String> deletionProtectionDescription() {
        return Optional.ofNullable(deletionProtectionDescription);
    }

    @Override
    public String toString() {
        return "KeyMetadata[keyId=" + keyId + ", arn=" + arn + ", creator=" + creator + ", keyState=" + keyState
                + ", keySpec=" + keySpec + ", keyUsage=" + keyUsage + ", origin=" + origin + ", protectionLevel="
                + protectionLevel + ", description=" + description + ", creationDate=" + creationDate + ", deleteDate="
                + deleteDate + ", materialExpireTime=" + materialExpireTime + ", primaryKeyVersion=" + primaryKeyVersion
                + ", automaticRotation=" + automaticRotation + ", rotationInterval=" + rotationInterval
                + ", lastRotationDate=" + lastRotationDate + ", nextRotationDate=" + nextRotationDate + ", instanceId="
                + instanceId + ", deletionProtection=" + deletionProtection + ", deletionProtectionDescription="
                + deletionProtectionDescription + "]";
    }

    /** Builds a {@link KeyMetadata}. Not thread-safe. */
    public static final class Builder {
        private @Nullable String keyId;
        private @Nullable String arn;
        private @Nullable String creator;
        private @Nullable KeyState keyState;
        private @Nullable KeySpec keySpec;
        private @Nullable KeyUsage keyUsage;
        private @Nullable KeyOrigin origin;
        private @Nullable ProtectionLevel protectionLevel;
        private @Nullable String description;
        private @Nullable Instant creationDate;
        private @Nullable Instant deleteDate;
        private @Nullable Instant materialExpireTime;
        private @Nullable String primaryKeyVersion;
        private @Nullable KeyRotation automaticRotation;
        private @Nullable Duration rotationInterval;
        private @Nullable Instant lastRotationDate;
        private @Nullable Instant nextRotationDate;
        private @Nullable String instanceId;
        private boolean deletionProtection;
        private @Nullable String deletionProtectionDescription;

        private Builder() {}

        /**
         * Sets the id.
         *
         * @param keyId its id
         * @return this builder
         */
        public Builder keyId(String keyId) {
            this.keyId = keyId;
            return this;
        }

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
         * Sets who created the key.
         *
         * @param creator the id of the account
         * @return this builder
         */
        public Builder creator(String creator) {
            this.creator = creator;
            return this;
        }

        /**
         * Sets the state.
         *
         * @param keyState the state
         * @return this builder
         */
        public Builder keyState(KeyState keyState) {
            this.keyState = keyState;
            return this;
        }

        /**
         * Sets the spec.
         *
         * @param keySpec the spec
         * @return this builder
         */
        public Builder keySpec(KeySpec keySpec) {
            this.keySpec = keySpec;
            return this;
        }

        /**
         * Sets the usage.
         *
         * @param keyUsage the usage
         * @return this builder
         */
        public Builder keyUsage(KeyUsage keyUsage) {
            this.keyUsage = keyUsage;
            return this;
        }

        /**
         * Sets where the material is from.
         *
         * @param origin the origin
         * @return this builder
         */
        public Builder origin(KeyOrigin origin) {
            this.origin = origin;
            return this;
        }

        /**
         * Sets where the key is kept.
         *
         * @param protectionLevel the level
         * @return this builder
         */
        public Builder protectionLevel(ProtectionLevel protectionLevel) {
            this.protectionLevel = protectionLevel;
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
         * Sets when the key was created.
         *
         * @param creationDate the time
         * @return this builder
         */
        public Builder creationDate(Instant creationDate) {
            this.creationDate = creationDate;
            return this;
        }

        /**
         * Sets when the key will be deleted.
         *
         * @param deleteDate the time
         * @return this builder
         */
        public Builder deleteDate(Instant deleteDate) {
            this.deleteDate = deleteDate;
            return this;
        }

        /**
         * Sets when the imported material expires.
         *
         * @param materialExpireTime the time
         * @return this builder
         */
        public Builder materialExpireTime(Instant materialExpireTime) {
            this.materialExpireTime = materialExpireTime;
            return this;
        }

        /**
         * Sets the version that encrypts.
         *
         * @param primaryKeyVersion its id
         * @return this builder
         */
        public Builder primaryKeyVersion(String primaryKeyVersion) {
            this.primaryKeyVersion = primaryKeyVersion;
            return this;
        }

        /**
         * Sets whether KMS makes new versions by itself.
         *
         * @param automaticRotation the state
         * @return this builder
         */
        public Builder automaticRotation(KeyRotation automaticRotation) {
            this.automaticRotation = automaticRotation;
            return this;
        }

        /**
         * Sets the time between two versions.
         *
         * @param rotationInterval the time
         * @return this builder
         */
        public Builder rotationInterval(Duration rotationInterval) {
            this.rotationInterval = rotationInterval;
            return this;
        }

        /**
         * Sets when the newest version was made.
         *
         * @param lastRotationDate the time
         * @return this builder
         */
        public Builder lastRotationDate(Instant lastRotationDate) {
            this.lastRotationDate = lastRotationDate;
            return this;
        }

        /**
         * Sets when the next version is due.
         *
         * @param nextRotationDate the time
         * @return this builder
         */
        public Builder nextRotationDate(Instant nextRotationDate) {
            this.nextRotationDate = nextRotationDate;
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
         * Sets whether the key is protected from deletion.
         *
         * @param deletionProtection whether it is
         * @return this builder
         */
        public Builder deletionProtection(boolean deletionProtection) {
            this.deletionProtection = deletionProtection;
            return this;
        }

        /**
         * Sets why the key is protected from deletion.
         *
         * @param deletionProtectionDescription the text
         * @return this builder
         */
        public Builder deletionProtectionDescription(String deletionProtectionDescription) {
            this.deletionProtectionDescription = deletionProtectionDescription;
            return this;
        }

        /**
         * Builds the metadata.
         *
         * @return the metadata
         * @throws IllegalArgumentException if keyId, arn, keyState, keySpec, keyUsage, origin, protectionLevel or
         *     creationDate is missing
         */
        public KeyMetadata build() {
            return new KeyMetadata(this);
        }
    }
}
