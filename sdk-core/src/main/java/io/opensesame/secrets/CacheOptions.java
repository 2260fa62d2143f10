package io.opensesame.secrets;

import java.time.Duration;

/**
 * How long a value is used before it is read again, and how long it may outlive KMS. Immutable.
 *
 * <p>All bounds hold to within a second.
 */
public final class CacheOptions {
    private final Duration refreshAfter;
    private final Duration maxStale;
    private final Duration refusalGrace;

    private CacheOptions(Builder builder) {
        this.refreshAfter = builder.refreshAfter;
        this.maxStale = builder.maxStale;
        this.refusalGrace = builder.refusalGrace;
    }

    /** {@return a builder that starts from the defaults} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return the age at which a refresh is due, give or take a tenth; 1 hour by default} */
    public Duration refreshAfter() {
        return refreshAfter;
    }

    /** {@return the age up to which a value is served while KMS gives no answer; 24 hours by default} */
    public Duration maxStale() {
        return maxStale;
    }

    /** {@return how long a value is served after KMS first refused it for good; 5 minutes by default} */
    public Duration refusalGrace() {
        return refusalGrace;
    }

    @Override
    public String toString() {
        return "CacheOptions[refreshAfter=" + refreshAfter + ", maxStale=" + maxStale + ", refusalGrace=" + refusalGrace
                + "]";
    }

    /** Collects the options; each setter returns this builder. Not thread-safe. */
    public static final class Builder {
        private Duration refreshAfter = Duration.ofHours(1);
        private Duration maxStale = Duration.ofHours(24);
        private Duration refusalGrace = Duration.ofMinutes(5);

        private Builder() {}

        /**
         * Sets the age at which a refresh is due.
         *
         * @param refreshAfter at least one second
         * @return this builder
         */
        public Builder refreshAfter(Duration refreshAfter) {
            this.refreshAfter = refreshAfter;
            return this;
        }

        /**
         * Sets the age up to which a value is served while KMS gives no answer.
         *
         * @param maxStale at least {@code refreshAfter}
         * @return this builder
         */
        public Builder maxStale(Duration maxStale) {
            this.maxStale = maxStale;
            return this;
        }

        /**
         * Sets how long a value is served after KMS first refused it for good: not found, denied, disabled, pending
         * deletion.
         *
         * @param refusalGrace zero or more
         * @return this builder
         */
        public Builder refusalGrace(Duration refusalGrace) {
            this.refusalGrace = refusalGrace;
            return this;
        }

        /**
         * Checks the options and returns them.
         *
         * @return the options
         * @throws IllegalArgumentException unless 1 s &lt;= refreshAfter &lt;= maxStale &lt;= 3650 days and 0 &lt;=
         *     refusalGrace &lt;= maxStale
         */
        public CacheOptions build() {
            if (refreshAfter.compareTo(Duration.ofSeconds(1)) < 0
                    || maxStale.compareTo(refreshAfter) < 0
                    || maxStale.compareTo(Duration.ofDays(3650)) > 0) {
                throw new IllegalArgumentException("need 1 s <= refreshAfter <= maxStale <= 3650 days: refreshAfter "
                        + refreshAfter + ", maxStale " + maxStale);
            }
            if (refusalGrace.isNegative() || refusalGrace.compareTo(maxStale) > 0) {
                throw new IllegalArgumentException(
                        "need 0 <= refusalGrace <= maxStale: refusalGrace " + refusalGrace + ", maxStale " + maxStale);
            }
            return new CacheOptions(this);
        }
    }
}
