package io.opensesame.policy.validation;

import io.opensesame.policy.ActionPattern;
import io.opensesame.policy.Condition;
import io.opensesame.policy.PolicyType;
import java.util.List;
import java.util.Locale;

/**
 * Whether requests have the key of a condition, and what comes of it where they have not: a positive operator is not
 * met then, and a negative one is.
 */
final class ConditionKeyCheck {
    private static final String MFA = "calls with an AccessKey have no acs:MFAPresent";

    private final StatementPlace place;
    private final Condition condition;
    private final KnownConditionKey key;
    private final Subject subject;
    private final String pointer;

    ConditionKeyCheck(StatementPlace place, Condition condition, KnownConditionKey key, Subject subject) {
        this.place = place;
        this.condition = condition;
        this.key = key;
        this.subject = subject;
        this.pointer = place.conditionPointer(condition);
    }

    void check(Findings findings) {
        if (!place.statement().exceptActions()) {
            carried(findings);
            sourceVpc(findings);
        }
        absent(findings);
    }

    private void carried(Findings findings) {
        List<String> without = place.statement().actions().stream()
                .filter(this::lacksKey)
                .map(ActionPattern::toString)
                .toList();
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

    private boolean lacksKey(ActionPattern action) {
        List<KnownAction> actions = KnownActions.instance().matching(action);
        return isOfKms(action) && !actions.isEmpty() && actions.stream().noneMatch(this::hasKey);
    }

    private boolean hasKey(KnownAction action) {
        if (key.isOfOtherServices()) {
            return false;
        }
        boolean algorithmOfSecret =
                key == KnownConditionKey.ENCRYPTION_ALGORITHM && subject.type() == PolicyType.SECRET_POLICY;
        return !key.isOfKms()
                || !action.documented()
                || (!algorithmOfSecret
                        && action.conditionKeys().stream().anyMatch(carried -> carried.startsWith(key.spelling())));
    }

    private static boolean isOfKms(ActionPattern action) {
        return action.toString().toLowerCase(Locale.ROOT).startsWith("kms:");
    }

    private void sourceVpc(Findings findings) {
        List<ActionPattern> actions = place.statement().actions();
        boolean mixed = actions.stream().anyMatch(ConditionKeyCheck::isOfKms)
                && !actions.stream().allMatch(ConditionKeyCheck::isOfKms);
        if (key == KnownConditionKey.SOURCE_VPC && mixed) {
            findings.add(
                    FindingCode.SOURCE_VPC_BESIDE_OTHER_SERVICES,
                    pointer,
                    "for KMS, all actions of a statement on acs:SourceVpc have to begin with kms:;"
                            + " give the other actions a statement of their own");
        }
    }

    private void absent(Findings findings) {
        boolean negative = condition.operator().isNegative();
        if (key == KnownConditionKey.MFA_PRESENT && !negative) {
            mfa(findings);
        } else if (negative && place.allows() && key.mayBeAbsent() && !isPublicRequest()) {
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
        return key == KnownConditionKey.SOURCE_VPC && condition.values().equals(List.of("vpc-*"));
    }
}
