package io.opensesame.policy.leastprivilege;

import io.opensesame.error.AccessDeniedException;
import io.opensesame.error.PolicyException;
import io.opensesame.policy.ActionPattern;
import io.opensesame.policy.KmsArn;
import io.opensesame.policy.KmsResourceType;
import io.opensesame.policy.Policy;
import io.opensesame.policy.Principal;
import io.opensesame.policy.RamPolicy;
import io.opensesame.policy.ResourcePattern;
import io.opensesame.policy.SecretPolicy;
import io.opensesame.policy.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The least policies for what an application calls: RAM policies for who calls, and, for the secrets of a KMS instance,
 * the secret policies that can take the place of a part of them. Immutable.
 *
 * <p>The permissions come from a recorder of calls, or from any list of actions and resources, such as an audit trail.
 */
public final class LeastPrivilege {
    /** What a user of another account can be allowed by a secret policy: to read. */
    private static final List<String> READING_PREFIXES = List.of("kms:GetSecretValue", "kms:List", "kms:Describe");

    private final List<NeededPermission> permissions;
    private final List<Suggestion> suggestions;

    private LeastPrivilege(List<NeededPermission> permissions, List<Suggestion> suggestions) {
        this.permissions = List.copyOf(permissions);
        this.suggestions = List.copyOf(suggestions);
    }

    /** {@return a builder without permissions} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return what has to be allowed, with what was found out of it, sorted, each once; unmodifiable} */
    public List<NeededPermission> permissions() {
        return permissions;
    }

    /**
     * Returns the policies for the RAM user or role that calls, which are enough without any secret policy. They have a
     * statement for each set of resources that takes the same actions, in a stable order.
     *
     * @return one policy, or several if one would be longer than {@value RamPolicy#MAX_CHARACTERS} characters; none if
     *     nothing has to be allowed
     */
    public List<RamPolicy> ramPolicies() {
        return LeastStatements.policies(LeastStatements.of(permissions));
    }

    /**
     * Returns the secret policies that allow a caller what secret policies can allow; they have effect on secrets of
     * KMS instances only. Each replaces the secret's whole policy: who else has access must be added.
     *
     * <p>A caller of another account can be allowed to read only, and needs the {@linkplain #ramPolicies() RAM
     * policies} as well.
     *
     * @param caller the RAM user or role that calls
     * @return the policy of each secret by the secret's ARN, each with the statement of the owner first; none of
     *     secrets whose name is not known in full
     * @throws IllegalArgumentException if the caller is neither a RAM user nor a RAM role
     * @throws IllegalStateException if the account that owns a secret is not known; see {@link Builder#account}
     */
    public Map<String, SecretPolicy> secretPolicies(Principal caller) {
        requireRamIdentity(caller);
        Map<String, List<String>> actions = new TreeMap<>();
        permissions.stream()
                .filter(permission -> isForSecretPolicy(permission, caller))
                .forEach(permission -> actions.computeIfAbsent(permission.resource(), arn -> new ArrayList<>())
                        .add(permission.action()));
        Map<String, SecretPolicy> policies = new LinkedHashMap<>();
        actions.forEach((arn, allowed) -> policies.put(
                arn,
                SecretPolicy.of(
                        SecretPolicy.ownerStatement(owner(arn)),
                        Statement.allow()
                                .principal(caller)
                                .actions(allowed)
                                .resource("*")
                                .build())));
        return Collections.unmodifiableMap(policies);
    }

    /**
     * Returns the RAM policies that are still needed where the {@linkplain #secretPolicies secret policies} are set.
     * For a caller of another account these are all, since it has to be allowed on both sides.
     *
     * @param caller the RAM user or role that calls
     * @return the policies; none if the secret policies are enough
     * @throws IllegalArgumentException if the caller is neither a RAM user nor a RAM role
     * @throws IllegalStateException if the account that owns a secret is not known; see {@link Builder#account}
     */
    public List<RamPolicy> ramPoliciesBesideSecretPolicies(Principal caller) {
        requireRamIdentity(caller);
        return LeastStatements.policies(LeastStatements.of(permissions.stream()
                .filter(permission -> !isForSecretPolicy(permission, caller)
                        || !owner(permission.resource()).equals(caller.accountId()))
                .toList()));
    }

    private static void requireRamIdentity(Principal caller) {
        if (caller.type() != Principal.Type.RAM_USER && caller.type() != Principal.Type.RAM_ROLE) {
            throw new IllegalArgumentException(
                    "a secret policy is written for a RAM user or a RAM role, since a statement for " + caller
                            + " would open the secret to none of them");
        }
    }

    private static boolean isForSecretPolicy(NeededPermission permission, Principal caller) {
        KmsArn arn = KmsArn.parse(permission.resource()).orElse(null);
        if (arn == null
                || arn.type() != KmsResourceType.SECRET
                || arn.name().contains("*")
                || !SecretPolicy.governs(permission.action())) {
            return false;
        }
        return owner(permission.resource()).equals(caller.accountId())
                || READING_PREFIXES.stream().anyMatch(permission.action()::startsWith);
    }

    private static String owner(String secretArn) {
        String account = KmsArn.parse(secretArn).map(KmsArn::accountId).orElse("*");
        if (account.equals("*")) {
            throw new IllegalStateException("a secret policy names the account that owns the secret, and that of '"
                    + secretArn + "' is not known: set account(...)");
        }
        return account;
    }

    /**
     * {@return what is not known, and may have to be added or narrowed by a person; the policies have none of it;
     * unmodifiable}
     */
    public List<Suggestion> suggestions() {
        return suggestions;
    }

