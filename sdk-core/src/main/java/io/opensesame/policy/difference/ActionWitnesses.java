package io.opensesame.policy.difference;

import io.opensesame.policy.ActionPattern;
import io.opensesame.policy.KmsResourceType;
import io.opensesame.policy.Statement;
import io.opensesame.policy.catalogue.KmsCatalogue;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Every action of KMS and some that the patterns of policies cover besides, those together that they treat alike. */
final class ActionWitnesses {
    /** Actions that the same patterns cover, and that are about the same types of resource; none if KMS has no such. */
    record Alike(List<String> actions, Set<KmsResourceType> on, boolean known) {
        String service() {
            return ActionWitnesses.service(first());
        }

        String first() {
            return actions.get(0);
        }
    }

    private record Kind(BitSet coveredBy, String service, Set<KmsResourceType> on, boolean known) {}

    private static final String OTHER_SERVICE = "ecs:DescribeInstances";

    private ActionWitnesses() {}

    static Collection<Alike> of(List<Statement> statements) {
        List<ActionPattern> patterns = statements.stream()
                .flatMap(statement -> statement.actions().stream())
                .distinct()
                .toList();
        Map<String, Set<KmsResourceType>> known = known();
        Map<Kind, Alike> alike = new LinkedHashMap<>();
        Set<BitSet> coverages = new HashSet<>();
        known.forEach((action, on) -> {
            BitSet coveredBy = coveredBy(patterns, action);
            coverages.add(coveredBy);
            add(alike, new Kind(coveredBy, service(action), on, true), action);
        });
        for (String action : strange(patterns)) {
            BitSet coveredBy = coveredBy(patterns, action);
            // What the patterns treat like an operation that is there says nothing more than that.
            if (!service(action).equalsIgnoreCase("kms") || !coverages.contains(coveredBy)) {
                add(alike, new Kind(coveredBy, service(action), Set.of(), false), action);
            }
        }
        return alike.values();
    }

    private static void add(Map<Kind, Alike> alike, Kind kind, String action) {
        alike.computeIfAbsent(kind, none -> new Alike(new ArrayList<>(), kind.on(), kind.known()))
                .actions()
                .add(action);
    }

    private static BitSet coveredBy(List<ActionPattern> patterns, String action) {
        BitSet coveredBy = new BitSet();
        for (int i = 0; i < patterns.size(); i++) {
            coveredBy.set(i, patterns.get(i).matches(action));
        }
        return coveredBy;
    }

    private static String service(String action) {
        return action.substring(0, action.indexOf(':'));
    }

    private static Map<String, Set<KmsResourceType>> known() {
        Map<String, Set<KmsResourceType>> known = new LinkedHashMap<>();
        KmsCatalogue.instance().operations().stream()
                .flatMap(operation -> operation.permissions().stream())
                .forEach(permission -> known.computeIfAbsent(permission.action(), none -> new LinkedHashSet<>())
                        .addAll(permission.on()));
        return known;
    }

    /** Actions of other services, and such as KMS may come to have. */
    private static Set<String> strange(List<ActionPattern> patterns) {
        List<String> texts = patterns.stream().map(ActionPattern::toString).toList();
        Witnesses witnesses = Witnesses.strangeTo(texts);
        Set<String> strange = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        texts.forEach(pattern -> strange.add(witnesses.filled(pattern)));
        // Letter case makes no difference to what two patterns have in common.
        strange.addAll(witnesses.common(
                texts.stream().map(text -> text.toLowerCase(Locale.ROOT)).toList()));
        strange.add(OTHER_SERVICE);
        strange.removeIf(action -> !isAction(action));
        return strange;
    }

    private static boolean isAction(String text) {
        int colon = text.indexOf(':');
        return colon > 0 && colon < text.length() - 1 && text.indexOf(':', colon + 1) < 0;
    }
}
