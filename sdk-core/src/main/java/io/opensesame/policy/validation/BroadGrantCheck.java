package io.opensesame.policy.validation;

import io.opensesame.policy.PolicyType;
import io.opensesame.policy.Statement;
import java.util.Locale;

/** Whether a statement grants more than a person would who thought about it. Limits grant nothing, and are left out. */
final class BroadGrantCheck implements StatementCheck {
    private static final String EVERY_ACTION = "kms:*";
    private static final String EVERY_RESOURCE = "acs:kms:*";

    @Override
    public void check(StatementPlace place, Subject subject, Findings findings) {
        Statement statement = place.statement();
        if (!place.allows() || !(subject.ofOneResource() || subject.type() == PolicyType.IDENTITY_POLICY)) {
            return;
        }
        if (statement.exceptActions()) {
            findings.add(
                    FindingCode.ALLOW_NOT_ACTION,
                    place.actionsPointer(),
                    "this allows every action of every service but these; list the actions to allow,"
                            + " or deny these in a statement of their own");
        } else if (everyAction(statement) && everyResource(statement) && !ofTheOwner(statement, subject)) {
            findings.add(
                    FindingCode.GRANTS_EVERYTHING,
                    place.pointer(),
                    subject.ofOneResource()
                            ? "this grants every action, those of administrators and of users; list what is needed"
                            : "this grants every action of KMS on every resource; list the actions and resources"
                                    + " that are needed");
        }
    }

    private static boolean everyAction(Statement statement) {
        return statement.actions().stream()
                .anyMatch(action -> Wildcards.covers(action.toString().toLowerCase(Locale.ROOT), EVERY_ACTION));
    }

    private static boolean everyResource(Statement statement) {
        return statement.resources().stream()
                .anyMatch(resource -> Wildcards.covers(resource.toString(), EVERY_RESOURCE)
                        || Wildcards.covers(resource.toString(), EVERY_RESOURCE + ":*:*"));
    }

    private static boolean ofTheOwner(Statement statement, Subject subject) {
        return subject.ofOneResource()
                && statement.principals().stream()
                        .allMatch(principal -> PrincipalCheck.isOwner(principal, subject.owner()));
    }
}
