package io.opensesame.kms.key;

import java.util.List;

/**
 * What a key is for. A usage that is younger than this library is a value like any other.
 *
 * @see "KMS API reference: CreateKey"
 */
public final class KeyUsage {
    /** To encrypt and decrypt. */
    public static final KeyUsage ENCRYPT_DECRYPT = new KeyUsage("ENCRYPT/DECRYPT");

    /** To sign and verify. */
    public static final KeyUsage SIGN_VERIFY = new KeyUsage("SIGN/VERIFY");

    private static final List<KeyUsage> KNOWN = List.of(ENCRYPT_DECRYPT, SIGN_VERIFY);

    private final String name;

    private KeyUsage(String name) {
        this.name = name;
    }

    /**
     * Returns the usage of that name; a known name is recognized in any case.
     *
     * @param name the name, such as {@code ENCRYPT/DECRYPT}
     * @return the usage
     * @throws IllegalArgumentException if it is empty, or has blanks or control characters
     */
    public static KeyUsage of(String name) {
        return KNOWN.stream()
                .filter(known -> known.name.equalsIgnoreCase(name))
                .findFirst()
                .orElseGet(() -> new KeyUsage(Rules.word("a key usage", name)));
    }

    /** {@return the name, as KMS spells it} */
    public String name() {
        return name;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof KeyUsage that && that.name.equals(name);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    @Override
    public String toString() {
        return name;
    }
}
