package io.opensesame.kms;

import java.time.Duration;

/**
 * How long a call may take, how often it is tried, and how large its answer may be. Immutable.
 *
 * <table>
 *   <caption>Options and their defaults</caption>
 *   <tr><th>option</th><th>default</th><th>bounds</th></tr>
 *   <tr><td>{@link #connectTimeout()}</td><td>2 s</td><td>opening one connection</td></tr>
 *   <tr><td>{@link #readTimeout()}</td><td>5 s</td><td>one wait for bytes, in either direction</td></tr>
 *   <tr><td>{@link #attemptTimeout()}</td><td>7 s</td><td>one attempt, so that two fit into the deadline</td></tr>
 *   <tr><td>{@link #deadline()}</td><td>15 s</td><td>the whole call, waits between attempts included</td></tr>
 *   <tr><td>{@link #maxAttempts()}</td><td>4</td><td>attempts a call</td></tr>
 *   <tr><td>{@link #baseBackoff()}</td><td>200 ms</td><td>the first wait; doubled each time, and drawn at random below</td></tr>
 *   <tr><td>{@link #maxBackoff()}</td><td>2 s</td><td>every wait, unless the service asks for a longer one</td></tr>
 *   <tr><td>{@link #maxResponseBytes()}</td><td>1 MiB</td><td>an answer, after decompression</td></tr>
 *   <tr><td>{@link #secretsInBody()}</td><td>true</td><td></td></tr>
 * </table>
 */
public final class CallOptions {
    private static final CallOptions DEFAULTS = builder().build();

    private final Duration connectTimeout;
    private final Duration readTimeout;
    private final Duration attemptTimeout;
    private final Duration deadline;
    private final int maxAttempts;
    private final Duration baseBackoff;
    private final Duration maxBackoff;
    private final int maxResponseBytes;
    private final boolean secretsInBody;

    private CallOptions(Builder builder) {
        connectTimeout = positive("connectTimeout", builder.connectTimeout);
        readTimeout = positive("readTimeout", builder.readTimeout);
        attemptTimeout = positive("attemptTimeout", builder.attemptTimeout);
        deadline = positive("deadline", builder.deadline);
        maxAttempts = builder.maxAttempts;
        baseBackoff = positive("baseBackoff", builder.baseBackoff);
        maxBackoff = positive("maxBackoff", builder.maxBackoff);
        maxResponseBytes = builder.maxResponseBytes;
        secretsInBody = builder.secretsInBody;
        require(maxAttempts >= 1 && maxAttempts <= 100, "maxAttempts must be from 1 to 100: " + maxAttempts);
        require(
                baseBackoff.compareTo(maxBackoff) <= 0,
                "need baseBackoff <= maxBackoff: " + baseBackoff + ", " + maxBackoff);
        require(
                maxResponseBytes >= 1024 && maxResponseBytes <= 1 << 30,
                "maxResponseBytes must be from 1024 to 2^30: " + maxResponseBytes);
    }

