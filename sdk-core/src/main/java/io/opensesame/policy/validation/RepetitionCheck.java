package io.opensesame.policy.validation;

import io.opensesame.policy.Effect;
import io.opensesame.policy.Statement;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What stands in a policy twice, whatever its words, or is of no consequence beside the rest. */
final class RepetitionCheck {
    private RepetitionCheck() {}

    static void check(List<StatementPlace> places, Subject subject, Findings findings) {
        sids(places, subject, findings);
        for (StatementPlace place : places) {
            values(place, findings);
            boolean ofOwner = subject.ofOneResource() && OwnerStatementCheck.isCandidate(place.statement(), subject);
            if (!ofOwner) {
                statement(place, places, findings);
            }
        }
    }

    private static void sids(List<StatementPlace> places, Subject subject, Findings findings) {
        Map<String, Integer> first = new HashMap<>();
        for (StatementPlace place : places) {
            Optional<String> sid = place.statement().sid();
            if (sid.isEmpty()) {
                continue;
            }
            if (!subject.ofOneResource()) {
                findings.add(
                        FindingCode.SID_IN_RAM_POLICY,
                        place.pointer("Sid"),
                        "only secret and key policies are documented to have a Sid; leave it out");
            }
            Integer before = first.putIfAbsent(sid.get(), place.index());
            if (before != null) {
                findings.add(
                        FindingCode.DUPLICATE_SID,
                        place.pointer("Sid"),
                        "statement " + (before + 1) + " has this Sid too; give each its own");
            }
        }
    }

    private static void values(StatementPlace place, Findings findings) {
        Statement statement = place.statement();
        values(
                texts(statement.actions().stream(), true),
                statement.exceptActions() ? "NotAction" : "Action",
                place,
                findings);
        values(texts(statement.resources().stream(), false), "Resource", place, findings);
    }

    private static void values(List<String> texts, String member, StatementPlace place, Findings findings) {
        Set<String> seen = new HashSet<>();
        List<String> wide =
                texts.stream().filter(RepetitionCheck::hasWildcard).distinct().toList();
        for (int i = 0; i < texts.size(); i++) {
            String text = texts.get(i);
            boolean again = !seen.add(text);
            boolean covered = wide.stream().anyMatch(other -> !other.equals(text) && Wildcards.covers(other, text));
            if (again || covered) {
                findings.add(
                        FindingCode.SUPERFLUOUS_VALUE,
                        place.pointer(member) + "/" + i,
                        Findings.shown(text) + " is in the list already" + (again ? "" : ", by a wildcard")
                                + "; leave it out");
            }
        }
    }

    private static void statement(StatementPlace place, List<StatementPlace> places, Findings findings) {
        for (StatementPlace other : places) {
            boolean sameEffect = other.statement().effect() == place.statement().effect();
            if (other.index() == place.index() || !covers(other.statement(), place.statement())) {
                continue;
            }
            if (!sameEffect && place.allows()) {
                findings.add(
                        FindingCode.ALLOW_IS_DENIED,
                        place.pointer(),
                        "statement " + (other.index() + 1) + " denies all that this allows, and a Deny outweighs"
                                + " every Allow; change one of them");
                return;
            }
            boolean twins = covers(place.statement(), other.statement());
            if (sameEffect && (!twins || other.index() < place.index())) {
                findings.add(
                        FindingCode.SUPERFLUOUS_STATEMENT,
                        place.pointer(),
                        "statement " + (other.index() + 1)
                                + (place.statement().effect() == Effect.ALLOW ? " allows" : " denies")
                                + " all of this already; leave it out");
                return;
            }
        }
    }

    /** Tells whether a statement is about every request that another is about; errs on the side of no. */
    private static boolean covers(Statement wide, Statement narrow) {
        return !wide.exceptActions()
                && !narrow.exceptActions()
                && Set.copyOf(narrow.conditions()).containsAll(wide.conditions())
                && narrow.principals().stream()
                        .allMatch(principal -> wide.principals().stream().anyMatch(principal::isSameAs))
                && allCovered(texts(wide.actions().stream(), true), texts(narrow.actions().stream(), true))
                && allCovered(texts(wide.resources().stream(), false), texts(narrow.resources().stream(), false));
    }

    private static boolean allCovered(List<String> wide, List<String> narrow) {
        return narrow.stream().allMatch(one -> wide.stream().anyMatch(other -> Wildcards.covers(other, one)));
    }

    private static List<String> texts(Stream<?> patterns, boolean ignoringCase) {
        return patterns.map(Object::toString)
                .map(text -> ignoringCase ? text.toLowerCase(Locale.ROOT) : text)
                .toList();
    }

    private static boolean hasWildcard(String text) {
        return text.indexOf('*') >= 0 || text.indexOf('?') >= 0;
    }
}
