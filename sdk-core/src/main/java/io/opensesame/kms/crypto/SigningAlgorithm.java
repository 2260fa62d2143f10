package io.opensesame.kms.crypto;

/**
 * How an asymmetric key signs. An algorithm that is younger than this library is a value like any other.
 *
 * @see "KMS API reference: AsymmetricSign"
 */
public final class SigningAlgorithm {
    /** RSASSA-PSS with SHA-256, MGF1 with SHA-256 and a salt of 32 bytes, for RSA keys. */
    public static final SigningAlgorithm RSA_PSS_SHA_256 = new SigningAlgorithm("RSA_PSS_SHA_256");

    /** RSASSA-PKCS1-v1_5 with SHA-256, for RSA keys. */
    public static final SigningAlgorithm RSA_PKCS1_SHA_256 = new SigningAlgorithm("RSA_PKCS1_SHA_256");

    /** ECDSA with SHA-256, for keys on the curves P-256 and secp256k1. */
    public static final SigningAlgorithm ECDSA_SHA_256 = new SigningAlgorithm("ECDSA_SHA_256");

    /**
     * SM2 of GB/T 32918.2. The digest is SM3 over Z, which binds the public key and the signer's id, and the message.
     */
    public static final SigningAlgorithm SM2DSA = new SigningAlgorithm("SM2DSA");

    private final String name;

    private SigningAlgorithm(String name) {
        this.name = name;
    }

    /**
     * Returns the signing algorithm of that name.
     *
     * @param name the name, such as {@code ECDSA_SHA_256}
     * @return the signing algorithm
     * @throws IllegalArgumentException if it is empty, or has blanks or control characters
     */
    public static SigningAlgorithm of(String name) {
        return new SigningAlgorithm(Rules.word("a signing algorithm's name", name));
    }

    /** {@return the name, as KMS spells it} */
    public String name() {
        return name;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SigningAlgorithm that && that.name.equals(name);
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
