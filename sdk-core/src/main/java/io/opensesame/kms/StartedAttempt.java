package io.opensesame.kms;

import io.opensesame.policy.leastprivilege.NeededPermission;
import java.util.List;
import java.util.Objects;

/** An attempt of a call, as it begins. Immutable; holds no parameter, body, token or signature. */
public final class StartedAttempt {
    private final String action;
    private final String endpoint;
    private final String resource;
    private final int number;
    private final List<NeededPermission> neededPermissions;

    private StartedAttempt(Builder builder) {
        this.action = builder.action;
        this.endpoint = builder.endpoint;
        this.resource = builder.resource;
        this.number = builder.number;
        this.neededPermissions = builder.neededPermissions;
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

    /**
     * {@return what the caller must be allowed for the call to succeed, as far as the call tells: the account of what
     * is named without one, and the key that protects a secret, are not known; unmodifiable}
     */
    public List<NeededPermission> neededPermissions() {
        return neededPermissions;
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
        private List<NeededPermission> neededPermissions = List.of();

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

        /**
         * Sets what the caller must be allowed.
         *
         * @param neededPermissions the permissions; none for a call that anybody may make
         * @return this builder
         */
        public Builder neededPermissions(List<NeededPermission> neededPermissions) {
            this.neededPermissions = List.copyOf(neededPermissions);
            return this;
        }

        /** {@return the attempt} */
        public StartedAttempt build() {
            return new StartedAttempt(this);
        }
    }
}
