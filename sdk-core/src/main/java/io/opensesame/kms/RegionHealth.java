package io.opensesame.kms;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a region that secret values are read from is doing, as the calls to it saw it. Immutable; holds no secret value.
 */
public final class RegionHealth {
    private final KmsEndpoint endpoint;
    private final State state;
    private final boolean home;
    private final @Nullable Instant lastSuccess;
    private final @Nullable Instant lastFailure;
    private final @Nullable String failureReason;

    private RegionHealth(Builder builder) {
        endpoint = builder.endpoint;
        state = builder.state;
        home = builder.home;
        lastSuccess = builder.lastSuccess;
        lastFailure = builder.lastFailure;
        failureReason = builder.failureReason;
    }

    /** Whether a region is asked. */
    public enum State {
        /** Reads are sent to it, or would be. */
        HEALTHY,

        /** It failed again and again: its circuit breaker is open, and reads pass it over for a few seconds. */
        FAILING,

        /** It failed before, and the next read that comes, or one under way, finds out whether it works again. */
        TRYING
    }

    /**
     * Returns a builder of a region's health. The library makes them; applications may, to test what they make of them.
     *
     * @param endpoint where the region answers
     * @param state whether it is asked
     * @return a builder of a region that is not home, and of which nothing else is known
     */
    public static Builder builder(KmsEndpoint endpoint, State state) {
        return new Builder(Objects.requireNonNull(endpoint, "endpoint"), Objects.requireNonNull(state, "state"));
    }

    /** {@return where the region answers} */
    public KmsEndpoint endpoint() {
        return endpoint;
    }

    /** {@return whether it is the home region, which is asked first} */
    public boolean home() {
        return home;
    }

    /** {@return whether it is asked} */
    public State state() {
        return state;
    }

    /** {@return when it last answered, be it with a refusal; empty if it has not yet} */
    public Optional<Instant> lastSuccess() {
        return Optional.ofNullable(lastSuccess);
    }

    /** {@return when it last failed: no answer, an unreadable one, throttling or a 5xx; empty if it has not yet} */
    public Optional<Instant> lastFailure() {
        return Optional.ofNullable(lastFailure);
    }

    /** {@return how it last failed, in one line without secret values; empty if it has not yet} */
    public Optional<String> failureReason() {
        return Optional.ofNullable(failureReason);
    }

    /** {@return everything that is known} */
    @Override
    public String toString() {
        return "RegionHealth[" + endpoint.authority() + (home ? ", home" : "") + ", " + state + ", lastSuccess="
                + lastSuccess().map(Instant::toString).orElse("none") + ", lastFailure="
                + lastFailure().map(Instant::toString).orElse("none")
                + failureReason().map(reason -> ": " + reason).orElse("") + "]";
    }

    /** Builds a {@link RegionHealth}. */
    public static final class Builder {
        private final KmsEndpoint endpoint;
        private final State state;
        private boolean home;
        private @Nullable Instant lastSuccess;
        private @Nullable Instant lastFailure;
        private @Nullable String failureReason;

        private Builder(KmsEndpoint endpoint, State state) {
            this.endpoint = endpoint;
            this.state = state;
        }

        /**
         * Sets whether it is the home region.
         *
         * @param home true for the one that is asked first; false by default
         * @return this builder
         */
        public Builder home(boolean home) {
            this.home = home;
            return this;
        }

        /**
         * Sets when it last answered.
         *
         * @param time the time; none by default
         * @return this builder
         */
        public Builder lastSuccess(Instant time) {
            this.lastSuccess = Objects.requireNonNull(time, "time");
            return this;
        }

        /**
         * Sets when it last failed, and how.
         *
         * @param time the time; none by default
         * @param reason one line without secret values
         * @return this builder
         */
        public Builder lastFailure(Instant time, String reason) {
            this.lastFailure = Objects.requireNonNull(time, "time");
            this.failureReason = Objects.requireNonNull(reason, "reason");
            return this;
        }

        /**
         * Builds the health.
         *
         * @return the health
         */
        public RegionHealth build() {
            return new RegionHealth(this);
        }
    }
}
