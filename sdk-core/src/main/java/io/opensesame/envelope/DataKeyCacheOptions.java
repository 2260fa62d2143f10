package io.opensesame.envelope;

import java.time.Duration;

/**
 * How long and how much a data key is used before KMS is asked for another one, and how many are held. Immutable.
 *
 * <p>Data keys for encrypting and for decrypting are held apart, each kind within these bounds; messages and bytes are
 * counted for encrypting alone. A permission that is taken away takes effect once the keys that were fetched with it
 * are too old. A data key for encrypting is replaced in the background once three quarters of a bound are used up, so
 * that nobody waits; while KMS cannot be reached it is used to the end.
 */
public final class DataKeyCacheOptions {
    private static final Duration LONGEST_AGE = Duration.ofDays(1);
    private static final long MOST_MESSAGES = 1L << 32;
    private static final long MOST_BYTES = 1L << 50;
    private static final int MOST_ENTRIES = 100_000;

    private final Duration maxAge;
    private final long maxMessages;
    private final long maxBytes;
    private final int maxEntries;

    private DataKeyCacheOptions(Builder builder) {
        this.maxAge = builder.maxAge;
        this.maxMessages = builder.maxMessages;
        this.maxBytes = builder.maxBytes;
        this.maxEntries = builder.maxEntries;
    }

    /** {@return a builder that starts from the defaults} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return options that hold no data key: each message asks KMS} */
    public static DataKeyCacheOptions off() {
        return builder().maxEntries(0).build();
    }

    /** {@return the longest time a data key is used for; 5 minutes by default} */
    public Duration maxAge() {
        return maxAge;
    }

    /** {@return the most messages that one data key encrypts; 1,048,576 by default} */
    public long maxMessages() {
        return maxMessages;
    }

    /** {@return the most bytes of plaintext that one data key encrypts; 64 GiB by default} */
    public long maxBytes() {
        return maxBytes;
    }

    /** {@return the most data keys of each kind that are held; 1,000 by default, 0 for none} */
    public int maxEntries() {
        return maxEntries;
    }

    @Override
    public String toString() {
        return "DataKeyCacheOptions[maxAge=" + maxAge + ", maxMessages=" + maxMessages + ", maxBytes=" + maxBytes
                + ", maxEntries=" + maxEntries + "]";
    }

    /** Builds {@link DataKeyCacheOptions}. Not thread-safe. */
    public static final class Builder {
        private Duration maxAge = Duration.ofMinutes(5);
        private long maxMessages = 1L << 20;
        private long maxBytes = 1L << 36;
        private int maxEntries = 1_000;

        private Builder() {}

        /**
         * Sets the longest time a data key is used for.
         *
         * @param maxAge more than nothing, at most a day
         * @return this builder
         * @throws IllegalArgumentException if it is out of that range
         */
        public Builder maxAge(Duration maxAge) {
            if (maxAge.isNegative() || maxAge.isZero() || maxAge.compareTo(LONGEST_AGE) > 0) {
                throw new IllegalArgumentException("maxAge must be more than 0 and at most 24 h: " + maxAge);
            }
            this.maxAge = maxAge;
            return this;
        }

        /**
         * Sets the most messages that one data key encrypts.
         *
         * @param maxMessages 1 to 4,294,967,296
         * @return this builder
         * @throws IllegalArgumentException if it is out of that range
         */
        public Builder maxMessages(long maxMessages) {
            this.maxMessages = inRange("maxMessages", maxMessages, 1, MOST_MESSAGES);
            return this;
        }

        /**
         * Sets the most bytes of plaintext that one data key encrypts. A message that is larger gets a data key of its
         * own. The length of a stream is not known beforehand, so it counts as it goes: the one that passes the bound
         * is ended under its data key, which no other message gets any more.
         *
         * @param maxBytes 1 byte to 1 PiB
         * @return this builder
         * @throws IllegalArgumentException if it is out of that range
         */
        public Builder maxBytes(long maxBytes) {
            this.maxBytes = inRange("maxBytes", maxBytes, 1, MOST_BYTES);
            return this;
        }

        /**
         * Sets the most data keys that are held for encrypting, and as many for decrypting.
         *
         * @param maxEntries 0 to 100,000; with 0 each message asks KMS
         * @return this builder
         * @throws IllegalArgumentException if it is out of that range
         */
        public Builder maxEntries(int maxEntries) {
            this.maxEntries = (int) inRange("maxEntries", maxEntries, 0, MOST_ENTRIES);
            return this;
        }

        private static long inRange(String name, long value, long least, long most) {
            if (value < least || value > most) {
                throw new IllegalArgumentException(name + " must be from " + least + " to " + most + ": " + value);
            }
            return value;
        }

        /** {@return the options} */
        public DataKeyCacheOptions build() {
            return new DataKeyCacheOptions(this);
        }
    }
}
