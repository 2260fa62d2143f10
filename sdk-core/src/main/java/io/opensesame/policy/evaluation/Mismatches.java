package io.opensesame.policy.evaluation;

import io.opensesame.policy.Condition;
import io.opensesame.policy.KmsArn;
import io.opensesame.policy.KmsResourceType;
import io.opensesame.policy.Principal;
import io.opensesame.policy.ResourcePattern;
import io.opensesame.policy.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Finds out why a statement is not about a request. */
final class Mismatches {
    private static final int BY_ACTION = 5;
    private static final int BY_RESOURCE = 4;
    private static final int BY_PART_OF_RESOURCE = 3;
    private static final int BY_PRINCIPAL = 2;

    private final AccessRequest request;
    private final Optional<KmsArn> asked;

    Mismatches(AccessRequest request) {
        this.request = request;
        this.asked = KmsArn.parse(request.resource());
    }

    /**
     * All that keeps the statement of such a set of policies from counting; empty if nothing does. Of a statement that
     * has nothing to do with the request, since two of action, resource and principal are others, empty too.
     */
    List<Mismatch> of(PolicySet set, Statement statement) {
        boolean action = statement.coversAction(request.action()) && !isWithoutEffect(set);
        boolean resource = statement.coversResource(request.resource());
        boolean principal = StatementPrincipals.include(set.type(), statement, request.principal());
        if ((action ? 0 : 1) + (resource ? 0 : 1) + (principal ? 0 : 1) > 1) {
            return List.of();
        }
        List<Mismatch> mismatches = new ArrayList<>();
        if (!action) {
            mismatches.add(Mismatch.of(Mismatch.Part.ACTION, BY_ACTION, () -> action(set, statement)));
        }
        if (!resource) {
            mismatches.add(resource(statement));
        }
        if (!principal) {
            mismatches.add(Mismatch.of(Mismatch.Part.PRINCIPAL, BY_PRINCIPAL, () -> principal(statement)));
        }
        unmetConditions(statement).forEach(condition -> mismatches.add(condition(condition)));
        return mismatches;
    }

    private boolean isWithoutEffect(PolicySet set) {
        return set.isAboutItsResource(request) && !set.hasSay(request);
    }

    List<Condition> unmetConditions(Statement statement) {
        return statement.conditions().stream()
                .filter(condition -> !condition.isMet(present(condition), statement.effect()))
                .toList();
    }

    List<String> present(Condition condition) {
        return request.context().getOrDefault(condition.key(), List.of());
    }

    static String withoutEffect(String action) {
        return "a secret policy has no say about " + action;
    }

    private String action(PolicySet set, Statement statement) {
        if (isWithoutEffect(set)) {
            return withoutEffect(request.action());
        }
        return statement.exceptActions()
                ? "its NotAction " + Words.list(statement.actions()) + " takes out " + request.action()
                : "its Action " + Words.list(statement.actions()) + " does not cover " + request.action();
    }

    private Mismatch resource(Statement statement) {
        Supplier<String> written = () -> "its Resource " + Words.list(statement.resources());
        for (ResourcePattern pattern : statement.resources()) {
            Optional<String> nearly = partThatDiffers(pattern.toString());
            if (nearly.isPresent()) {
                return Mismatch.of(
                        Mismatch.Part.RESOURCE, BY_PART_OF_RESOURCE, () -> written.get() + " " + nearly.get());
            }
        }
        String reason = request.resource().equals(AccessRequest.NO_RESOURCE)
                ? " does not cover " + request.action() + ", which is about no resource: * alone does"
                : " does not cover " + request.resource();
        return Mismatch.of(Mismatch.Part.RESOURCE, BY_RESOURCE, () -> written.get() + reason);
    }

    /** What is wrong with a pattern that nearly covers the resource, as what follows it. */
    private Optional<String> partThatDiffers(String pattern) {
        String[] parts = pattern.split(":", 5);
        if (asked.isEmpty() || parts.length < 5) {
            return Optional.empty();
        }
        KmsResourceType type = asked.get().type();
        String relative = parts[4];
        if (type.isContainer() && relative.startsWith(type.segment() + "/")) {
            return Optional.of("covers single resources, and " + request.action() + " is about the container "
                    + request.resource() + ", which has no slash after " + type.segment());
        }
        if (!type.isContainer() && relative.equals(type.segment())) {
            return Optional.of("covers the container alone, and " + request.action() + " is about " + request.resource()
                    + " in it: add /" + asked.get().name() + " or /*");
        }
        if (pattern.equalsIgnoreCase(request.resource())) {
            return Optional.of("differs from " + request.resource() + " in letter case, which matters");
        }
        if (coversBut(2, parts)) {
            return Optional.of("is about the region " + Words.quoted(parts[2]) + ", and the resource is in "
                    + asked.get().region());
        }
        if (coversBut(3, parts)) {
            String masked = parts[3].contains("**") ? "; an id that is masked with **** has to be filled in" : "";
            return Optional.of("is about the account " + Words.quoted(parts[3]) + ", and the resource is of "
                    + asked.get().accountId() + masked);
        }
        return Optional.empty();
    }

    private boolean coversBut(int part, String[] parts) {
        String[] others = parts.clone();
        others[part] = "*";
        return ResourcePattern.of(String.join(":", others)).matches(request.resource());
    }

    private String principal(Statement statement) {
        Principal caller = request.principal();
        boolean namesAccount = statement.principals().stream()
                .anyMatch(named -> named.type() == Principal.Type.ACCOUNT
                        && named.accountId().equals(caller.accountId()));
        return namesAccount
                ? "its Principal names the account " + caller.accountId()
                        + " as such, which opens nothing to the RAM users and roles of it: they need a policy of their own,"
                        + " or a statement that names them"
                : "its Principal " + Words.list(statement.principals()) + " does not name " + caller;
    }

    private Mismatch condition(Condition condition) {
        List<String> present = present(condition);
        return Mismatch.of(condition, present, () -> present.isEmpty() ? absent(condition) : unmet(condition, present));
    }

    private String absent(Condition condition) {
        String written = request.context().keySet().stream()
                .filter(key -> key.equalsIgnoreCase(condition.key()))
                .findFirst()
                .map(key -> ", though " + key + ": the letter case of keys matters")
                .orElse("");
        return "the request has no " + condition.key() + written + ", and its condition " + Words.condition(condition)
                + " needs one";
    }

    private static String unmet(Condition condition, List<String> present) {
        if (condition.values().stream().noneMatch(condition.operator()::accepts)) {
            return "its condition " + Words.condition(condition) + " has no value that "
                    + condition.operator().wireName() + " can compare";
        }
        return "its condition " + Words.condition(condition) + " is not met by " + Words.list(present)
                + ", which the request has";
    }
}
