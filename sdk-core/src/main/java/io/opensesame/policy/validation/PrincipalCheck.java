package io.opensesame.policy.validation;

import io.opensesame.policy.ActionPattern;
import io.opensesame.policy.PolicyType;
import io.opensesame.policy.Principal;
import io.opensesame.policy.Statement;
import java.util.List;
import java.util.stream.Stream;

/** Whether such a policy can be about these principals, and do for them what it says. */
final class PrincipalCheck implements StatementCheck {
    /** What a user of another account may be granted, by the templates of the console. */
    private static final List<ActionPattern> SECRET_USE = patterns("kms:List*", "kms:Describe*", "kms:GetSecretValue");

    /** The administrators' part of the API reference's example; the whole list is not documented. */
    private static final List<ActionPattern> KEY_MANAGEMENT = patterns(
            "kms:Create*",
            "kms:Enable*",
            "kms:Disable*",
            "kms:Set*",
            "kms:Update*",
            "kms:Delete*",
            "kms:Cancel*",
            "kms:TagResource",
            "kms:UntagResource",
            "kms:ImportKeyMaterial",
            "kms:ScheduleKeyDeletion");

    static boolean isOwner(Principal principal, String owner) {
        return principal.type() == Principal.Type.ACCOUNT
                && principal.accountId().equals(owner);
    }

    @Override
    public void check(StatementPlace place, Subject subject, Findings findings) {
        boolean admitsForeigners = subject.ofOneResource()
                && place.allows()
                && place.statement().principals().stream().anyMatch(principal -> isForeign(principal, subject));
        List<String> managing = admitsForeigners ? managing(place.statement(), subject) : List.of();
        for (Principal principal : place.statement().principals()) {
            String pointer = place.principalPointer(principal);
            name(principal, pointer, findings);
            if (subject.ofOneResource()) {
                ofOneResource(principal, place, subject, managing, findings);
            } else if (subject.type() == PolicyType.TRUST_POLICY) {
                trusted(principal, place, findings);
            }
        }
    }

    private static void name(Principal principal, String pointer, Findings findings) {
        if (principal.name().contains("*") || principal.name().contains("?")) {
            findings.add(
                    FindingCode.PRINCIPAL_WILDCARD,
                    pointer,
                    "no wildcard is documented in the name of a principal; name each user and role: "
                            + Findings.shown(principal));
        }
        String relative = principal.toString().substring(principal.toString().lastIndexOf(':') + 1);
        boolean session = relative.startsWith("assumed-role/") || relative.indexOf('/') != relative.lastIndexOf('/');
        if (principal.type() == Principal.Type.RAM_ROLE && session) {
            findings.add(
                    FindingCode.PRINCIPAL_SESSION,
                    pointer,
                    "this names a session, and is about every session of the role; write "
                            + Findings.shown(Principal.ramRole(principal.accountId(), principal.name())));
        }
    }

    private static void ofOneResource(
            Principal principal, StatementPlace place, Subject subject, List<String> managing, Findings findings) {
        String pointer = place.principalPointer(principal);
        String kind = subject.type().words();
        boolean foreign = isForeign(principal, subject);
        if (principal.type() != Principal.Type.ACCOUNT) {
            if (foreign && place.allows()) {
                foreignUse(principal, place, subject, managing, findings);
            }
        } else if (foreign) {
            findings.add(
                    FindingCode.FOREIGN_ACCOUNT,
                    pointer,
                    "a " + kind + " takes RAM users and RAM roles of another account, not the account "
                            + principal.accountId() + "; name them");
        } else if (place.allows() && !OwnerStatementCheck.isCandidate(place.statement(), subject)) {
            findings.add(
                    FindingCode.ACCOUNT_REACHES_NO_USER,
                    pointer,
                    "to name the account grants its RAM users and roles nothing; name them, or grant it by a RAM policy");
        }
    }

    private static boolean isForeign(Principal principal, Subject subject) {
        return !principal.accountId().equals(subject.owner());
    }

    private static void foreignUse(
            Principal principal, StatementPlace place, Subject subject, List<String> managing, Findings findings) {
        if (!managing.isEmpty()) {
            findings.add(
                    FindingCode.FOREIGN_PRINCIPAL_MANAGES,
                    place.principalPointer(principal),
                    "a user or role of another account can use a "
                            + KnownAction.words(subject.resourceType()) + ", not manage it: take out "
                            + Findings.some(managing) + ", or give " + Findings.shown(principal)
                            + " a statement of its own");
        }
    }

    /** Returns the actions that are not for a user of another account. */
    private static List<String> managing(Statement statement, Subject subject) {
        return statement.actions().stream()
                .filter(action ->
                        KnownActions.instance().matching(action).stream().anyMatch(one -> isManaging(one, subject)))
                .map(ActionPattern::toString)
                .toList();
    }

    private static boolean isManaging(KnownAction action, Subject subject) {
        return subject.type() == PolicyType.SECRET_POLICY
                ? SECRET_USE.stream().noneMatch(use -> use.matches(action.name()))
                : KEY_MANAGEMENT.stream().anyMatch(managing -> managing.matches(action.name()));
    }

    private static void trusted(Principal principal, StatementPlace place, Findings findings) {
        if (principal.type() == Principal.Type.SERVICE && !principal.name().endsWith(".aliyuncs.com")) {
            findings.add(
                    FindingCode.UNKNOWN_SERVICE,
                    place.principalPointer(principal),
                    "a service is called <service>.aliyuncs.com, such as kms.aliyuncs.com: "
                            + Findings.shown(principal));
        }
        boolean bound = !place.statement().conditions().isEmpty();
        if (principal.type() == Principal.Type.FEDERATED && place.allows() && !bound) {
            findings.add(
                    FindingCode.PROVIDER_WITHOUT_CONDITION,
                    place.principalPointer(principal),
                    "whoever signs on by this provider may assume the role; add a condition, such as StringEquals on"
                            + " saml:recipient");
        }
    }

    private static List<ActionPattern> patterns(String... texts) {
        return Stream.of(texts).map(ActionPattern::of).toList();
    }
}