    /** {@return the policies as JSON for people, with the suggestions after them} */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        ramPolicies().forEach(policy -> text.append(policy.toPrettyJson()).append(System.lineSeparator()));
        suggestions.forEach(
                suggestion -> text.append("Suggestion: ").append(suggestion).append(System.lineSeparator()));
        return text.toString();
    }

    /** Collects what has to be allowed; each setter returns this builder. Not thread-safe. */
    public static final class Builder {
        private final List<NeededPermission> needed = new ArrayList<>();
        private static final String OF_THE_SERVICE = "";

        private final Map<String, String> keys = new LinkedHashMap<>();
        private String account = "*";

        private Builder() {}

        /**
         * Adds a permission.
         *
         * @param action the action, such as {@code kms:GetSecretValue}
         * @param resource the ARN of the resource; {@code *} for none
         * @return this builder
         * @throws IllegalArgumentException if either has not the form that a policy takes
         */
        public Builder need(String action, String resource) {
            needed.add(NeededPermission.of(action, resource));
            return this;
        }

        /**
         * Adds permissions.
         *
         * @param permissions the permissions
         * @return this builder
         */
        public Builder need(Collection<NeededPermission> permissions) {
            needed.addAll(permissions);
            return this;
        }

        /**
         * Adds what a denied call lacked, as its {@linkplain AccessDeniedException#leastStatement least statement}
         * says.
         *
         * @param denied the denial
         * @return this builder
         * @throws PolicyException if its statement is none
         */
        public Builder need(AccessDeniedException denied) {
            RamPolicy policy = RamPolicy.parse(
                    "{\"Version\":\"" + Policy.VERSION + "\",\"Statement\":[" + denied.leastStatement() + "]}");
            for (Statement statement : policy.statements()) {
                for (ActionPattern action : statement.actions()) {
                    statement.resources().forEach(resource -> need(action.toString(), resource.toString()));
                }
            }
            return this;
        }

        /**
         * Sets the account that owns what calls name without one; {@code *} stands in its place otherwise.
         *
         * @param accountId the account's id, digits
         * @return this builder
         * @throws IllegalArgumentException if the id is not digits
         */
        public Builder account(String accountId) {
            this.account = Principal.account(accountId).accountId();
            return this;
        }

        /**
         * Says which key of the account's own protects a secret.
         *
         * @param secretArn the secret's ARN; its account may be {@code *}
         * @param keyId the key's id or ARN
         * @return this builder
         * @throws IllegalArgumentException if the ARN is not a secret's
         */
        public Builder key(String secretArn, String keyId) {
            keys.put(secret(secretArn).toString(), Objects.requireNonNull(keyId, "keyId"));
            return this;
        }

        /**
         * Says that a key which the service manages protects a secret, so that nobody needs to be allowed to use it.
         *
         * @param secretArn the secret's ARN; its account may be {@code *}
         * @return this builder
         * @throws IllegalArgumentException if the ARN is not a secret's
         */
        public Builder keyOfTheService(String secretArn) {
            keys.put(secret(secretArn).toString(), OF_THE_SERVICE);
            return this;
        }

        private static KmsArn secret(String arn) {
            return KmsArn.parse(arn)
                    .filter(secret -> secret.type() == KmsResourceType.SECRET)
                    .orElseThrow(() -> new IllegalArgumentException("not the ARN of a secret: '" + arn + "'"));
        }

        /** {@return the least policies for what was added} */
        public LeastPrivilege build() {
            Set<NeededPermission> permissions = new TreeSet<>();
            Set<NeededPermission> open = new TreeSet<>();
            for (NeededPermission permission : needed) {
                String secret = permission.protectedSecret().orElse(null);
                if (secret == null) {
                    permissions.add(NeededPermission.of(permission.action(), withAccount(permission.resource())));
                    continue;
                }
                Optional<String> key = keyOf(secret);
                if (key.isEmpty()) {
                    open.add(NeededPermission.onKeyOf(permission.action(), withAccount(secret)));
                } else if (!key.get().equals(OF_THE_SERVICE)) {
                    permissions.add(onKey(permission.action(), secret, key.get()));
                }
            }
            List<Suggestion> suggestions = new ArrayList<>();
            open.stream()
                    .filter(permission -> permissions.stream().noneMatch(known -> covers(known, permission)))
                    .forEach(permission -> suggestions.add(Suggestions.ofKey(permission)));
            suggestions.addAll(Suggestions.ofUnknownParts(permissions));
            return new LeastPrivilege(List.copyOf(permissions), suggestions);
        }

        private static boolean covers(NeededPermission known, NeededPermission open) {
            return known.action().equals(open.action())
                    && ResourcePattern.of(known.resource()).matches(open.resource());
        }

        private Optional<String> keyOf(String secret) {
            String arn = withAccount(secret);
            return keys.entrySet().stream()
                    .filter(entry -> withAccount(entry.getKey()).equals(arn))
                    .map(Map.Entry::getValue)
                    .findFirst();
        }

        private NeededPermission onKey(String action, String secret, String keyId) {
            if (keyId.startsWith("acs:")) {
                return NeededPermission.of(action, keyId);
            }
            KmsArn arn = secret(withAccount(secret));
            String name = keyId.startsWith("alias/") ? "*" : keyId;
            return NeededPermission.of(
                    action, KmsArn.key(arn.region(), arn.accountId(), name).toString());
        }

        private String withAccount(String resource) {
            boolean unknown =
                    KmsArn.parse(resource).map(KmsArn::accountId).orElse("").equals("*");
            int accountAt = resource.indexOf(':', "acs:kms:".length()) + 1;
            return unknown ? resource.substring(0, accountAt) + account + resource.substring(accountAt + 1) : resource;
        }
    }
}
