package io.opensesame.kms;

import java.util.Objects;

/** An attempt of a call, as it begins. Immutable; holds no parameter, body, token or signature. */
public final class StartedAttempt {
    private final String action;
    private final String endpoint;
    private final String resource;
    private final int number;

    private StartedAttempt(Builder builder) {
        this.action = builder.action;
        this.endpoint = builder.endpoint;
        this.resource = builder.resource;
        this.number = builder.number;
    }

    /**
     * Returns a builder of an attempt, for a test of a listener.
     *
     * @param action the operation, such as {@code GetSecretValue}
     * @param endpoint the host that is called, with the port if one was given
     * @return a builder of a first attempt, on nothing in particular
     */
    public static Builder builder(String action, String endpoint) {
        return new Builder(action, endpoint);
    }

    /** {@return the operation, such as {@code GetSecretValue}} */
    public String action() {
        return action;
    }

    /** {@return the host that is called, with the port if one was given} */
    public String endpoint() {
        return endpoint;
    }

    /** {@return what it is called on, such as a secret's name; empty where the operation names nothing} */
    public String resource() {
        return resource;
    }

    /** {@return which attempt of its call this is, from 1} */
    public int number() {
        return number;
    }

    /** {@return what is tried, on what, and where} */
    @Override
    public String toString() {
        return "StartedAttempt[" + words() + "]";
    }

    String words() {
        return action + (resource.isEmpty() ? "" : " '" + resource + "'") + " at " + endpoint + ", attempt " + number;
    }

    /** Collects the parts of a {@link StartedAttempt}; each setter returns this builder. Not thread-safe. */
    public static final class Builder {
        private final String action;
        private final String endpoint;
        private String resource = "";
        private int number = 1;

        private Builder(String action, String endpoint) {
            this.action = Objects.requireNonNull(action, "action");
            this.endpoint = Objects.requireNonNull(endpoint, "endpoint");
        }

        /**
         * Sets what the operation is called on.
         *
         * @param resource such as a secret's name; empty for nothing
         * @return this builder
         */
        public Builder resource(String resource) {
            this.resource = Objects.requireNonNull(resource, "resource");
            return this;
        }

        /**
         * Sets which attempt of its call this is.
         *
         * @param number the number, from 1
         * @return this builder
         */
        public Builder number(int number) {
            this.number = number;
            return this;
        }

        /** {@return the attempt} */
        public StartedAttempt build() {
            return new StartedAttempt(this);
        }
    }
}
