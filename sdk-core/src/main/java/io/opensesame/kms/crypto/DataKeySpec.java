package io.opensesame.kms.crypto;

/**
 * What kind of data key KMS makes. A kind that is younger than this library is a value like any other.
 *
 * @see "KMS API reference: GenerateDataKey"
 */
public final class DataKeySpec {
    /** A key of 32 bytes. */
    public static final DataKeySpec AES_256 = new DataKeySpec("AES_256");

    /** A key of 16 bytes. */
    public static final DataKeySpec AES_128 = new DataKeySpec("AES_128");

    private final String name;

    private DataKeySpec(String name) {
        this.name = name;
    }

    /**
     * Returns the data key spec of that name.
     *
     * @param name the name, such as {@code AES_256}
     * @return the data key spec
     * @throws IllegalArgumentException if it is empty, or has blanks or control characters
     */
    public static DataKeySpec of(String name) {
        return new DataKeySpec(Rules.word("a data key spec's name", name));
    }

    /** {@return the name, as KMS spells it} */
    public String name() {
        return name;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DataKeySpec that && that.name.equals(name);
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
