package io.opensesame.policy.validation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Collects findings. Not thread-safe. */
final class Findings {
    private static final int MAX_NAMED = 3;
    private static final int MAX_SHOWN = 120;
    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]");

    private final List<Finding> found = new ArrayList<>();

    void add(FindingCode code, String pointer, String message) {
        found.add(new Finding(code, pointer, message));
    }

    /** Returns them with the worst first, and otherwise in the order in which they were found. */
    List<Finding> sorted() {
        return found.stream().sorted(Comparator.comparing(Finding::severity)).toList();
    }

    /** Names a few of many things in a sentence. */
    static String some(List<String> names) {
        String named = names.stream().limit(MAX_NAMED).map(Findings::shown).collect(Collectors.joining(", "));
        return names.size() > MAX_NAMED ? named + " and " + (names.size() - MAX_NAMED) + " more" : named;
    }

    /** Makes what a document holds fit for a message: not too long, and without what would not be seen. */
    static String shown(Object value) {
        String text = value.toString();
        String head = text.length() > MAX_SHOWN ? text.substring(0, MAX_SHOWN) + "…" : text;
        return UNSEEN.matcher(head).replaceAll("?");
    }
}
