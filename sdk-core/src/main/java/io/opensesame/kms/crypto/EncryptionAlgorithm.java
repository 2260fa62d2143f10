package io.opensesame.kms.crypto;

/**
 * How an asymmetric key encrypts. An algorithm that is younger than this library is a value like any other.
 *
 * @see "KMS API reference: AsymmetricEncrypt"
 */
public final class EncryptionAlgorithm {
    /** RSAES-OAEP with SHA-256, MGF1 with SHA-256 and no label, for RSA keys. */
    public static final EncryptionAlgorithm RSAES_OAEP_SHA_256 = new EncryptionAlgorithm("RSAES_OAEP_SHA_256");

    /** RSAES-OAEP with SHA-1, MGF1 with SHA-1 and no label, for RSA keys. */
    public static final EncryptionAlgorithm RSAES_OAEP_SHA_1 = new EncryptionAlgorithm("RSAES_OAEP_SHA_1");

    /** SM2 of GB/T 32918.4, for SM2 keys. */
    public static final EncryptionAlgorithm SM2PKE = new EncryptionAlgorithm("SM2PKE");

    private final String name;

    private EncryptionAlgorithm(String name) {
        this.name = name;
    }

    /**
     * Returns the encryption algorithm of that name.
     *
     * @param name the name, such as {@code RSAES_OAEP_SHA_256}
     * @return the encryption algorithm
     * @throws IllegalArgumentException if it is empty, or has blanks or control characters
     */
    public static EncryptionAlgorithm of(String name) {
        return new EncryptionAlgorithm(Rules.word("an encryption algorithm's name", name));
    }

    /** {@return the name, as KMS spells it} */
    public String name() {
        return name;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EncryptionAlgorithm that && that.name.equals(name);
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
