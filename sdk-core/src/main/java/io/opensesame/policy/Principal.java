package io.opensesame.policy;

import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Who calls, or whom a statement of a secret, key or trust policy is about: an account, a RAM user, a RAM role, a cloud
 * service or an identity provider. A session of a role is that role. Immutable.
 *
 * @see "RAM documentation: policy elements, Principal"
 */
public final class Principal {
    /** What a principal is. */
    public enum Type {
        /** An Alibaba Cloud account, {@code acs:ram::<account>:root} or {@code acs:ram::<account>:*}. */
        ACCOUNT("RAM"),
        /** A RAM user, {@code acs:ram::<account>:user/<name>}. */
        RAM_USER("RAM"),
        /** A RAM role or a session of it, {@code acs:ram::<account>:role/<name>}. */
        RAM_ROLE("RAM"),
        /** A cloud service, such as {@code kms.aliyuncs.com}; in trust policies only. */
        SERVICE("Service"),
        /**
         * A SAML or OIDC identity provider, {@code acs:ram::<account>:saml-provider/<name>}; in trust policies only.
         */
        FEDERATED("Federated");

        private final String member;

        Type(String member) {
            this.member = member;
        }

        /** {@return the member of {@code Principal} that holds such principals, such as {@code RAM}} */
        public String member() {
            return member;
        }
    }

    private static final String ARN_PREFIX = "acs:ram::";
    private static final Set<String> PROVIDERS = Set.of("saml-provider/", "oidc-provider/");

    private final Type type;
    private final String accountId;
    private final String name;
    private final String text;

    private Principal(Type type, String accountId, String name, String text) {
        this.type = type;
        this.accountId = accountId;
        this.name = name;
        this.text = text;
    }

    /**
     * Returns an account, written {@code acs:ram::<account>:root}.
     *
     * @param accountId the account's id, digits
     * @return the account
     * @throws IllegalArgumentException if the id is not digits
     */
    public static Principal account(String accountId) {
        return new Principal(Type.ACCOUNT, digits(accountId), "", ARN_PREFIX + accountId + ":root");
    }

    /**
     * Returns a RAM user.
     *
     * @param accountId the id of the user's account, digits
     * @param userName the user's name
     * @return the user
     * @throws IllegalArgumentException if the id is not digits, or the name is empty
     */
    public static Principal ramUser(String accountId, String userName) {
        return ofRam(ARN_PREFIX + digits(accountId) + ":user/" + userName);
    }

    /**
     * Returns a RAM role. Its name is compared without regard to letter case, since the service lowers it in ARNs.
     *
     * @param accountId the id of the role's account, digits
     * @param roleName the role's name
     * @return the role
     * @throws IllegalArgumentException if the id is not digits, or the name is empty
     */
    public static Principal ramRole(String accountId, String roleName) {
        return ofRam(ARN_PREFIX + digits(accountId) + ":role/" + roleName);
    }

    /**
     * Returns a cloud service.
     *
     * @param domain the service's name, such as {@code kms.aliyuncs.com}
     * @return the service
     * @throws IllegalArgumentException if it is empty, or has a colon or a blank in it
     */
    public static Principal service(String domain) {
        return new Principal(Type.SERVICE, "", word("a service", domain), domain);
    }

    /**
     * Returns an identity provider.
     *
     * @param arn its ARN, such as {@code acs:ram::<account>:oidc-provider/<name>}
     * @return the provider
     * @throws IllegalArgumentException if it is no such ARN
     */
    public static Principal federated(String arn) {
        String[] parts = parts(arn);
        int slash = parts[1].indexOf('/') + 1;
        if (!PROVIDERS.contains(parts[1].substring(0, slash))) {
            throw new IllegalArgumentException("an identity provider is acs:ram::<account>:saml-provider/<name> or"
                    + " acs:ram::<account>:oidc-provider/<name>: '" + Texts.shortened(arn) + "'");
        }
        word("the name of an identity provider", parts[1].substring(slash));
        return new Principal(Type.FEDERATED, parts[0], parts[1], arn);
    }

