package io.opensesame.kms.crypto;

/**
 * How a data key is encrypted under a public key. An algorithm that is younger than this library is a value like any
 * other.
 *
 * @see "KMS API reference: ExportDataKey"
 */
public final class WrappingAlgorithm {
    /** RSAES-OAEP with SHA-256 and MGF1 with SHA-256, which carries a data key of up to 190 bytes. */
    public static final WrappingAlgorithm RSAES_OAEP_SHA_256 = new WrappingAlgorithm("RSAES_OAEP_SHA_256");

    /** RSAES-OAEP with SHA-1 and MGF1 with SHA-1, which carries a data key of up to 214 bytes. */
    public static final WrappingAlgorithm RSAES_OAEP_SHA_1 = new WrappingAlgorithm("RSAES_OAEP_SHA_1");

    /** SM2 of GB/T 32918.4, under a key on its curve. */
    public static final WrappingAlgorithm SM2PKE = new WrappingAlgorithm("SM2PKE");

    private final String name;

    private WrappingAlgorithm(String name) {
        this.name = name;
    }

    /**
     * Returns the wrapping algorithm of that name.
     *
     * @param name the name, such as {@code RSAES_OAEP_SHA_256}
     * @return the wrapping algorithm
     * @throws IllegalArgumentException if it is empty, or has blanks or control characters
     */
    public static WrappingAlgorithm of(String name) {
        return new WrappingAlgorithm(Rules.word("a wrapping algorithm's name", name));
    }

    /** {@return the name, as KMS spells it} */
    public String name() {
        return name;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof WrappingAlgorithm that && that.name.equals(name);
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
