package io.opensesame.jdbc.rotator;

/** The kinds of characters that passwords are made of. */
public enum CharacterKind {
    /** The letters a to z. */
    LOWERCASE("abcdefghijklmnopqrstuvwxyz"),

    /** The letters A to Z. */
    UPPERCASE("ABCDEFGHIJKLMNOPQRSTUVWXYZ"),

    /** The digits 0 to 9. */
    DIGITS("0123456789"),

    /** The visible characters of ASCII that are neither letters nor digits, but the backtick. */
    PUNCTUATION("!\"#$%&'()*+,-./:;<=>?@[\\]^_{|}~");

    private final String characters;

    CharacterKind(String characters) {
        this.characters = characters;
    }

    /** {@return all characters of this kind} */
    public String characters() {
        return characters;
    }
}
