package io.opensesame.policy.difference;

import io.opensesame.policy.Principal;
import io.opensesame.policy.evaluation.AccessDecision;
import io.opensesame.policy.evaluation.AccessOutcome;
import io.opensesame.policy.evaluation.AccessRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Puts requests together that change alike: first by context, then by resource, then by action. */
final class ChangeGroups {
    private record Asked(@Nullable Principal principal, String action, String resource, Turn turn) {}

    private record Turn(AccessOutcome before, AccessOutcome after) {}

    private record OnResources(
            @Nullable Principal principal, String action, List<Map<String, List<String>>> contexts, Turn turn) {}

    private record OfActions(
            @Nullable Principal principal,
            Set<String> resources,
            List<Map<String, List<String>>> contexts,
            Turn turn) {}

    private final RepresentativeRequests requests;
    private final boolean byPrincipal;
    private final Map<Asked, List<Map<String, List<String>>>> contexts = new LinkedHashMap<>();
    private final Map<String, List<String>> alike = new LinkedHashMap<>();

    ChangeGroups(RepresentativeRequests requests, boolean byPrincipal) {
        this.requests = requests;
        this.byPrincipal = byPrincipal;
    }

    void add(AccessDecision before, AccessDecision after) {
        if (before.outcome() == after.outcome()) {
            return;
        }
        AccessRequest request = before.request();
        Asked asked = new Asked(
                byPrincipal ? request.principal() : null,
                request.action(),
                request.resource(),
                new Turn(before.outcome(), after.outcome()));
        contexts.computeIfAbsent(asked, none -> new ArrayList<>()).add(request.context());
        alike.put(request.action(), requests.alike(request));
    }

    List<PolicyChange> changes() {
        Map<OnResources, Set<String>> resources = new LinkedHashMap<>();
        contexts.forEach((asked, changed) -> {
            List<Map<String, List<String>>> shown = changed.size() == requests.contextCount() ? List.of() : changed;
            resources
                    .computeIfAbsent(
                            new OnResources(asked.principal(), asked.action(), shown, asked.turn()),
                            none -> new LinkedHashSet<>())
                    .add(asked.resource());
        });
        Map<OfActions, List<String>> actions = new LinkedHashMap<>();
        resources.forEach((on, names) -> actions.computeIfAbsent(
                        new OfActions(on.principal(), names, on.contexts(), on.turn()), none -> new ArrayList<>())
                .addAll(alike.getOrDefault(on.action(), List.of(on.action()))));
        List<PolicyChange> changes = new ArrayList<>();
        actions.forEach((of, names) -> changes.add(new PolicyChange(
                of.principal(),
                names,
                List.copyOf(of.resources()),
                of.contexts(),
                of.turn().before(),
                of.turn().after())));
        return changes;
    }
}
