package io.opensesame.secrets;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * How long a value is used before it is read again, how long it may outlive KMS, and how much is held and asked.
 * Immutable.
 *
 * <p>All bounds hold to within a second.
 */
public final class CacheOptions {
    private static final Duration SHORTEST_REFRESH = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(3650);

    private final Duration refreshAfter;
    private final Duration maxStale;
    private final Map<String, Duration> refreshAfterOf;
    private final Map<String, Duration> maxStaleOf;
    private final Duration refusalGrace;
    private final Duration rememberRefusals;
    private final Duration idleAfter;
    private final int maxEntries;
    private final int refreshesPerSecond;
    private final int rejectionsPerMinute;
    private final @Nullable VersionStage pendingStage;
    private final @Nullable String ttlField;
    private final TimeUnit ttlUnit;

    private CacheOptions(Builder builder) {
        this.refreshAfter = builder.refreshAfter;
        this.maxStale = builder.maxStale;
        this.refreshAfterOf = Map.copyOf(builder.refreshAfterOf);
        this.maxStaleOf = Map.copyOf(builder.maxStaleOf);
        this.refusalGrace = builder.refusalGrace;
        this.rememberRefusals = builder.rememberRefusals;
        this.idleAfter = builder.idleAfter;
        this.maxEntries = builder.maxEntries;
        this.refreshesPerSecond = builder.refreshesPerSecond;
        this.rejectionsPerMinute = builder.rejectionsPerMinute;
        this.pendingStage = builder.pendingStage;
        this.ttlField = builder.ttlField;
        this.ttlUnit = builder.ttlUnit;
    }

    /** {@return the default options} */
    public static CacheOptions defaults() {
        return builder().build();
    }

