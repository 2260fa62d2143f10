package io.opensesame.policy.validation;

import io.opensesame.policy.ActionPattern;
import io.opensesame.policy.PolicyType;
import io.opensesame.policy.catalogue.KmsAction;
import io.opensesame.policy.catalogue.KmsCatalogue;
import io.opensesame.policy.catalogue.KmsOperation;
import io.opensesame.policy.catalogue.KmsPermission;
import java.util.List;
import java.util.Optional;

/** Whether each action of KMS exists, and has an effect in such a policy. Those of other services are not judged. */
final class ActionCheck implements StatementCheck {
    @Override
    public void check(StatementPlace place, Subject subject, Findings findings) {
        List<ActionPattern> actions = place.statement().actions();
        for (int i = 0; i < actions.size(); i++) {
            ActionPattern action = actions.get(i);
            if (KnownActions.isOfKms(action)) {
                existence(action, place.actionPointer(i), findings);
                if (subject.ofOneResource()) {
                    effect(action, subject, place.actionPointer(i), findings);
                }
            }
        }
        boolean assumes = place.statement().coversAction("sts:AssumeRole");
        if (subject.type() == PolicyType.TRUST_POLICY && !assumes) {
            findings.add(
                    FindingCode.TRUST_WITHOUT_ASSUME_ROLE,
                    place.actionsPointer(),
                    "a trust policy is about sts:AssumeRole, and this statement is not; name that action");
        }
    }

    private static void existence(ActionPattern action, String pointer, Findings findings) {
        if (action.hasWildcard()) {
            if (KnownActions.matching(action).isEmpty()) {
                findings.add(
                        FindingCode.WILDCARD_MATCHES_NOTHING,
                        pointer,
                        "no action of KMS fits " + Findings.shown(action) + "; check its spelling");
            }
            return;
        }
        String name = action.toString();
        Optional<KmsAction> found = KmsCatalogue.instance().action(name);
        if (found.isEmpty()) {
            missing(name, pointer, findings);
        } else if (found.get().meant().isPresent()) {
            findings.add(
                    FindingCode.ACTION_SPELT_TWO_WAYS,
                    pointer,
                    "one page of the documentation spells it so, the API reference "
                            + found.get().meant().get() + "; name both");
        } else if (!found.get().name().equals(name)) {
            findings.add(
                    FindingCode.ACTION_LETTER_CASE,
                    pointer,
                    "the action is spelt " + found.get().name() + "; the documentation asks for the exact spelling");
        }
    }

    private static void missing(String name, String pointer, Findings findings) {
        Optional<KmsOperation> operation =
                KmsCatalogue.instance().operation(name.substring(KnownActions.PREFIX.length()));
        Optional<String> nearest = Spelling.nearestAction(name);
        if (operation.isPresent()) {
            findings.add(FindingCode.OPERATION_IS_NO_ACTION, pointer, otherwiseCalled(operation.get()));
        } else if (nearest.isPresent()) {
            findings.add(
                    FindingCode.MISSPELT_ACTION,
                    pointer,
                    "KMS has no action " + Findings.shown(name) + "; is " + nearest.get() + " meant?");
        } else {
            findings.add(
                    FindingCode.UNKNOWN_ACTION,
                    pointer,
                    "KMS has no action " + Findings.shown(name)
                            + " that this version of the library knows; check its spelling");
        }
    }

    private static String otherwiseCalled(KmsOperation operation) {
        List<String> needed = operation.permissions().stream()
                .map(KmsPermission::action)
                .distinct()
                .toList();
        return needed.isEmpty()
                ? operation.name() + " needs no permission; leave it out"
                : "there is no action of that name: " + operation.name() + " needs " + String.join(" and ", needed);
    }

    /** A pattern has an effect if one of the actions that fit it has; unknown actions were found already. */
    private static void effect(ActionPattern action, Subject subject, String pointer, Findings findings) {
        List<KmsAction> actions = KnownActions.matching(action);
        if (!actions.isEmpty() && actions.stream().noneMatch(subject::governs)) {
            String kind = subject.type().words();
            findings.add(
                    FindingCode.ACTION_WITHOUT_EFFECT,
                    pointer,
                    "a " + kind + " has no say about " + Findings.shown(action)
                            + "; leave it out here, and grant it by a RAM policy");
        }
    }
}
