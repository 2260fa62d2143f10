package io.opensesame.policy;

/**
 * A text with wildcards: {@code *} stands for any number of characters, {@code ?} for exactly one; anchored at both
 * ends. There is no escape. Immutable.
 *
 * <p>Matching takes time in proportion to the product of both lengths at worst, however many wildcards there are. Most
 * texts that do not fit differ before the first wildcard, and cost no more than that comparison.
 */
final class Glob {
    private final String pattern;
    private final boolean ignoresCase;
    private final int literalLength;
    private final boolean starAlone;

    private Glob(String pattern, boolean ignoresCase) {
        this.pattern = ignoresCase ? fold(pattern) : pattern;
        this.ignoresCase = ignoresCase;
        this.literalLength = firstWildcard(pattern);
        this.starAlone = literalLength == pattern.length() - 1 && pattern.charAt(literalLength) == '*';
    }

    static Glob exactCase(String pattern) {
        return new Glob(pattern, false);
    }

    static Glob ignoringCase(String pattern) {
        return new Glob(pattern, true);
    }

    static boolean hasWildcard(String text) {
        return firstWildcard(text) < text.length();
    }

    /** Returns the index of the first wildcard, or the length if there is none. */
    private static int firstWildcard(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '*' || c == '?') {
                return i;
            }
        }
        return text.length();
    }

    boolean matches(String text) {
        if (literalLength == pattern.length()) {
            return text.length() == literalLength && beginsWithLiteral(text);
        }
        return text.length() >= literalLength && beginsWithLiteral(text) && (starAlone || restMatches(text));
    }

    private boolean beginsWithLiteral(String text) {
        for (int i = 0; i < literalLength; i++) {
            if (charOf(text, i) != pattern.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Goes back to the last star alone: an earlier one never has to take more, since the later one can. */
    private boolean restMatches(String text) {
        int inText = literalLength;
        int inPattern = literalLength;
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
