package io.opensesame.localkms.engine.call;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** The names of the operations that are served; catches a misspelt one. Immutable. */
public final class OperationNames {
    private final List<String> names;

    /** Creates the names of the operations of one service, or of several. */
    public OperationNames(Collection<String> names) {
        this.names = names.stream().sorted().toList();
    }

    /** Returns the names, in their order. */
    public List<String> all() {
        return names;
    }

    /**
     * Refuses a name that no operation has.
     *
     * @param name the name, in its exact case
     * @throws IllegalArgumentException if there is no such operation; the message names the nearest one
     */
    public void requireKnown(String name) {
        if (!names.contains(name)) {
            throw new IllegalArgumentException("LocalKms serves no operation '" + name + "'; the nearest is "
                    + nearest(name.toLowerCase(Locale.ROOT)));
        }
    }

    private String nearest(String name) {
        return names.stream()
                .min(Comparator.comparingInt(known -> distance(name, known.toLowerCase(Locale.ROOT))))
                .orElseThrow();
    }

    /** Returns how many characters have to be added, removed or replaced (Levenshtein's distance). */
    private static int distance(String from, String to) {
        int[] above = new int[to.length() + 1];
        for (int column = 0; column <= to.length(); column++) {
            above[column] = column;
        }
        for (int row = 1; row <= from.length(); row++) {
            int[] current = new int[to.length() + 1];
            current[0] = row;
            for (int column = 1; column <= to.length(); column++) {
                int replaced = above[column - 1] + (from.charAt(row - 1) == to.charAt(column - 1) ? 0 : 1);
                current[column] = Math.min(replaced, 1 + Math.min(above[column], current[column - 1]));
            }
            above = current;
        }
        return above[to.length()];
    }
}