    /** {@return a builder that starts from the defaults} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return a builder that starts from these options} */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.refreshAfter = refreshAfter;
        builder.maxStale = maxStale;
        builder.refreshAfterOf.putAll(refreshAfterOf);
        builder.maxStaleOf.putAll(maxStaleOf);
        builder.refusalGrace = refusalGrace;
        builder.rememberRefusals = rememberRefusals;
        builder.idleAfter = idleAfter;
        builder.maxEntries = maxEntries;
        builder.refreshesPerSecond = refreshesPerSecond;
        builder.rejectionsPerMinute = rejectionsPerMinute;
        builder.pendingStage = pendingStage;
        builder.ttlField = ttlField;
        builder.ttlUnit = ttlUnit;
        return builder;
    }

    /** {@return the age at which a refresh is due, give or take a tenth; 1 hour by default} */
    public Duration refreshAfter() {
        return refreshAfter;
    }

    /**
     * Returns the age at which a refresh of one secret is due.
     *
     * @param name the secret's name or ARN, as it is read
     * @return the age, give or take a tenth
     */
    public Duration refreshAfter(String name) {
        return refreshAfterOf.getOrDefault(name, refreshAfter);
    }

    /** {@return the age up to which a value is served while KMS gives no answer; 24 hours by default} */
    public Duration maxStale() {
        return maxStale;
    }

    /**
     * Returns the age up to which one secret's value is served while KMS gives no answer.
     *
     * @param name the secret's name or ARN, as it is read
     * @return the age
     */
    public Duration maxStale(String name) {
        return maxStaleOf.getOrDefault(name, maxStale);
    }

    /** {@return how long a value is served after KMS first refused it for good; 5 minutes by default} */
    public Duration refusalGrace() {
        return refusalGrace;
    }

    /** {@return how long a refusal for good answers further reads of what is not held; 5 seconds by default} */
    public Duration rememberRefusals() {
        return rememberRefusals;
    }

    /** {@return how long a secret may go unread before it is refreshed no more, and dropped; 6 hours by default} */
    public Duration idleAfter() {
        return idleAfter;
    }

    /** {@return how many stages and versions of secrets are held; 1,024 by default} */
    public int maxEntries() {
        return maxEntries;
    }

    /** {@return how many refreshes and preloads a second are sent at most; 20 by default} */
    public int refreshesPerSecond() {
        return refreshesPerSecond;
    }

    /** {@return how many rejections a minute may lead to a call, for each secret and stage; 6 by default} */
    public int rejectionsPerMinute() {
        return rejectionsPerMinute;
    }

    /** {@return the stage at which the next version waits before it becomes current; none by default} */
    public Optional<VersionStage> pendingStage() {
        return Optional.ofNullable(pendingStage);
    }

    /** {@return the field of a JSON value that says after what time to refresh it; none by default} */
    public Optional<String> ttlField() {
        return Optional.ofNullable(ttlField);
    }

    /** {@return the unit of a number in the {@link #ttlField()}} */
    public TimeUnit ttlUnit() {
        return ttlUnit;
    }

    /** {@return every option; names of secrets stay out} */
    @Override
    public String toString() {
        return "CacheOptions[refreshAfter=" + refreshAfter + ", maxStale=" + maxStale + ", refusalGrace=" + refusalGrace
                + ", rememberRefusals=" + rememberRefusals + ", idleAfter=" + idleAfter + ", maxEntries=" + maxEntries
                + ", refreshesPerSecond=" + refreshesPerSecond + ", rejectionsPerMinute=" + rejectionsPerMinute
                + (pendingStage == null ? "" : ", pendingStage=" + pendingStage)
                + (ttlField == null ? "" : ", ttlField=" + ttlField + " in " + ttlUnit) + "]";
    }

    /** Collects the options; each setter returns this builder. Not thread-safe. */
    public static final class Builder {
        private Duration refreshAfter = Duration.ofHours(1);
        private Duration maxStale = Duration.ofHours(24);
        private final Map<String, Duration> refreshAfterOf = new HashMap<>();
        private final Map<String, Duration> maxStaleOf = new HashMap<>();
        private Duration refusalGrace = Duration.ofMinutes(5);
        private Duration rememberRefusals = Duration.ofSeconds(5);
        private Duration idleAfter = Duration.ofHours(6);
        private int maxEntries = 1_024;
        private int refreshesPerSecond = 20;
        private int rejectionsPerMinute = 6;
        private @Nullable VersionStage pendingStage;
        private @Nullable String ttlField;
        private TimeUnit ttlUnit = TimeUnit.SECONDS;

        private Builder() {}

        /**
         * Sets the age at which a refresh is due. A RAM AccessKey is refreshed after 5 minutes at the latest, and every
         * secret after the rotation that KMS announced.
         *
         * @param refreshAfter at least one second
         * @return this builder
         */
        public Builder refreshAfter(Duration refreshAfter) {
            this.refreshAfter = Objects.requireNonNull(refreshAfter, "refreshAfter");
            return this;
        }

        /**
         * Sets the age at which a refresh of one secret is due.
         *
         * @param name the secret's name or ARN, as it is read
         * @param refreshAfter at least one second
         * @return this builder
         */
        public Builder refreshAfter(String name, Duration refreshAfter) {
            refreshAfterOf.put(
                    Objects.requireNonNull(name, "name"), Objects.requireNonNull(refreshAfter, "refreshAfter"));
            return this;
        }

        /**
         * Sets the age up to which a value is served while KMS gives no answer.
         *
         * @param maxStale at least {@code refreshAfter}
         * @return this builder
         */
        public Builder maxStale(Duration maxStale) {
            this.maxStale = Objects.requireNonNull(maxStale, "maxStale");
            return this;
        }

        /**
         * Sets the age up to which one secret's value is served while KMS gives no answer.
         *
         * @param name the secret's name or ARN, as it is read
         * @param maxStale at least the {@code refreshAfter} of that secret
         * @return this builder
         */
        public Builder maxStale(String name, Duration maxStale) {
            maxStaleOf.put(Objects.requireNonNull(name, "name"), Objects.requireNonNull(maxStale, "maxStale"));
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
            this.refusalGrace = Objects.requireNonNull(refusalGrace, "refusalGrace");
            return this;
        }

        /**
         * Sets how long a refusal for good answers further reads of what is not held, so that a mistyped name is no
         * storm of requests.
         *
         * @param rememberRefusals 0 to 1 minute; zero asks KMS at each read
         * @return this builder
         */
        public Builder rememberRefusals(Duration rememberRefusals) {
            this.rememberRefusals = Objects.requireNonNull(rememberRefusals, "rememberRefusals");
            return this;
        }

        /**
         * Sets how long a secret may go unread. Then, when its next refresh is due, it is dropped instead; unless a
         * live handle is open on it.
         *
         * @param idleAfter at least one second
         * @return this builder
         */
        public Builder idleAfter(Duration idleAfter) {
            this.idleAfter = Objects.requireNonNull(idleAfter, "idleAfter");
            return this;
        }

        /**
         * Sets how many stages and versions of secrets are held. Beyond it, those that were not read for longest are
         * dropped; never one with an open handle.
         *
         * @param maxEntries 1 or more
         * @return this builder
         */
        public Builder maxEntries(int maxEntries) {
            this.maxEntries = maxEntries;
            return this;
        }

        /**
         * Sets how many refreshes and preloads a second are sent at most. Reads of what is not held never wait for it,
         * but count.
         *
         * @param refreshesPerSecond 1 or more
         * @return this builder
         */
        public Builder refreshesPerSecond(int refreshesPerSecond) {
            this.refreshesPerSecond = refreshesPerSecond;
            return this;
        }

        /**
         * Sets how many rejections a minute may lead to a call, for each secret and stage; half as many may come at
         * once.
         *
         * @param rejectionsPerMinute 1 or more
         * @return this builder
         */
        public Builder rejectionsPerMinute(int rejectionsPerMinute) {
            this.rejectionsPerMinute = rejectionsPerMinute;
            return this;
        }

        /**
         * Names the stage at which a rotation puts the next version before it makes it current. It is offered to who
         * reports that the current one was rejected.
         *
         * @param pendingStage the stage
         * @return this builder
         */
        public Builder pendingStage(VersionStage pendingStage) {
            this.pendingStage = Objects.requireNonNull(pendingStage, "pendingStage");
            return this;
        }

        /**
         * Names a field of JSON values that says after what time to refresh them. It holds a number in the given unit,
         * or a text: a number likewise, or an ISO-8601 duration such as {@code PT10M}. A time below one second or
         * beyond {@code maxStale} is taken as that bound; a value without a usable field keeps to {@code refreshAfter}.
         *
         * @param ttlField the name of a member of the JSON object, such as {@code ttl}
         * @param ttlUnit the unit of a bare number
         * @return this builder
         */
        public Builder ttlField(String ttlField, TimeUnit ttlUnit) {
            this.ttlField = Objects.requireNonNull(ttlField, "ttlField");
            this.ttlUnit = Objects.requireNonNull(ttlUnit, "ttlUnit");
            return this;
        }

        /**
         * Checks the options and returns them.
         *
         * @return the options
         * @throws IllegalArgumentException unless 1 s &lt;= refreshAfter &lt;= maxStale &lt;= 3650 days, for every
         *     secret, 0 &lt;= refusalGrace &lt;= maxStale, and each of the others is within its bounds
         */
        public CacheOptions build() {
            CacheOptions options = new CacheOptions(this);
            requireAges("", refreshAfter, maxStale);
            refreshAfterOf.keySet().forEach(name -> requireAges(options, name));
            maxStaleOf.keySet().forEach(name -> requireAges(options, name));
            require(
                    !refusalGrace.isNegative() && refusalGrace.compareTo(maxStale) <= 0,
                    "0 <= refusalGrace <= maxStale: refusalGrace " + refusalGrace + ", maxStale " + maxStale);
            require(
                    !rememberRefusals.isNegative() && rememberRefusals.compareTo(Duration.ofMinutes(1)) <= 0,
                    "0 <= rememberRefusals <= 1 minute: " + rememberRefusals);
            require(
                    idleAfter.compareTo(SHORTEST_REFRESH) >= 0 && idleAfter.compareTo(LONGEST) <= 0,
                    "1 s <= idleAfter <= 3650 days: " + idleAfter);
            require(maxEntries >= 1, "maxEntries >= 1: " + maxEntries);
            require(refreshesPerSecond >= 1, "refreshesPerSecond >= 1: " + refreshesPerSecond);
            require(rejectionsPerMinute >= 1, "rejectionsPerMinute >= 1: " + rejectionsPerMinute);
            require(
                    pendingStage == null || !pendingStage.equals(VersionStage.CURRENT),
                    "a pendingStage other than ACSCurrent");
            require(ttlField == null || !ttlField.isBlank(), "a ttlField that is not blank");
            return options;
        }

        private static void requireAges(CacheOptions options, String name) {
            requireAges(" of '" + name + "'", options.refreshAfter(name), options.maxStale(name));
        }

        private static void requireAges(String whose, Duration refreshAfter, Duration maxStale) {
            require(
                    refreshAfter.compareTo(SHORTEST_REFRESH) >= 0
                            && maxStale.compareTo(refreshAfter) >= 0
                            && maxStale.compareTo(LONGEST) <= 0,
                    "1 s <= refreshAfter <= maxStale <= 3650 days" + whose + ": refreshAfter " + refreshAfter
                            + ", maxStale " + maxStale);
        }

        private static void require(boolean condition, String rule) {
            if (!condition) {
                throw new IllegalArgumentException("need " + rule);
            }
        }
    }
}
