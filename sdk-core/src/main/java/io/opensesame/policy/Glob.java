package io.opensesame.policy;

/**
 * A text with wildcards: {@code *} stands for any number of characters, {@code ?} for exactly one; anchored at both
 * ends. There is no escape. Immutable.
 *
 * <p>Matching takes time in proportion to the product of both lengths at worst, however many wildcards there are.
 */
final class Glob {
    private final String pattern;
    private final boolean ignoresCase;
    private final boolean literal;
    private final boolean any;

    private Glob(String pattern, boolean ignoresCase) {
        this.pattern = ignoresCase ? fold(pattern) : pattern;
        this.ignoresCase = ignoresCase;
        this.literal = !hasWildcard(pattern);
        this.any = pattern.equals("*");
    }

    static Glob exactCase(String pattern) {
        return new Glob(pattern, false);
    }

    static Glob ignoringCase(String pattern) {
        return new Glob(pattern, true);
    }

    static boolean hasWildcard(String text) {
        return text.indexOf('*') >= 0 || text.indexOf('?') >= 0;
    }

    boolean matches(String text) {
        if (any) {
            return true;
        }
        return literal ? equalsWhole(text) : matchesPattern(text);
    }

    private boolean equalsWhole(String text) {
        if (text.length() != pattern.length()) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (charOf(text, i) != pattern.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Goes back to the last star alone: an earlier one never has to take more, since the later one can. */
    private boolean matchesPattern(String text) {
        int inText = 0;
        int inPattern = 0;
        int afterStar = -1;
        int starTakesTo = 0;
        while (inText < text.length()) {
            char wanted = inPattern < pattern.length() ? pattern.charAt(inPattern) : '\0';
            if (inPattern < pattern.length() && wanted == '*') {
                inPattern++;
                afterStar = inPattern;
                starTakesTo = inText;
            } else if (inPattern < pattern.length() && (wanted == '?' || wanted == charOf(text, inText))) {
                inPattern++;
                inText++;
            } else if (afterStar >= 0) {
                inPattern = afterStar;
                starTakesTo++;
                inText = starTakesTo;
            } else {
                return false;
            }
        }
        while (inPattern < pattern.length() && pattern.charAt(inPattern) == '*') {
            inPattern++;
        }
        return inPattern == pattern.length();
    }

    private char charOf(String text, int index) {
        char c = text.charAt(index);
        return ignoresCase ? fold(c) : c;
    }

    private static String fold(String text) {
        StringBuilder folded = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            folded.append(fold(text.charAt(i)));
        }
        return folded.toString();
    }

    /** Names of actions are ASCII; folding these alone keeps the comparison the same in every locale. */
    private static char fold(char c) {
        return c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c;
    }
}
