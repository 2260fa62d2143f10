package io.opensesame.kms.secret;

import io.opensesame.secrets.SecretType;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One secret, as a list shows it. Immutable.
 *
 * @see "KMS API reference: ListSecrets"
 */
public final class SecretSummary {
    private final String secretName;
    private final @Nullable SecretType secretType;
    private final Instant createTime;
    private final Instant updateTime;
    private final @Nullable Instant plannedDeleteTime;
    private final Map<String, String> tags;

    private SecretSummary(Builder builder) {
        this.secretName = Rules.required("secretName", builder.secretName);
        this.secretType = builder.secretType;
        this.createTime = Rules.required("createTime", builder.createTime);
        this.updateTime = Rules.required("updateTime", builder.updateTime);
        this.plannedDeleteTime = builder.plannedDeleteTime;
        this.tags = builder.tags;
    }

    /** {@return a builder; its use is for those who answer in the place of KMS, such as tests} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return the name of the secret} */
    public String secretName() {
        return secretName;
    }

    /** {@return the type of the secret, which older answers leave out} */
    public Optional<SecretType> secretType() {
        return Optional.ofNullable(secretType);
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

    /** {@return the tags, values by keys, if the request asked for them; unmodifiable} */
    public Map<String, String> tags() {
        return tags;
    }

    @Override
    public String toString() {
        return "SecretSummary[secretName=" + secretName + ", secretType=" + secretType + ", createTime=" + createTime
                + ", updateTime=" + updateTime + ", plannedDeleteTime=" + plannedDeleteTime + ", tags=" + tags + "]";
    }

    /** Builds a {@link SecretSummary}. Not thread-safe. */
    public static final class Builder {
        private @Nullable String secretName;
        private @Nullable SecretType secretType;
        private @Nullable Instant createTime;
        private @Nullable Instant updateTime;
        private @Nullable Instant plannedDeleteTime;
        private Map<String, String> tags = Map.of();

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
         * Builds the summary.
         *
         * @return the summary
         * @throws IllegalArgumentException if secretName, createTime or updateTime is missing
         */
        public SecretSummary build() {
            return new SecretSummary(this);
        }
    }
}
