package io.opensesame.policy.difference;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes texts that patterns with {@code *} and {@code ?} cover: one with something in place of every wildcard, the
 * shortest, and one that two patterns both cover.
 */
final class Witnesses {
    /** Pairs of more or longer patterns are not tried: their number and the work for each grow with the square. */
    private static final int MAX_PAIRED = 40;

    private static final int MAX_PAIRED_CHARACTERS = 128;
    private static final List<String> WORDS = List.of("example", "sample", "something", "anything", "whatever");
    private static final String CHARACTERS = "xyzqjwkvhgfpbu7391";

    private final String word;
    private final char character;

    private Witnesses(String word, char character) {
        this.word = word;
        this.character = character;
    }

    /** Fills in what none of these patterns has, so that they cover it by their wildcards alone. */
    static Witnesses strangeTo(Collection<String> patterns) {
        String all = String.join("\n", patterns).toLowerCase(Locale.ROOT);
        String word =
                WORDS.stream().filter(each -> !all.contains(each)).findFirst().orElse(WORDS.get(0));
        int character = CHARACTERS
                .chars()
                .filter(each -> all.indexOf(each) < 0)
                .findFirst()
                .orElse(CHARACTERS.charAt(0));
        return new Witnesses(word, (char) character);
    }

    /** Fills in digits, for ids. */
    static Witnesses ofDigits() {
        return new Witnesses("777", '7');
    }

    String word() {
        return word;
    }

    /**
     * All that is worth trying of some patterns: what they cover, and for one without wildcards what begins with it.
     */
    Set<String> of(Collection<String> patterns) {
        Set<String> found = new LinkedHashSet<>();
        for (String pattern : patterns) {
            found.add(filled(pattern));
            found.add(hasWildcard(pattern) ? shortest(pattern) : pattern + word);
        }
        found.addAll(common(patterns));
        return found;
    }

    static boolean hasWildcard(String pattern) {
        return pattern.contains("*") || pattern.contains("?");
    }

    String filled(String pattern) {
        return pattern.replace("*", word).replace('?', character);
    }

    private String shortest(String pattern) {
        return pattern.replace("*", "").replace('?', character);
    }

    /** What two patterns both cover, for each two of them. */
    Set<String> common(Collection<String> patterns) {
        List<String> paired = patterns.stream()
                .filter(Witnesses::hasWildcard)
                .filter(pattern -> !isTooLong(pattern))
                .limit(MAX_PAIRED)
                .toList();
        Set<String> found = new LinkedHashSet<>();
        for (int i = 0; i < paired.size(); i++) {
            for (int j = 0; j < i; j++) {
                common(paired.get(i), paired.get(j)).ifPresent(found::add);
            }
        }
        return found;
    }

    private static boolean isTooLong(String pattern) {
        return pattern.length() > MAX_PAIRED_CHARACTERS;
    }

    /** A shortest text that both cover; not looked for if either is long. */
    Optional<String> common(String one, String other) {
        if (isTooLong(one) || isTooLong(other)) {
            return Optional.empty();
        }
        return Optional.ofNullable(new Product(one, other).text(0, 0));
    }

    /** Both patterns side by side; remembers what it found for each pair of places, so that it visits none twice. */
    private final class Product {
        private final String one;
        private final String other;
        private final @Nullable String[][] known;
        private final boolean[][] visited;

        private Product(String one, String other) {
            this.one = one;
            this.other = other;
            this.known = new String[one.length() + 1][other.length() + 1];
            this.visited = new boolean[one.length() + 1][other.length() + 1];
        }

        private @Nullable String text(int i, int j) {
            if (!visited[i][j]) {
                visited[i][j] = true;
                known[i][j] = found(i, j);
            }
            return known[i][j];
        }

        private @Nullable String found(int i, int j) {
            char a = i < one.length() ? one.charAt(i) : '\0';
            char b = j < other.length() ? other.charAt(j) : '\0';
            if (a == '\0' && b == '\0') {
                return "";
            }
            if (a == '*') {
                return shorter(text(i + 1, j), b == '\0' || b == '*' ? null : with(b, text(i, j + 1)));
            }
            if (b == '*') {
                return shorter(text(i, j + 1), a == '\0' ? null : with(a, text(i + 1, j)));
            }
            boolean meet = a != '\0' && b != '\0' && (a == b || a == '?' || b == '?');
            return meet ? with(a == '?' ? b : a, text(i + 1, j + 1)) : null;
        }

        private @Nullable String with(char c, @Nullable String rest) {
            return rest == null ? null : (c == '?' ? character : c) + rest;
        }

        private @Nullable String shorter(@Nullable String left, @Nullable String right) {
            if (left == null || right == null) {
                return left == null ? right : left;
            }
            return right.length() < left.length() ? right : left;
        }
    }
}
