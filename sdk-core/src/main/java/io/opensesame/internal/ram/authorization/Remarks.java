package io.opensesame.internal.ram.authorization;

import io.opensesame.policy.ActionPattern;
import io.opensesame.policy.Condition;
import io.opensesame.policy.Effect;
import io.opensesame.policy.Principal;
import io.opensesame.policy.RamPolicy;
import io.opensesame.policy.ResourcePattern;
import io.opensesame.policy.Statement;
import io.opensesame.policy.TrustPolicy;
import io.opensesame.policy.template.ManagedRamCredentials;
import io.opensesame.ram.client.ManagedPolicyType;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Says what stops no rotation, and is worth a look. */
final class Remarks {
    private Remarks() {}

    static List<String> on(Survey survey) {
        List<String> remarks = new ArrayList<>();
        survey.otherRole()
                .ifPresent(other -> remarks.add("there is the role " + other.name()
                        + " too, and which of the two KMS acts through is not documented; it is taken to be "
                        + survey.naming().roleName() + ": keep one of them"));
        survey.role().ifPresent(role -> {
            role.trust().ifPresent(trust -> onTrust(role.name(), trust, remarks));
            role.attached().forEach(policy -> remarks.addAll(onPolicy(survey.scope(), policy)));
        });
        return remarks;
    }

    private static void onTrust(String roleName, TrustPolicy trust, List<String> remarks) {
        List<Principal> others = trust.statements().stream()
                .filter(statement -> statement.effect() == Effect.ALLOW)
                .flatMap(statement -> statement.principals().stream())
                .filter(principal -> !principal.isSameAs(FoundRole.KMS))
                .distinct()
                .toList();
        if (!others.isEmpty()) {
            remarks.add("others than KMS may assume the role " + roleName + " too: " + joined(others));
        }
    }

    /** What a policy allows beyond what rotation needs, and what it denies at times; RAM's own is as it has to be. */
    static List<String> onPolicy(Scope scope, FoundPolicy found) {
        List<String> remarks = new ArrayList<>();
        if (found.policy().isPresent()) {
            RamPolicy policy = found.policy().get();
            for (int i = 0; i < policy.statements().size(); i++) {
                Statement statement = policy.statements().get(i);
                String where = "statement " + (i + 1) + " of " + found.name();
                if (statement.effect() == Effect.DENY) {
                    onDeny(where, statement, remarks);
                } else {
                    onAllow(scope, where, statement, found, policy, remarks);
                }
            }
        }
        return remarks;
    }

    private static void onDeny(String where, Statement statement, List<String> remarks) {
        if (!statement.conditions().isEmpty() && Scope.ACTIONS.stream().anyMatch(statement::coversAction)) {
            String conditions =
                    statement.conditions().stream().map(Condition::toString).collect(Collectors.joining(" and "));
            remarks.add(where + " denies what rotation does under a condition, and whether KMS's calls meet it is not"
                    + " known: " + conditions);
        }
    }

    private static void onAllow(
            Scope scope, String where, Statement statement, FoundPolicy found, RamPolicy policy, List<String> remarks) {
        List<ActionPattern> more = statement.actions().stream()
                .filter(action -> Scope.ACTIONS.stream().noneMatch(action.toString()::equalsIgnoreCase))
                .toList();
        if (statement.exceptActions()) {
            remarks.add(where + " allows every action but " + joined(statement.actions())
                    + ", which is more than rotation needs");
        } else if (!more.isEmpty() && !isOfService(found)) {
            remarks.add(where + " allows " + joined(more) + ", which is more than rotation needs");
        }
        List<ResourcePattern> wide = statement.resources().stream()
                .filter(pattern -> scope.isExceededBy(pattern, List.of(policy)))
                .toList();
        if (!wide.isEmpty()) {
            remarks.add(where + " is about " + joined(wide) + ", which is more than the users asked for: "
                    + String.join(", ", scope.users()));
        }
    }

    private static boolean isOfService(FoundPolicy found) {
        return found.type() == ManagedPolicyType.SYSTEM
                && found.name().equals(ManagedRamCredentials.CONSOLE_POLICY_NAME);
    }

    private static String joined(List<?> values) {
        return values.stream().map(Object::toString).collect(Collectors.joining(", "));
    }
}
