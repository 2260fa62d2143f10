package io.opensesame.ram.authorization;

import io.opensesame.policy.Principal;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Whose AccessKeys are to be rotated, under which names that is set up, and what may be replaced for it. Immutable. */
public final class AuthorizationOptions {
    private final RoleNaming naming;
    private final List<String> users;
    private final @Nullable String accountId;
    private final boolean replaceDifferent;

    private AuthorizationOptions(Builder builder) {
        this.naming = builder.naming;
        this.users = List.copyOf(builder.users);
        this.accountId = builder.accountId;
        this.replaceDifferent = builder.replaceDifferent;
    }

    /** {@return options for all users under the historical names, with which nothing is replaced} */
    public static AuthorizationOptions defaults() {
        return builder().build();
    }

    /** {@return a builder that starts from the defaults} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return under which names a role is made if there is none} */
    public RoleNaming naming() {
        return naming;
    }

    /** {@return the RAM users whose AccessKeys are rotated; empty for all; unmodifiable} */
    public List<String> users() {
        return users;
    }

    /** {@return the account, if it was set} */
    public Optional<String> accountId() {
        return Optional.ofNullable(accountId);
    }

    /** {@return whether {@link RamAuthorization#apply} replaces documents that differ} */
    public boolean replaceDifferent() {
        return replaceDifferent;
    }

    /** Builds {@link AuthorizationOptions}; each setter returns this builder. Not thread-safe. */
    public static final class Builder {
        private static final Pattern USER_NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");

        private RoleNaming naming = RoleNaming.HISTORICAL;
        private Set<String> users = new LinkedHashSet<>();
        private @Nullable String accountId;
        private boolean replaceDifferent;

        private Builder() {}

        /**
         * Sets under which names a role is made if there is none of either; historical by default. The newer names come
         * with a policy of RAM's own, which covers all users: narrowed to some, the newer role gets a policy of the
         * account instead, under the historical name.
         *
         * @param names the names
         * @return this builder
         */
        public Builder naming(RoleNaming names) {
            this.naming = Objects.requireNonNull(names, "names");
            return this;
        }

        /**
         * Narrows the role to the AccessKeys of some RAM users, rather than of all: of these, and no others, rotation
         * has to work. That KMS rotates under a policy that is narrowed is inferred. A policy that allows more is
         * remarked on, and left as it is.
         *
         * @param names the users' names, in place of what was set; none means all
         * @return this builder
         * @throws IllegalArgumentException if one is not 1 to 64 letters, digits, dots, underscores and hyphens
         */
        public Builder users(String... names) {
            Set<String> checked = new LinkedHashSet<>();
            for (String name : names) {
                if (!USER_NAME.matcher(name).matches()) {
                    throw new IllegalArgumentException(
                            "the name of a RAM user is 1 to 64 letters, digits and . _ -: '" + name + "'");
                }
                checked.add(name);
            }
            this.users = checked;
            return this;
        }

        /**
         * Sets the account, where STS cannot be asked for that of the caller.
         *
         * @param id the account's id, digits
         * @return this builder
         * @throws IllegalArgumentException if the id is not digits
         */
        public Builder accountId(String id) {
            this.accountId = Principal.account(id).accountId();
            return this;
        }

        /**
         * Sets whether {@link RamAuthorization#apply} may replace what differs: the trust policy of the role as a
         * whole; the document of the policy, of which the old one stays as a version that is not the default (RAM keeps
         * five, and drops the oldest of them); and the attachment of a policy to the role that denies what rotation
         * needs, or that cannot be read. Not by default.
         *
         * @param replace whether it may
         * @return this builder
         */
        public Builder replaceDifferent(boolean replace) {
            this.replaceDifferent = replace;
            return this;
        }

        /** {@return the options} */
        public AuthorizationOptions build() {
            return new AuthorizationOptions(this);
        }
    }
}
