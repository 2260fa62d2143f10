package io.opensesame.kms;

/**
 * Another name for a customer master key: {@code alias/} and 1 to {@value #MAX_LENGTH} ASCII letters, digits and <code>
 * _ - /</code>. Immutable.
 *
 * <p>(The service's texts count the limit with and without the prefix; the more lenient reading stands here.) Aliases
 * that begin with {@code alias/acs} are the service's own: they can be used, but not created, moved or deleted.
 *
 * @see "KMS API reference: CreateAlias"
 */
public final class AliasName {
    /** What every alias begins with: {@value}. */
    public static final String PREFIX = "alias/";

    /** The most characters after the prefix: {@value}. */
    public static final int MAX_LENGTH = 255;

    private static final String RESERVED = "alias/acs";
    private static final String PUNCTUATION = "_-/";

    private final String text;

    private AliasName(String text) {
        this.text = text;
    }

    /**
     * Checks an alias.
     *
     * @param text the alias, with its prefix
     * @return the alias
     * @throws IllegalArgumentException if a rule of the service is broken
     */
    public static AliasName of(String text) {
        if (!text.startsWith(PREFIX)) {
            throw new IllegalArgumentException("an alias begins with " + PREFIX
                    + ", such as alias/orders; this one, of " + text.length() + " characters, does not");
        }
        int length = text.length() - PREFIX.length();
        if (length < 1 || length > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "an alias has 1 to " + MAX_LENGTH + " characters after " + PREFIX + "; got " + length);
        }
        KeyId.checkLetters("an alias", text, PUNCTUATION);
        return new AliasName(text);
    }

    /**
     * Checks an alias of one's own, which can be created, moved and deleted.
     *
     * @param text the alias, with its prefix
     * @return the alias
     * @throws IllegalArgumentException if a rule of the service is broken, or the alias is one of the service's own
     */
    public static AliasName ofOwn(String text) {
        AliasName alias = of(text);
        if (alias.isReserved()) {
            throw new IllegalArgumentException(
                    "aliases that begin with " + RESERVED + " are the service's own; got '" + text + "'");
        }
        return alias;
    }

    /** {@return the alias, with its prefix} */
    public String text() {
        return text;
    }

    /** {@return whether it is one of the service's own} */
    public boolean isReserved() {
        return text.startsWith(RESERVED);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AliasName that && that.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
