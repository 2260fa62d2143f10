package io.opensesame.policy.evaluation;

import io.opensesame.policy.Condition;
import io.opensesame.policy.Effect;
import io.opensesame.policy.PolicyType;
import io.opensesame.policy.Principal;
import io.opensesame.policy.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Says in a few sentences why a request was decided as it was. */
final class Explanation {
    private static final int MAX_NAMED = 3;

    private final AccessDecision decision;
    private final AccessRequest request;
    private final AccessPolicies policies;

    Explanation(AccessDecision decision, AccessPolicies policies) {
        this.decision = decision;
        this.request = decision.request();
        this.policies = policies;
    }

    String text() {
        return switch (decision.outcome()) {
            case ALLOW -> allowed();
            case EXPLICIT_DENY -> explicitlyDenied();
            case IMPLICIT_DENY -> implicitlyDenied();
        };
    }

    private String head(String verdict) {
        String on = request.resource().equals(AccessRequest.NO_RESOURCE) ? "" : " on " + request.resource();
        return request.principal() + " " + verdict + " " + request.action() + on + ": ";
    }

    private String allowed() {
        if (request.isByOwner()) {
            return head("is allowed") + "an account may do everything with what it owns.";
        }
        String by = list(decision.decidingStatements());
        String verb = decision.decidingStatements().size() == 1 ? " allows it." : " allow it.";
        return head("is allowed") + by + verb + silentDenies();
    }

    /** Denies that would apply if the request had a key, which is easily missed. */
    private String silentDenies() {
        Mismatches mismatches = new Mismatches(request);
        List<String> sentences = new ArrayList<>();
        for (PolicySet set : policies.asked(request)) {
            for (PolicyStatement placed : set.statements()) {
                Statement statement = placed.statement();
                if (statement.effect() == Effect.DENY && isSilencedByAbsentKey(mismatches.of(set, statement))) {
                    Condition condition = mismatches.unmetConditions(statement).get(0);
                    sentences.add(" Though " + placed + " denies it under the condition " + Words.condition(condition)
                            + ", which a request without " + condition.key() + " does not meet.");
                }
            }
        }
        return sentences.stream().limit(2).collect(Collectors.joining());
    }

    private static boolean isSilencedByAbsentKey(List<Mismatch> mismatches) {
        return !mismatches.isEmpty()
                && mismatches.stream()
                        .allMatch(mismatch -> mismatch.part() == Mismatch.Part.CONDITION
                                && mismatch.presentValues().isEmpty());
    }

    private String explicitlyDenied() {
        List<PolicyStatement> denying = decision.decidingStatements();
        String text = head("is denied") + denies(denying) + ", and a Deny outweighs every Allow: it has to be changed."
                + conditionsOf(denying.get(0));
        return Gaps.of(request, policies).isEmpty() ? text : text + " Without it, nothing would allow this either.";
    }

    private String conditionsOf(PolicyStatement denying) {
        List<Condition> conditions = denying.statement().conditions();
        if (conditions.isEmpty()) {
            return "";
        }
        return conditions.stream()
                .map(this::met)
                .collect(Collectors.joining(", and ", " It applies under its condition ", "."));
    }

    private String met(Condition condition) {
        List<String> present = new Mismatches(request).present(condition);
        return Words.condition(condition)
                + (present.isEmpty()
                        ? ", which a request without " + condition.key() + " meets"
                        : ", and the request has " + Words.list(present));
    }

    private String implicitlyDenied() {
        Gaps gaps = Gaps.of(request, policies);
        List<NearMiss> nearest = gaps.nearMisses();
        String text = head("is refused") + cause(gaps) + ".";
        String next = nearest.isEmpty() ? "" : " Nearest comes " + nearest.get(0) + ".";
        String besides = gaps.denying().isEmpty() ? "" : " Besides, " + denies(gaps.denying()) + ".";
        return text + next + besides;
    }

    private String cause(Gaps gaps) {
        if (!gaps.inLimits().isEmpty()) {
            return limit(gaps.inLimits().get(0).type())
                    + (gaps.inIdentity() || gaps.inResource() ? "; no policy behind it allows it either" : "");
        }
        if (request.principal().type() == Principal.Type.ACCOUNT) {
            return request.isToAssumeRole()
                    ? "an account cannot assume a role, its RAM users and RAM roles can"
                    : "the resource is another account's, which can authorize RAM users and RAM roles of this one alone";
        }
        if (request.isFromOutsideOfRam()) {
            return resourceLacks("it takes an Allow in the policy of the resource, and ");
        }
        return request.needsBothSides() ? lackingHalf(gaps) : lackingEither();
    }

    private static String limit(PolicyType type) {
        return type == PolicyType.CONTROL_POLICY
                ? "no control policy allows it, and an account with control policies may do only what they allow"
                : "the session policy does not allow it, and a session may do at most what its policy allows";
    }

    private String lackingHalf(Gaps gaps) {
        String needed = request.isToAssumeRole()
                ? "to assume a role, the caller's policies and the role's trust policy both have to allow it; "
                : "across accounts, the caller's policies and the policy of the resource both have to allow it; ";
        if (!gaps.inResource()) {
            return needed + "the " + policies.resource().type().words() + " does, and " + identityLacks();
        }
        return resourceLacks(
                gaps.inIdentity() ? needed + identityLacks() + ", and " : needed + "the caller's do, and ");
    }

    private String lackingEither() {
        return policies.resource().isAboutItsResource(request)
                        && !policies.resource().isEmpty()
                ? resourceLacks(identityLacks() + ", and ")
                : identityLacks();
    }

    private String identityLacks() {
        return policies.identity().isEmpty() ? "the caller has no policies" : "no policy of the caller allows it";
    }

    private String resourceLacks(String before) {
        PolicySet resource = policies.resource();
        if (resource.isEmpty()) {
            return before + "the resource bears no policy";
        }
        if (!resource.isAboutItsResource(request)) {
            return before + "the " + resource.type().words() + " is that of another resource";
        }
        return before
                + (resource.hasSay(request)
                        ? "the " + resource.type().words() + " does not"
                        : Mismatches.withoutEffect(request.action()) + ", whatever it holds");
    }

    private static String denies(List<PolicyStatement> denying) {
        return list(denying) + (denying.size() == 1 ? " denies it" : " deny it");
    }

    private static String list(List<PolicyStatement> statements) {
        String more = statements.size() > MAX_NAMED ? " and " + (statements.size() - MAX_NAMED) + " more" : "";
        return statements.stream()
                .limit(MAX_NAMED)
                .map(PolicyStatement::toString)
                .collect(Collectors.joining(more.isEmpty() ? " and " : ", ", "", more));
    }
}
