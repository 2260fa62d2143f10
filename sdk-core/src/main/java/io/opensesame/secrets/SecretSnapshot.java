package io.opensesame.secrets;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a client knows of one secret, at one stage or version id, at one moment. Immutable; holds no plaintext. */
public final class SecretSnapshot {
    /** How an entry of the cache stands. */
    public enum State {
        /** Nothing is held; it is being read for the first time, or again. */
        LOADING,

        /** A value is held, and the last read succeeded. */
        FRESH,

        /** A value is held, and the last read failed. */
        STALE,

        /** Nothing is held, as the last read failed. */
        FAILED
    }

    private final String name;
    private final @Nullable VersionStage stage;
    private final State state;
    private final @Nullable String versionId;
    private final @Nullable Instant loadedAt;
    private final @Nullable Duration age;
    private final @Nullable Instant nextRefresh;
    private final @Nullable Instant servedUntil;
    private final @Nullable String lastFailure;
    private final int handles;

    private SecretSnapshot(Builder builder) {
        this.name = builder.name;
        this.stage = builder.stage;
        this.state = builder.state;
        this.versionId = builder.versionId;
        this.loadedAt = builder.loadedAt;
        this.age = builder.age;
        this.nextRefresh = builder.nextRefresh;
        this.servedUntil = builder.servedUntil;
        this.lastFailure = builder.lastFailure;
        this.handles = builder.handles;
    }

    /**
     * Returns a builder of a snapshot, for a test of what reads one.
     *
     * @param name the secret's name or ARN
     * @param state how it stands
     * @return a builder of a snapshot without more
     */
    public static Builder builder(String name, State state) {
        return new Builder(name, state);
    }

    /** {@return the secret's name or ARN, as it was asked for} */
    public String name() {
        return name;
    }

    /** {@return the stage that was asked for; empty if a version was asked for by its id} */
    public Optional<VersionStage> stage() {
        return Optional.ofNullable(stage);
    }

    /** {@return how it stands} */
    public State state() {
        return state;
    }

    /** {@return the id of the version that is held, or was asked for} */
    public Optional<String> versionId() {
        return Optional.ofNullable(versionId);
    }

    /** {@return when KMS last confirmed what is held} */
    public Optional<Instant> loadedAt() {
        return Optional.ofNullable(loadedAt);
    }

    /** {@return how long ago KMS last confirmed what is held} */
    public Optional<Duration> age() {
        return Optional.ofNullable(age);
    }

    /** {@return when it will be read again, if it will} */
    public Optional<Instant> nextRefresh() {
        return Optional.ofNullable(nextRefresh);
    }

    /** {@return when what is held is served no more, unless a refresh succeeds before} */
    public Optional<Instant> servedUntil() {
        return Optional.ofNullable(servedUntil);
    }

    /** {@return what the last read failed with, if it failed; holds no plaintext} */
    public Optional<String> lastFailure() {
        return Optional.ofNullable(lastFailure);
    }

    /** {@return how many live handles are open on it} */
    public int handles() {
        return handles;
    }

    /** {@return the name, what was asked for, and the state} */
    @Override
    public String toString() {
        return "SecretSnapshot['" + name + "'" + (stage == null ? "" : " at " + stage) + ", " + state
                + (versionId == null ? "" : ", version '" + versionId + "'") + (age == null ? "" : ", age " + age)
                + "]";
    }

    /** Collects the parts of a {@link SecretSnapshot}; each setter returns this builder. Not thread-safe. */
    public static final class Builder {
        private final String name;
        private final State state;
        private @Nullable VersionStage stage;
        private @Nullable String versionId;
        private @Nullable Instant loadedAt;
        private @Nullable Duration age;
        private @Nullable Instant nextRefresh;
        private @Nullable Instant servedUntil;
        private @Nullable String lastFailure;
        private int handles;

        private Builder(String name, State state) {
            this.name = Objects.requireNonNull(name, "name");
            this.state = Objects.requireNonNull(state, "state");
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
         * @param versionId the version's id; null if none is known
         * @return this builder
         */
        public Builder versionId(@Nullable String versionId) {
            this.versionId = versionId;
            return this;
        }

        /**
         * Sets when the value was confirmed, and how long ago that is.
         *
         * @param loadedAt the time
         * @param age how long ago
         * @return this builder
         */
        public Builder loaded(Instant loadedAt, Duration age) {
            this.loadedAt = Objects.requireNonNull(loadedAt, "loadedAt");
            this.age = Objects.requireNonNull(age, "age");
            return this;
        }

        /**
         * Sets when it will be read again.
         *
         * @param nextRefresh the time; null if it will not
         * @return this builder
         */
        public Builder nextRefresh(@Nullable Instant nextRefresh) {
            this.nextRefresh = nextRefresh;
            return this;
        }

        /**
         * Sets when what is held is served no more.
         *
         * @param servedUntil the time; null if nothing is held
         * @return this builder
         */
        public Builder servedUntil(@Nullable Instant servedUntil) {
            this.servedUntil = servedUntil;
            return this;
        }

        /**
         * Sets what the last read failed with.
         *
         * @param lastFailure the failure's message; null if it succeeded
         * @return this builder
         */
        public Builder lastFailure(@Nullable String lastFailure) {
            this.lastFailure = lastFailure;
            return this;
        }

        /**
         * Sets how many live handles are open.
         *
         * @param handles the number
         * @return this builder
         */
        public Builder handles(int handles) {
            this.handles = handles;
            return this;
        }

        /** {@return the snapshot} */
        public SecretSnapshot build() {
            return new SecretSnapshot(this);
        }
    }
}
