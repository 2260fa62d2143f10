package io.opensesame.secrets;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to one secret, at one stage or version id, or to the local store as a whole. Immutable; holds
 * no plaintext.
 */
public final class SecretEvent {
    /** What happened. More kinds may come: let a {@code switch} have a default. */
    public enum Kind {
        /** KMS gave the value, and none was held before. */
        LOADED,

        /** KMS gave the version that was held already. */
        REFRESHED,

        /** KMS gave another version than the one held: {@link #previousVersionId()} to {@link #versionId()}. */
        CHANGED,

        /** KMS gave no value, and none is held. */
        LOAD_FAILED,

        /** KMS gave no value; the one held is kept. */
        REFRESH_FAILED,

        /** KMS refused for good: not found, denied, key disabled, pending deletion, invalid request. */
        REFUSED,

        /** From now on, until the next refresh succeeds, reads get a value that is marked stale. */
        SERVED_STALE,

        /** The value held was past its bounds, and is served no more. */
        EXPIRED,

        /** A user of the secret reported that the version was refused, and no other version was held. */
        REJECTED,

        /** The value held was dropped, since it was not used for long or there were too many. */
        EVICTED,

        /** KMS gave a version that a handle could not map; the handle keeps the one before. */
        MAPPING_FAILED,

        /** A copy in the local store stands in for KMS: reads get it, marked stale. */
        STORE_READ,

        /** The local store was written anew. */
        STORE_WRITTEN,

        /** The local store could not be read or written; {@link #failure()} tells why. */
        STORE_FAILED
    }

    private final Kind kind;
    private final String name;
    private final @Nullable VersionStage stage;
    private final @Nullable String versionId;
    private final @Nullable String previousVersionId;
    private final @Nullable RuntimeException failure;
    private final Instant at;
    private final Duration took;

    private SecretEvent(Builder builder) {
        this.kind = builder.kind;
        this.name = builder.name;
        this.stage = builder.stage;
        this.versionId = builder.versionId;
        this.previousVersionId = builder.previousVersionId;
        this.failure = builder.failure;
        this.at = builder.at;
        this.took = builder.took;
    }

    /**
     * Returns a builder of an event, for a test of a listener.
     *
     * @param kind what happened
     * @param name the secret's name or ARN
     * @return a builder of an event without more, at the epoch
     */
    public static Builder builder(Kind kind, String name) {
        return new Builder(kind, name);
    }

    /** {@return what happened} */
    public Kind kind() {
        return kind;
    }

    /** {@return the secret's name or ARN, as it was asked for; empty for what concerns the whole store} */
    public String name() {
        return name;
    }

    /** {@return the stage that was asked for; empty if a version was asked for by its id} */
    public Optional<VersionStage> stage() {
        return Optional.ofNullable(stage);
    }

    /** {@return the id of the version that this is about, if there is one} */
    public Optional<String> versionId() {
        return Optional.ofNullable(versionId);
    }

    /** {@return the id of the version that was held before a change} */
    public Optional<String> previousVersionId() {
        return Optional.ofNullable(previousVersionId);
    }

    /** {@return why something failed; holds no plaintext} */
    public Optional<RuntimeException> failure() {
        return Optional.ofNullable(failure);
    }

    /** {@return when it happened} */
    public Instant at() {
        return at;
    }

    /** {@return how long the call to KMS took that led to it, retries included; zero if there was none} */
    public Duration took() {
        return took;
    }

    /** {@return the kind, the secret, the version ids, and why it failed} */
    @Override
    public String toString() {
        return "SecretEvent[" + kind + (name.isEmpty() ? "" : " '" + name + "'") + (stage == null ? "" : " at " + stage)
                + (previousVersionId == null ? "" : ", from version '" + previousVersionId + "'")
                + (versionId == null ? "" : ", version '" + versionId + "'")
                + (failure == null ? "" : ": " + failure.getMessage()) + "]";
    }

    /** Collects the parts of a {@link SecretEvent}; each setter returns this builder. Not thread-safe. */
    public static final class Builder {
        private final Kind kind;
        private final String name;
        private @Nullable VersionStage stage;
        private @Nullable String versionId;
        private @Nullable String previousVersionId;
        private @Nullable RuntimeException failure;
        private Instant at = Instant.EPOCH;
        private Duration took = Duration.ZERO;

        private Builder(Kind kind, String name) {
            this.kind = Objects.requireNonNull(kind, "kind");
            this.name = Objects.requireNonNull(name, "name");
        }

        /**
         * Sets the stage that was asked for.
         *
         * @param stage the stage; null for a read by version id
         * @return this builder
         */
        public Builder stage(@Nullable VersionStage stage) {
            this.stage = stage;
            return this;
        }

        /**
         * Sets the version.
         *
         * @param versionId the version's id; null if there is none
         * @return this builder
         */
        public Builder versionId(@Nullable String versionId) {
            this.versionId = versionId;
            return this;
        }

        /**
         * Sets the version before a change.
         *
         * @param previousVersionId the version's id; null if there is none
         * @return this builder
         */
        public Builder previousVersionId(@Nullable String previousVersionId) {
            this.previousVersionId = previousVersionId;
            return this;
        }

        /**
         * Sets why something failed.
         *
         * @param failure the failure; null if there is none
         * @return this builder
         */
        public Builder failure(@Nullable RuntimeException failure) {
            this.failure = failure;
            return this;
        }

        /**
         * Sets when it happened.
         *
         * @param at the time
         * @return this builder
         */
        public Builder at(Instant at) {
            this.at = Objects.requireNonNull(at, "at");
            return this;
        }

        /**
         * Sets how long the call behind it took.
         *
         * @param took the time
         * @return this builder
         */
        public Builder took(Duration took) {
            this.took = Objects.requireNonNull(took, "took");
            return this;
        }

        /** {@return the event} */
        public SecretEvent build() {
            return new SecretEvent(this);
        }
    }
}
