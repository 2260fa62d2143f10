package io.opensesame.localkms.engine.instance;

import io.opensesame.error.PolicyException;
import io.opensesame.localkms.engine.call.Parameters;
import io.opensesame.localkms.engine.call.ServiceRefusal;
import io.opensesame.policy.Effect;
import io.opensesame.policy.KeyPolicy;
import io.opensesame.policy.Policy;
import io.opensesame.policy.Principal;
import io.opensesame.policy.SecretPolicy;
import io.opensesame.policy.validation.FindingCode;
import io.opensesame.policy.validation.PolicyValidator;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What the service takes as the policy of a secret or a key. A refusal says why in the message of InvalidParameter,
 * which the service does not.
 *
 * <p>The owner's statement has to be there unmodified; that the service refuses a policy without it, rather than adds
 * it, is inferred. So is that it refuses statements which admit other accounts as more than users: documented is that
 * they can only be that. What that means in detail is the {@link PolicyValidator}'s matter, so that what it finds no
 * such fault with is taken here.
 *
 * @param <P> the kind of policy
 * @see "KMS documentation: configure a secret policy; KMS API reference: SetSecretPolicy, SetKeyPolicy"
 */
public final class ResourcePolicyRules<P extends Policy> {
    /** The only name of a policy that there is. */
    public static final String NAME = "default";

    private static final String PARAMETER = "Policy";
    private static final String NAME_PARAMETER = "PolicyName";

    /** What makes the service refuse a policy; with anything else that can be found in one, it takes it. */
    private static final Set<FindingCode> REFUSED = EnumSet.of(
            FindingCode.OWNER_STATEMENT_MISSING,
            FindingCode.OWNER_STATEMENT_CHANGED,
            FindingCode.FOREIGN_ACCOUNT,
            FindingCode.FOREIGN_PRINCIPAL_MANAGES);

    private final String ownerId;
    private final Function<String, P> parser;
    private final int maxBytes;
    private final PolicyValidator<P> validator;
    private final ResourcePolicy<P> defaultPolicy;

    private ResourcePolicyRules(
            String ownerId, Function<String, P> parser, int maxBytes, PolicyValidator<P> validator, P defaultPolicy) {
        this.ownerId = ownerId;
        this.parser = parser;
        this.maxBytes = maxBytes;
        this.validator = validator;
        this.defaultPolicy = new ResourcePolicy<>(defaultPolicy.toJson(), defaultPolicy, Set.of());
    }

    /** Returns the rules for the secrets of an account. */
    public static ResourcePolicyRules<SecretPolicy> ofSecrets(String ownerId) {
        return new ResourcePolicyRules<>(
                ownerId,
                SecretPolicy::parse,
                SecretPolicy.MAX_BYTES,
                PolicyValidator.forSecretPolicy(ownerId),
                SecretPolicy.defaultFor(ownerId));
    }

    /** Returns the rules for the keys of an account. */
    public static ResourcePolicyRules<KeyPolicy> ofKeys(String ownerId) {
        return new ResourcePolicyRules<>(
                ownerId,
                KeyPolicy::parse,
                KeyPolicy.MAX_BYTES,
                PolicyValidator.forKeyPolicy(ownerId),
                KeyPolicy.defaultFor(ownerId));
    }

    /** Tells whether a call is about the policy that there is, and not about one of another name. */
    public static boolean namesDefault(Parameters parameters) {
        return parameters.optional(NAME_PARAMETER).orElse(NAME).equals(NAME);
    }

    /** Returns the policy that a call sets. */
    public ResourcePolicy<P> readSet(Parameters parameters) {
        ResourcePolicy<P> policy = read(parameters.required(PARAMETER));
        if (!namesDefault(parameters)) {
            throw ServiceRefusal.invalid(NAME_PARAMETER);
        }
        return policy;
    }

    /** Returns the policy that a new resource is given, which is the default one if the call has none. */
    public ResourcePolicy<P> readNew(Parameters parameters) {
        return parameters.optional(PARAMETER).map(this::read).orElse(defaultPolicy);
    }

    private ResourcePolicy<P> read(String text) {
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > maxBytes) {
            throw invalid("it has " + bytes + " bytes, and at most " + maxBytes + " are allowed");
        }
        P policy = parse(text);
        check(policy);
        return new ResourcePolicy<>(text, policy, foreignAccounts(policy));
    }

    private P parse(String text) {
        try {
            return parser.apply(text);
        } catch (PolicyException e) {
            throw invalid(String.valueOf(e.getMessage()));
        }
    }

    private void check(P policy) {
        validator.validate(policy).stream()
                .filter(finding -> REFUSED.contains(finding.code()))
                .findFirst()
                .ifPresent(finding -> {
                    throw invalid(finding.pointer() + ": " + finding.message());
                });
    }

    private Set<String> foreignAccounts(P policy) {
        return policy.statements().stream()
                .filter(statement -> statement.effect() == Effect.ALLOW)
                .flatMap(statement -> statement.principals().stream())
                .filter(this::isForeign)
                .map(Principal::accountId)
                .collect(Collectors.toUnmodifiableSet());
    }

    private boolean isForeign(Principal principal) {
        return !principal.accountId().equals(ownerId);
    }

    private static ServiceRefusal invalid(String reason) {
        return ServiceRefusal.invalid(PARAMETER, reason);
    }
}
