package io.opensesame.policy.difference;

import io.opensesame.policy.KmsArn;
import io.opensesame.policy.KmsResourceType;
import io.opensesame.policy.Policy;
import io.opensesame.policy.RamPolicy;
import io.opensesame.policy.SecretPolicy;
import io.opensesame.policy.Statement;
import io.opensesame.policy.evaluation.AccessPolicies;
import io.opensesame.policy.evaluation.AccessRequest;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What changes if one policy takes the place of another, in terms of requests rather than of text. Immutable.
 *
 * <p>Both policies decide the same representative requests: each action of KMS, and actions and resources made from the
 * patterns of both policies (what a wildcard covers, and what is just beyond it), in contexts made from their
 * conditions (a value that meets each, one that does not, and none). A request that KMS never checks, such as one for
 * {@code kms:GetSecretValue} on a key, is not among them. That none of them changes is strong evidence that the
 * policies mean the same, and no proof.
 */
public final class PolicyDifference {
    private static final RamPolicy EVERYTHING =
            RamPolicy.of(Statement.allow().action("*").resource("*").build());

    private final List<PolicyChange> changes;
    private final int comparedRequests;
    private final boolean cutShort;

    private PolicyDifference(RepresentativeRequests requests, List<PolicyChange> changes) {
        this.changes = List.copyOf(changes);
        this.comparedRequests = requests.requests().size();
        this.cutShort = requests.isCutShort();
    }

    /**
     * Compares two policies of an identity, by what each allows in the identity's own account.
     *
     * @param before the one policy
     * @param after the other
     * @return what changes from the one to the other
     */
    public static PolicyDifference between(RamPolicy before, RamPolicy after) {
        RepresentativeRequests requests = RepresentativeRequests.ofIdentity(statements(before, after));
        AccessPolicies decidedBefore = AccessPolicies.builder().identity(before).build();
        AccessPolicies decidedAfter = AccessPolicies.builder().identity(after).build();
        ChangeGroups groups = new ChangeGroups(requests, false);
        for (AccessRequest request : requests.requests()) {
            groups.add(decidedBefore.decide(request), decidedAfter.decide(request));
        }
        return new PolicyDifference(requests, groups.changes());
    }

    /**
     * Compares two policies of a secret, by what each allows to those whom they name and to others. RAM users and roles
     * of the owner's account are taken to have no policies of their own, and those of other accounts to be allowed
     * everything by theirs, so that the policy of the secret decides.
     *
     * @param before the one policy
     * @param after the other
     * @param secret the secret, with the id of the account that owns it, and without wildcards
     * @return what changes from the one to the other
     * @throws IllegalArgumentException if the ARN is not that of one secret
     */
    public static PolicyDifference between(SecretPolicy before, SecretPolicy after, KmsArn secret) {
        if (secret.type() != KmsResourceType.SECRET || secret.pattern().hasWildcard()) {
            throw new IllegalArgumentException("the policies of a secret need the ARN of one secret: " + secret);
        }
        RepresentativeRequests requests = RepresentativeRequests.onSecret(secret, statements(before, after));
        Predicate<AccessRequest> own =
                request -> request.principal().accountId().equals(secret.accountId());
        AccessPolicies ofOwn = AccessPolicies.builder().build();
        AccessPolicies ofOthers = AccessPolicies.builder().identity(EVERYTHING).build();
        ChangeGroups groups = new ChangeGroups(requests, true);
        for (AccessRequest request : requests.requests()) {
            AccessPolicies callers = own.test(request) ? ofOwn : ofOthers;
            groups.add(
                    callers.onSecret(before).decide(request),
                    callers.onSecret(after).decide(request));
        }
        return new PolicyDifference(requests, groups.changes());
    }

    private static List<Statement> statements(Policy before, Policy after) {
        return Stream.concat(before.statements().stream(), after.statements().stream())
                .distinct()
                .toList();
    }

    /** {@return what changes, requests that change alike together; unmodifiable} */
    public List<PolicyChange> changes() {
        return changes;
    }

    /** {@return whether none of the requests that were compared changes} */
    public boolean isEquivalent() {
        return changes.isEmpty();
    }

    /** {@return how many requests both policies decided} */
    public int comparedRequests() {
        return comparedRequests;
    }

    /** {@return whether the policies have so many patterns and conditions that not every combination was compared} */
    public boolean isCutShort() {
        return cutShort;
    }

    /** {@return the changes, one on each line} */
    @Override
    public String toString() {
        return isEquivalent()
                ? "no difference in " + comparedRequests + " requests"
                : changes.stream().map(PolicyChange::toString).collect(Collectors.joining("\n"));
    }
}
