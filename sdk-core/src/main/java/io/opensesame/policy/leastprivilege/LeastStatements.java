package io.opensesame.policy.leastprivilege;

import io.opensesame.policy.KmsArn;
import io.opensesame.policy.RamPolicy;
import io.opensesame.policy.ResourcePattern;
import io.opensesame.policy.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Writes permissions as statements: one for each set of resources that takes the same actions, those on single
 * resources apart from those on containers and from those on no resource, in an order that depends on nothing but the
 * permissions.
 */
final class LeastStatements {
    private static final String ANY = "*";

    /** What may stand together in a statement. */
    private enum Kind {
        SINGLE,
        CONTAINER,
        NO_RESOURCE;

        static Kind of(String resource) {
            if (resource.equals(ANY)) {
                return NO_RESOURCE;
            }
            boolean container =
                    KmsArn.parse(resource).map(arn -> arn.type().isContainer()).orElse(false);
            return container ? CONTAINER : SINGLE;
        }
    }

    /** What the resources of a statement have in common. */
    private record Group(Kind kind, List<String> actions) {}

    private LeastStatements() {}

    /** Returns the statements; none for no permission. */
    static List<Statement> of(Collection<NeededPermission> permissions) {
        Map<String, Set<String>> actionsByResource = new TreeMap<>();
        withoutCovered(permissions)
                .forEach(permission -> actionsByResource
                        .computeIfAbsent(permission.resource(), resource -> new TreeSet<>())
                        .add(permission.action()));
        Map<Group, List<String>> groups = new TreeMap<>(
                Comparator.comparing(Group::kind).thenComparing(group -> String.join(",", group.actions())));
        actionsByResource.forEach((resource, actions) -> groups.computeIfAbsent(
                        new Group(Kind.of(resource), List.copyOf(actions)), group -> new ArrayList<>())
                .add(resource));
        List<Statement> statements = new ArrayList<>();
        groups.forEach((group, resources) -> statements.add(statement(group.actions(), resources)));
        return statements;
    }

    /** A permission on {@code key/*} leaves that on one key nothing to add. That on no resource covers no other. */
    private static List<NeededPermission> withoutCovered(Collection<NeededPermission> permissions) {
        Map<String, List<ResourcePattern>> wide = permissions.stream()
                .filter(permission -> isWide(permission.resource()))
                .collect(Collectors.groupingBy(
                        NeededPermission::action,
                        Collectors.mapping(
                                permission -> ResourcePattern.of(permission.resource()), Collectors.toList())));
        return permissions.stream()
                .filter(permission -> wide.getOrDefault(permission.action(), List.of()).stream()
                        .noneMatch(other -> makesNeedless(other, permission.resource())))
                .toList();
    }

    /** That a pattern with {@code ?} covers the text of another does not tell that it covers what that one does. */
    private static boolean isWide(String resource) {
        return resource.contains(ANY) && !resource.equals(ANY) && !resource.contains("?");
    }

    /** Of two patterns that cover each other, the one that comes first stays. */
    private static boolean makesNeedless(ResourcePattern wide, String resource) {
        String other = wide.toString();
        // There can be thousands of each, which mostly differ in their ends.
        return resource.endsWith(other.substring(other.lastIndexOf(ANY) + 1))
                && !other.equals(resource)
                && wide.matches(resource)
                && (other.compareTo(resource) < 0
                        || !ResourcePattern.of(resource).matches(other));
    }

    private static Statement statement(List<String> actions, List<String> resources) {
        return Statement.allow()
                .actions(actions)
                .resource(resources.toArray(String[]::new))
                .build();
    }

    /** Returns policies of those statements, each of a size that RAM takes; a statement is split only if it must be. */
    static List<RamPolicy> policies(List<Statement> statements) {
        List<RamPolicy> policies = new ArrayList<>();
        List<Statement> open = new ArrayList<>();
        for (Statement statement : statements) {
            for (Statement part : parts(statement)) {
                open.add(part);
                if (isTooLong(open)) {
                    open.remove(open.size() - 1);
                    policies.add(RamPolicy.of(open));
                    open.clear();
                    open.add(part);
                }
            }
        }
        if (!open.isEmpty()) {
            policies.add(RamPolicy.of(open));
        }
        return List.copyOf(policies);
    }

    private static boolean isTooLong(List<Statement> statements) {
        return RamPolicy.of(statements).toJson().length() > RamPolicy.MAX_CHARACTERS;
    }

    /** Returns the statement, or as many as it takes with some of its resources or actions each. */
    private static List<Statement> parts(Statement statement) {
        List<String> actions =
                statement.actions().stream().map(Object::toString).toList();
        List<String> resources =
                statement.resources().stream().map(Object::toString).toList();
        if (!isTooLong(List.of(statement)) || (actions.size() == 1 && resources.size() == 1)) {
            return List.of(statement);
        }
        List<Statement> parts = new ArrayList<>();
        if (resources.size() > 1) {
            int half = resources.size() / 2;
            parts.addAll(parts(statement(actions, resources.subList(0, half))));
            parts.addAll(parts(statement(actions, resources.subList(half, resources.size()))));
        } else {
            int half = actions.size() / 2;
            parts.addAll(parts(statement(actions.subList(0, half), resources)));
            parts.addAll(parts(statement(actions.subList(half, actions.size()), resources)));
        }
        return parts;
    }
}
