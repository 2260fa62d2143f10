package io.opensesame.kms.crypto;

/**
 * What kind of public key a data key is exported under. A kind that is younger than this library is a value like any
 * other.
 *
 * @see "KMS API reference: ExportDataKey"
 */
public final class WrappingKeySpec {
    /** An RSA key of 2,048 bits. */
    public static final WrappingKeySpec RSA_2048 = new WrappingKeySpec("RSA_2048");

    /** A key on the curve of SM2. */
    public static final WrappingKeySpec EC_SM2 = new WrappingKeySpec("EC_SM2");

    private final String name;

    private WrappingKeySpec(String name) {
        this.name = name;
    }

    /**
     * Returns the wrapping key spec of that name.
     *
     * @param name the name, such as {@code RSA_2048}
     * @return the wrapping key spec
     * @throws IllegalArgumentException if it is empty, or has blanks or control characters
     */
    public static WrappingKeySpec of(String name) {
        return new WrappingKeySpec(Rules.word("a wrapping key spec's name", name));
    }

    /** {@return the name, as KMS spells it} */
    public String name() {
        return name;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof WrappingKeySpec that && that.name.equals(name);
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
