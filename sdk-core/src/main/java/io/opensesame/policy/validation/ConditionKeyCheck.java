package io.opensesame.policy.validation;

import io.opensesame.policy.ActionPattern;
import io.opensesame.policy.Condition;
import io.opensesame.policy.catalogue.ConditionKey;
import io.opensesame.policy.catalogue.KmsAction;
import java.util.List;

/**
 * Whether requests have the key of a condition, and what comes of it where they have not: a positive operator is not
 * met then, and a negative one is.
 */
final class ConditionKeyCheck {
    private static final String SOURCE_VPC = "acs:SourceVpc";
    private static final String MFA_PRESENT = "acs:MFAPresent";
    private static final String MFA = "calls with an AccessKey have no acs:MFAPresent";

    private final StatementPlace place;
    private final Condition condition;
    private final ConditionKey key;
    private final List<String> without;
    private final String pointer;

    ConditionKeyCheck(StatementPlace place, Condition condition, ConditionKey key, List<String> without) {
        this.place = place;
        this.condition = condition;
        this.key = key;
        this.without = without;
        this.pointer = place.conditionPointer(condition);
    }

    /** Returns the statement's actions of KMS for which no request has a key; the same for all conditions on it. */
    static List<String> actionsWithout(ConditionKey key, StatementPlace place, Subject subject) {
        if (place.statement().exceptActions()) {
            return List.of();
        }
        boolean usable = key.isInKmsRequests() && key.policies().contains(subject.type());
        return place.statement().actions().stream()
                .filter(KnownActions::isOfKms)
                .filter(action -> isWithout(KnownActions.matching(action), key, usable))
                .map(ActionPattern::toString)
                .toList();
    }

    private static boolean isWithout(List<KmsAction> actions, ConditionKey key, boolean usable) {
        return !actions.isEmpty() && !(usable && actions.stream().anyMatch(action -> isCarried(key, action)));
    }

    /** The keys of KMS's own are those of some operations; of an action without one it is not known. */
    private static boolean isCarried(ConditionKey key, KmsAction action) {
        return !key.name().startsWith(KnownActions.PREFIX)
                || action.operations().isEmpty()
                || action.conditionKeys().stream().anyMatch(key::matches);
    }

    void check(Findings findings) {
        carried(findings);
        if (!place.statement().exceptActions()) {
            sourceVpc(findings);
        }
        absent(findings);
    }

    private void carried(Findings findings) {
        if (!without.isEmpty()) {
            findings.add(
                    FindingCode.CONDITION_KEY_NOT_CARRIED,
                    pointer,
                    "a request for " + Findings.some(without) + " is not documented to have "
                            + Findings.shown(condition.key()) + ", so that the condition is "
                            + (condition.operator().isNegative() ? "always" : "never")
                            + " met; give it a statement of its own");
        }
    }

    private void sourceVpc(Findings findings) {
        List<ActionPattern> actions = place.statement().actions();
        boolean mixed = actions.stream().anyMatch(KnownActions::isOfKms)
                && !actions.stream().allMatch(KnownActions::isOfKms);
        if (key.name().equals(SOURCE_VPC) && mixed) {
            findings.add(
                    FindingCode.SOURCE_VPC_BESIDE_OTHER_SERVICES,
                    pointer,
                    "for KMS, all actions of a statement on acs:SourceVpc have to begin with kms:;"
                            + " give the other actions a statement of their own");
        }
    }

    private void absent(Findings findings) {
        boolean negative = condition.operator().isNegative();
        if (key.name().equals(MFA_PRESENT) && !negative) {
            mfa(findings);
        } else if (negative && place.allows() && !key.isInEveryRequest() && !isPublicRequest()) {
            findings.add(
                    FindingCode.ABSENT_KEY_TRAP,
                    pointer,
                    "this allows requests without " + Findings.shown(condition.key())
                            + " too, since " + condition.operator().wireName()
                            + " is met where the key is absent; to allow some values, name them with a positive operator");
        }
    }

    private void mfa(Findings findings) {
        if (place.allows() && condition.values().contains("true")) {
            findings.add(
                    FindingCode.ABSENT_KEY_TRAP, pointer, MFA + ", so that this allows people at the console alone");
        } else if (!place.allows() && condition.values().contains("false")) {
            findings.add(
                    FindingCode.ABSENT_KEY_TRAP,
                    pointer,
                    MFA
                            + ", so that this does not stop them; allow with Bool acs:MFAPresent \"true\" instead of denying");
        }
    }

    /** The documented way to say that a request comes from no VPC at all. */
    private boolean isPublicRequest() {
        return key.name().equals(SOURCE_VPC) && condition.values().equals(List.of("vpc-*"));
    }
}
