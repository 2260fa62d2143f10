package io.opensesame.policy.validation;

import io.opensesame.policy.catalogue.ConditionKey;
import io.opensesame.policy.catalogue.KmsAction;
import io.opensesame.policy.catalogue.KmsCatalogue;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** What was probably meant by a name that the catalogue does not have. */
final class Spelling {
    private static final int MAX_DISTANCE = 2;

    private Spelling() {}

    /** Returns the action whose name takes the fewest changes, if these are few. */
    static Optional<String> nearestAction(String name) {
        return KmsCatalogue.instance().actions().stream()
                .map(KmsAction::name)
                .filter(known -> distance(known, name) <= MAX_DISTANCE)
                .min(Comparator.comparingInt(known -> distance(known, name)));
    }

    /**
     * Returns how a condition key would be spelt if a letter case or two letters after its prefix were meant otherwise.
     * Another prefix is that of another service.
     */
    static Optional<String> nearestKey(String key) {
        for (ConditionKey known : KmsCatalogue.instance().conditionKeys()) {
            String name = known.name();
            boolean sameHead = key.regionMatches(true, 0, name, 0, name.length());
            if (known.isPrefix() && sameHead && key.length() > name.length()) {
                return Optional.of(name + key.substring(name.length()));
            }
            int prefix = name.indexOf(':') + 1;
            boolean samePrefix = key.regionMatches(true, 0, name, 0, prefix);
            if (!known.isPrefix() && samePrefix && distance(name, key) <= MAX_DISTANCE) {
                return Optional.of(name);
            }
        }
        return Optional.empty();
    }

    /** Counts the letters to add, leave out or change; stops counting where the lengths alone are too far apart. */
    private static int distance(String one, String other) {
        if (Math.abs(one.length() - other.length()) > MAX_DISTANCE) {
            return Integer.MAX_VALUE;
        }
        String from = one.toLowerCase(Locale.ROOT);
        String to = other.toLowerCase(Locale.ROOT);
        int[] above = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int[] row = new int[to.length() + 1];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int change = above[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(change, Math.min(above[j], row[j - 1]) + 1);
            }
            above = row;
        }
        return above[to.length()];
    }
}
