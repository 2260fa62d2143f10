package io.opensesame.kms;

import io.opensesame.error.OpenSesameException;
import io.opensesame.policy.leastprivilege.NeededPermission;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One attempt of a call, and how it ended. Immutable; holds no parameter, body, token or signature. */
public final class CallAttempt {
    /** How an attempt ended. */
    public enum Outcome {
        /** The service carried it out. */
        SUCCEEDED,

        /** The service refused it for what it was or for who asked. */
        REFUSED,

        /** The service limits the rate of calls. */
        THROTTLED,

        /** The service failed by its own fault. */
        SERVICE_FAILED,

        /** Something answered that does not speak the service's language. */
        UNREADABLE,

        /** No answer came: no connection, a time-out, a connection cut. */
        NO_ANSWER,

        /** The caller interrupted or cancelled it. */
        CANCELLED
    }

    private final StartedAttempt started;
    private final Outcome outcome;
    private final int httpStatus;
    private final String code;
    private final String requestId;
    private final Duration duration;
    private final @Nullable OpenSesameException failure;
    private final List<NeededPermission> neededPermissions;

    private CallAttempt(Builder builder) {
        this.started = builder.started;
        this.outcome = builder.outcome;
        this.httpStatus = builder.httpStatus;
        this.code = builder.code;
        this.requestId = builder.requestId;
        this.duration = builder.duration;
        this.failure = builder.failure;
        this.neededPermissions = builder.neededPermissions;
    }

    /**
     * Returns a builder of an attempt that ended, for a test of a listener.
     *
     * @param started how it began
     * @param outcome how it ended
     * @return a builder of an attempt without more, that took no time
     */
    public static Builder builder(StartedAttempt started, Outcome outcome) {
        return new Builder(started, outcome);
    }

    /** {@return the operation, such as {@code GetSecretValue}} */
    public String action() {
        return started.action();
    }

    /** {@return what it was called on, such as a secret's name; empty where the operation names nothing} */
    public String resource() {
        return started.resource();
    }

    /** {@return the host that was called, with the port if one was given} */
    public String endpoint() {
        return started.endpoint();
    }

    /** {@return which attempt of its call this was, from 1} */
    public int number() {
        return started.number();
    }

    /** {@return how it ended} */
    public Outcome outcome() {
        return outcome;
    }

    /** {@return the HTTP status of the answer, or 0 if there was none} */
    public int httpStatus() {
        return httpStatus;
    }

    /** {@return the service's error code, or empty if it gave none} */
    public String code() {
        return code;
    }

    /** {@return the service's id of the call, or empty if it gave none} */
    public String requestId() {
        return requestId;
    }

    /** {@return how long the attempt took} */
    public Duration duration() {
        return duration;
    }

    /** {@return what it failed with, if it failed; the call fails with it too, unless another attempt follows} */
    public Optional<OpenSesameException> failure() {
        return Optional.ofNullable(failure);
    }

    /** {@return how it began} */
    public StartedAttempt started() {
        return started;
    }

    /**
     * {@return what the caller must be allowed for the call to succeed, as {@link StartedAttempt#neededPermissions} has
     * it, with what the answer taught: the account, if it named an ARN, and the key that was behind a ciphertext or an
     * alias; unmodifiable}
     */
    public List<NeededPermission> neededPermissions() {
        return neededPermissions;
    }

    /** {@return what was tried, on what and where, and how it ended} */
    @Override
    public String toString() {
        return "CallAttempt[" + started.words() + ": " + outcome + (httpStatus == 0 ? "" : ", HTTP " + httpStatus)
                + (code.isEmpty() ? "" : " " + code) + (requestId.isEmpty() ? "" : ", request id " + requestId) + ", "
                + duration.toMillis() + " ms]";
    }

    /** Collects the parts of a {@link CallAttempt}; each setter returns this builder. Not thread-safe. */
    public static final class Builder {
        private final StartedAttempt started;
        private final Outcome outcome;
        private int httpStatus;
        private String code = "";
        private String requestId = "";
        private Duration duration = Duration.ZERO;
        private @Nullable OpenSesameException failure;
        private List<NeededPermission> neededPermissions;

        private Builder(StartedAttempt started, Outcome outcome) {
            this.started = Objects.requireNonNull(started, "started");
            this.outcome = Objects.requireNonNull(outcome, "outcome");
            this.neededPermissions = started.neededPermissions();
        }

        /**
         * Sets the HTTP status of the answer.
         *
         * @param httpStatus the status; 0 if there was no answer
         * @return this builder
         */
        public Builder httpStatus(int httpStatus) {
            this.httpStatus = httpStatus;
            return this;
        }

        /**
         * Sets the service's error code.
         *
         * @param code the code; empty if it gave none
         * @return this builder
         */
        public Builder code(String code) {
            this.code = Objects.requireNonNull(code, "code");
            return this;
        }

        /**
         * Sets the service's id of the call.
         *
         * @param requestId the id; empty if it gave none
         * @return this builder
         */
        public Builder requestId(String requestId) {
            this.requestId = Objects.requireNonNull(requestId, "requestId");
            return this;
        }

        /**
         * Sets how long the attempt took.
         *
         * @param duration the time
         * @return this builder
         */
        public Builder duration(Duration duration) {
            this.duration = Objects.requireNonNull(duration, "duration");
            return this;
        }

        /**
         * Sets what the attempt failed with.
         *
         * @param failure the failure; null if it succeeded
         * @return this builder
         */
        public Builder failure(@Nullable OpenSesameException failure) {
            this.failure = failure;
            return this;
        }

        /**
         * Sets what the caller must be allowed, where the answer taught more of it than the call.
         *
         * @param neededPermissions the permissions
         * @return this builder
         */
        public Builder neededPermissions(List<NeededPermission> neededPermissions) {
            this.neededPermissions = List.copyOf(neededPermissions);
            return this;
        }

        /** {@return the attempt} */
        public CallAttempt build() {
            return new CallAttempt(this);
        }
    }
}