    private static Duration positive(String option, Duration value) {
        require(
                value.compareTo(Duration.ofMillis(1)) >= 0 && value.compareTo(Duration.ofHours(1)) <= 0,
                option + " must be from 1 ms to 1 h: " + value);
        return value;
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    /** {@return the options that are used unless others are given} */
    public static CallOptions defaults() {
        return DEFAULTS;
    }

    /** {@return a builder that starts from the defaults} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return a builder that starts from these options} */
    public Builder toBuilder() {
        return new Builder()
                .connectTimeout(connectTimeout)
                .readTimeout(readTimeout)
                .attemptTimeout(attemptTimeout)
                .deadline(deadline)
                .maxAttempts(maxAttempts)
                .baseBackoff(baseBackoff)
                .maxBackoff(maxBackoff)
                .maxResponseBytes(maxResponseBytes)
                .secretsInBody(secretsInBody);
    }

    /** {@return how long opening one connection may take} */
    public Duration connectTimeout() {
        return connectTimeout;
    }

    /** {@return how long one wait for bytes may take} */
    public Duration readTimeout() {
        return readTimeout;
    }

    /** {@return how long one attempt may take, from connecting to the answer's last byte} */
    public Duration attemptTimeout() {
        return attemptTimeout;
    }

    /** {@return how long a call may take in all} */
    public Duration deadline() {
        return deadline;
    }

    /** {@return how often a call is tried at most} */
    public int maxAttempts() {
        return maxAttempts;
    }

    /** {@return the upper end of the random wait after the first attempt} */
    public Duration baseBackoff() {
        return baseBackoff;
    }

    /** {@return the upper end of every random wait} */
    public Duration maxBackoff() {
        return maxBackoff;
    }

    /** {@return how large an answer may be, in bytes, after decompression} */
    public int maxResponseBytes() {
        return maxResponseBytes;
    }

    /**
     * Returns whether parameters that hold secrets travel in the request's body, so that no log of URLs records them.
     *
     * @return true for the body, false for the URL, as the service's own clients do
     */
    public boolean secretsInBody() {
        return secretsInBody;
    }

    /** {@return every option with its value} */
    @Override
    public String toString() {
        return "CallOptions[connectTimeout=" + connectTimeout + ", readTimeout=" + readTimeout + ", attemptTimeout="
                + attemptTimeout + ", deadline=" + deadline + ", maxAttempts=" + maxAttempts + ", baseBackoff="
                + baseBackoff + ", maxBackoff=" + maxBackoff + ", maxResponseBytes=" + maxResponseBytes
                + ", secretsInBody=" + secretsInBody + "]";
    }

    /** Builds {@link CallOptions}, from the defaults on. */
    public static final class Builder {
        private Duration connectTimeout = Duration.ofSeconds(2);
        private Duration readTimeout = Duration.ofSeconds(5);
        private Duration attemptTimeout = Duration.ofSeconds(7);
        private Duration deadline = Duration.ofSeconds(15);
        private int maxAttempts = 4;
        private Duration baseBackoff = Duration.ofMillis(200);
        private Duration maxBackoff = Duration.ofSeconds(2);
        private int maxResponseBytes = 1 << 20;
        private boolean secretsInBody = true;

        private Builder() {}

        /**
         * Sets how long opening one connection may take.
         *
         * @param timeout from 1 ms to 1 h; 2 s by default
         * @return this builder
         */
        public Builder connectTimeout(Duration timeout) {
            this.connectTimeout = timeout;
            return this;
        }

        /**
         * Sets how long one wait for bytes may take.
         *
         * @param timeout from 1 ms to 1 h; 5 s by default
         * @return this builder
         */
        public Builder readTimeout(Duration timeout) {
            this.readTimeout = timeout;
            return this;
        }

        /**
         * Sets how long one attempt may take; what is left of the deadline bounds it too.
         *
         * @param timeout from 1 ms to 1 h; 7 s by default
         * @return this builder
         */
        public Builder attemptTimeout(Duration timeout) {
            this.attemptTimeout = timeout;
            return this;
        }

        /**
         * Sets how long a call may take in all, waits between attempts included.
         *
         * @param deadline from 1 ms to 1 h; 15 s by default
         * @return this builder
         */
        public Builder deadline(Duration deadline) {
            this.deadline = deadline;
            return this;
        }

        /**
         * Sets how often a call is tried.
         *
         * @param maxAttempts from 1, which means no retry, to 100; 4 by default
         * @return this builder
         */
        public Builder maxAttempts(int maxAttempts) {
            this.maxAttempts = maxAttempts;
            return this;
        }

        /**
         * Sets the upper end of the random wait after the first attempt; it doubles with each further one.
         *
         * @param backoff from 1 ms to {@code maxBackoff}; 200 ms by default
         * @return this builder
         */
        public Builder baseBackoff(Duration backoff) {
            this.baseBackoff = backoff;
            return this;
        }

        /**
         * Sets the upper end of every random wait. A longer wait that the service asks for is kept to nonetheless.
         *
         * @param backoff from {@code baseBackoff} to 1 h; 2 s by default
         * @return this builder
         */
        public Builder maxBackoff(Duration backoff) {
            this.maxBackoff = backoff;
            return this;
        }

        /**
         * Sets how large an answer may be.
         *
         * @param maxResponseBytes from 1,024 to 2^30; 1 MiB by default, which is 30 times the largest secret value
         * @return this builder
         */
        public Builder maxResponseBytes(int maxResponseBytes) {
            this.maxResponseBytes = maxResponseBytes;
            return this;
        }

        /**
         * Sets whether parameters that hold secrets travel in the request's body rather than in the URL.
         *
         * <p>The service takes form bodies, though its own clients put everything into the URL; the switch is for a
         * gateway in between that does not.
         *
         * @param secretsInBody true, the default, for the body; false for the URL
         * @return this builder
         */
        public Builder secretsInBody(boolean secretsInBody) {
            this.secretsInBody = secretsInBody;
            return this;
        }

        /**
         * Builds the options.
         *
         * @return the options
         * @throws IllegalArgumentException if an option is out of its range; the message gives the rule and the value
         */
        public CallOptions build() {
            return new CallOptions(this);
        }
    }
}
