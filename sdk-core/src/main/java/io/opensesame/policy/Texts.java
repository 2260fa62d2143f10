package io.opensesame.policy;

import java.util.Collection;

/** What is common to all texts in a document: which may stand in one, and how a message shows them. */
final class Texts {
    private static final int MAX_SHOWN = 120;

    private Texts() {}

    /** Makes a text fit for one line of a message: not too long, and without what would not be seen. */
    static String shortened(String text) {
        String head = text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "…";
        StringBuilder shown = new StringBuilder(head.length());
        head.codePoints().forEach(c -> shown.appendCodePoint(isSeen(c) ? c : '?'));
        return shown.toString();
    }

    private static boolean isSeen(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }

    /**
     * Tells whether a text reaches the service as it is: half a surrogate pair would be sent as {@code ?}, which is a
     * wildcard.
     */
    static boolean isPlain(String text) {
        return text.codePoints().noneMatch(c -> c < ' ' || c == 127 || Character.getType(c) == Character.SURROGATE);
    }

    /** Returns a hint if a name is one of those that are known, in another letter case. */
    static String spelling(String name, Collection<String> known) {
        return known.stream()
                .filter(name::equalsIgnoreCase)
                .findFirst()
                .map(right -> "; it is spelt " + right)
                .orElse("");
    }
}