    /**
     * Reads the ARN of an account, a RAM user, a RAM role or a role's session, as policies and GetCallerIdentity have
     * it. Which form GetCallerIdentity gives a session is not documented; {@code …:role/<role>/<session>} and
     * {@code …:assumed-role/<role>/<session>} are both read.
     *
     * @param arn the ARN
     * @return the principal
     * @throws IllegalArgumentException if it is no such ARN
     */
    public static Principal ofRam(String arn) {
        String[] parts = parts(arn);
        String relative = parts[1];
        if (relative.equals("root") || relative.equals("*")) {
            return new Principal(Type.ACCOUNT, parts[0], "", arn);
        }
        if (relative.startsWith("user/")) {
            return new Principal(Type.RAM_USER, parts[0], word("a user name", relative.substring(5)), arn);
        }
        Optional<String> role = roleName(relative);
        if (role.isPresent()) {
            return new Principal(Type.RAM_ROLE, parts[0], word("a role name", role.get()), arn);
        }
        throw notRam(arn);
    }

    private static Optional<String> roleName(String relative) {
        for (String prefix : new String[] {"role/", "assumed-role/"}) {
            if (relative.startsWith(prefix)) {
                String[] roleAndSession = relative.substring(prefix.length()).split("/", 2);
                return Optional.of(roleAndSession[0]);
            }
        }
        return Optional.empty();
    }

    /** {@return what it is} */
    public Type type() {
        return type;
    }

    /** {@return the id of its account; empty for a service} */
    public String accountId() {
        return accountId;
    }

    /** {@return the name of the user, role, service or provider; empty for an account} */
    public String name() {
        return name;
    }

    /**
     * Tells whether both mean the same account, user, role, service or provider, however they are written.
     *
     * @param other the other
     * @return whether they do
     */
    public boolean isSameAs(Principal other) {
        return type == other.type
                && accountId.equals(other.accountId)
                && (type == Type.RAM_ROLE ? name.equalsIgnoreCase(other.name) : name.equals(other.name));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Principal principal && principal.type == type && principal.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** {@return the text, as a policy document has it} */
    @Override
    public String toString() {
        return text;
    }

    /** Returns the account's id and what follows it. */
    private static String[] parts(String arn) {
        Objects.requireNonNull(arn, "arn");
        int colon = arn.startsWith(ARN_PREFIX) ? arn.indexOf(':', ARN_PREFIX.length()) : -1;
        if (colon < 0 || !Texts.isPlain(arn)) {
            throw notRam(arn);
        }
        return new String[] {digits(arn.substring(ARN_PREFIX.length(), colon)), arn.substring(colon + 1)};
    }

    private static IllegalArgumentException notRam(String arn) {
        return new IllegalArgumentException(
                "a principal is acs:ram::<account>:root, acs:ram::<account>:user/<name> or acs:ram::<account>:role/<name>: '"
                        + Texts.shortened(arn) + "'");
    }

    private static String digits(String accountId) {
        Objects.requireNonNull(accountId, "accountId");
        if (accountId.isEmpty() || !accountId.chars().allMatch(c -> c >= '0' && c <= '9')) {
            String hint = accountId.contains("*") ? "; ids in examples are masked with **** and must be filled in" : "";
            throw new IllegalArgumentException(
                    "an account id is digits" + hint + ": '" + Texts.shortened(accountId) + "'");
        }
        return accountId;
    }

    private static String word(String what, String text) {
        if (text.isEmpty() || !Texts.isPlain(text) || text.chars().anyMatch(c -> c == ' ' || c == ':' || c == '/')) {
            throw new IllegalArgumentException(
                    what + " is not empty, and has no colon, slash or blank in it: '" + Texts.shortened(text) + "'");
        }
        return text;
    }
}
