package io.opensesame.secrets;

/** Checks words of the service that may be younger than this library. */
final class Words {
    private Words() {}

    /** Returns the word, if it has no blanks and no control characters, which no wire name of the service has. */
    static String checked(String what, String word) {
        if (word.isEmpty()) {
            throw new IllegalArgumentException(what + " must not be empty");
        }
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            if (Character.isWhitespace(c) || Character.isSpaceChar(c) || Character.isISOControl(c)) {
                throw new IllegalArgumentException(String.format(
                        "%s must not have blanks or control characters; got U+%04X after '%s'",
                        what, (int) c, word.substring(0, i)));
            }
        }
        return word;
    }
}
