package io.opensesame.policy.template;

import io.opensesame.policy.ActionPattern;
import io.opensesame.policy.Principal;
import io.opensesame.policy.SecretPolicy;
import io.opensesame.policy.Statement;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Composes the policy of a secret from who administers and who uses it, with the actions that the console gives each.
 * Each setter adds to what was set, and returns this template. Not thread-safe.
 *
 * <p>A user of another account needs a RAM policy in that account besides, see {@link RamPolicyTemplate#useSecretOf};
 * each other account counts against the instance's access management quota. If a key of the owner's protects the
 * secret, users need {@code kms:Decrypt} on it too, which a secret policy cannot grant.
 *
 * @see "KMS documentation: configure a secret policy"
 */
public final class SecretPolicyTemplate {
    /** What an administrator may do: everything except reading values. */
    public static final List<ActionPattern> ADMINISTRATOR_ACTIONS = patterns(
            "kms:List*",
            "kms:Describe*",
            "kms:PutSecretValue",
            "kms:Update*",
            "kms:DeleteSecret",
            "kms:RestoreSecret",
            "kms:RotateSecret",
            "kms:TagResource",
            "kms:UntagResource");

    /** What a user may do: read the secret's value and what it is. */
    public static final List<ActionPattern> USER_ACTIONS = patterns("kms:List*", "kms:Describe*", "kms:GetSecretValue");

    private final String ownerAccountId;
    private final Set<Principal> administrators = new LinkedHashSet<>();
    private final Set<Principal> users = new LinkedHashSet<>();
    private @Nullable SourceIpBounds sourceIp;

    private SecretPolicyTemplate(String ownerAccountId) {
        this.ownerAccountId = ownerAccountId;
    }

    /**
     * Returns a template for a secret, to which only its owner has access so far.
     *
     * @param ownerAccountId the account that owns the secret, digits
     * @return the template
     * @throws IllegalArgumentException if the id is not digits
     */
    public static SecretPolicyTemplate ownedBy(String ownerAccountId) {
        return new SecretPolicyTemplate(Principal.account(ownerAccountId).accountId());
    }

    /**
     * Adds administrators, who manage the secret and cannot read its value.
     *
     * @param added RAM users and RAM roles of the owner's account
     * @return this template
     * @throws IllegalArgumentException if one is something else
     */
    public SecretPolicyTemplate administrators(Principal... added) {
        return add(administrators, added, false);
    }

    /**
     * Adds users, who read the secret's value.
     *
     * @param added RAM users and RAM roles of the owner's account
     * @return this template
     * @throws IllegalArgumentException if one is something else
     */
    public SecretPolicyTemplate users(Principal... added) {
        return add(users, added, false);
    }

    /**
     * Adds users of other accounts, who read the secret's value.
     *
     * @param added RAM users and RAM roles of other accounts
     * @return this template
     * @throws IllegalArgumentException if one is something else
     */
    public SecretPolicyTemplate crossAccountUsers(Principal... added) {
        return add(users, added, true);
    }

    /**
     * Sets which addresses administrators and users may come from; the owner is not bound.
     *
     * @param bounds the addresses
     * @return this template
     */
    public SecretPolicyTemplate fromSourceIp(SourceIpBounds bounds) {
        this.sourceIp = bounds;
        return this;
    }

    private SecretPolicyTemplate add(Set<Principal> to, Principal[] added, boolean foreign) {
        for (Principal principal : added) {
            boolean identity =
                    principal.type() == Principal.Type.RAM_USER || principal.type() == Principal.Type.RAM_ROLE;
            if (!identity || principal.accountId().equals(ownerAccountId) == foreign) {
                throw new IllegalArgumentException("a RAM user or RAM role of "
                        + (foreign ? "an account other than " : "account ") + ownerAccountId + " is needed: "
                        + principal);
            }
            to.add(principal);
        }
        return this;
    }

    /**
     * Composes the policy: the owner's statement first, as the service wrote it, then one for each part that somebody
     * plays.
     *
     * @return the policy
     * @throws IllegalArgumentException if it has more than {@link SecretPolicy#MAX_BYTES}
     */
    public SecretPolicy build() {
        SecretPolicy policy = SecretPolicy.of(Stream.of(
                        Optional.of(SecretPolicy.ownerStatement(ownerAccountId)),
                        statement(ADMINISTRATOR_ACTIONS, administrators),
                        statement(USER_ACTIONS, users))
                .flatMap(Optional::stream)
                .toList());
        int bytes = policy.toJson().getBytes(StandardCharsets.UTF_8).length;
        if (bytes > SecretPolicy.MAX_BYTES) {
            throw new IllegalArgumentException("a secret policy has at most " + SecretPolicy.MAX_BYTES
                    + " bytes, and this one has " + bytes + "; name a RAM role in place of many users");
        }
        return policy;
    }

    private Optional<Statement> statement(List<ActionPattern> actions, Collection<Principal> principals) {
        if (principals.isEmpty()) {
            return Optional.empty();
        }
        Statement statement = Statement.allow()
                .principal(principals.toArray(Principal[]::new))
                .action(actions.toArray(ActionPattern[]::new))
                .resource("*")
                .build();
        return Optional.of(sourceIp == null ? statement : sourceIp.on(statement));
    }

    private static List<ActionPattern> patterns(String... texts) {
        return Stream.of(texts).map(ActionPattern::of).toList();
    }
}
