package io.opensesame.kms.key;

import java.util.List;

/**
 * How key material is encrypted on its way to KMS: an algorithm, and the kind of public key that KMS gives for it.
 * Immutable. A way that is younger than this library is a value like any other.
 *
 * @see "KMS API reference: GetParametersForImport"
 */
public final class ImportWrapping {
    /** RSA with OAEP and SHA-256, which this library takes by itself. */
    public static final ImportWrapping RSAES_OAEP_SHA_256 = new ImportWrapping("RSAES_OAEP_SHA_256", "RSA_2048");

    /** RSA with OAEP and SHA-1; not for keys in KMS instances. */
    public static final ImportWrapping RSAES_OAEP_SHA_1 = new ImportWrapping("RSAES_OAEP_SHA_1", "RSA_2048");

    /** RSA with the padding of PKCS #1 version 1.5; for those who have nothing else. */
    public static final ImportWrapping RSAES_PKCS1_V1_5 = new ImportWrapping("RSAES_PKCS1_V1_5", "RSA_2048");

    /** SM2; for keys in managed HSMs. */
    public static final ImportWrapping SM2PKE = new ImportWrapping("SM2PKE", "EC_SM2");

    private static final List<ImportWrapping> KNOWN =
            List.of(RSAES_OAEP_SHA_256, RSAES_OAEP_SHA_1, RSAES_PKCS1_V1_5, SM2PKE);

    private final String algorithm;
    private final String keySpec;

    private ImportWrapping(String algorithm, String keySpec) {
        this.algorithm = algorithm;
        this.keySpec = keySpec;
    }

    /**
     * Returns the way of that algorithm and that kind of public key.
     *
     * @param algorithm the algorithm, such as {@code RSAES_OAEP_SHA_256}
     * @param keySpec the kind of public key, such as {@code RSA_2048}
     * @return the way
     * @throws IllegalArgumentException if one of them is empty, or has blanks or control characters
     */
    public static ImportWrapping of(String algorithm, String keySpec) {
        ImportWrapping wrapping = new ImportWrapping(
                Rules.word("a wrapping algorithm", algorithm), Rules.word("a wrapping key's spec", keySpec));
        return KNOWN.stream().filter(wrapping::equals).findFirst().orElse(wrapping);
    }

    /** {@return the algorithm, as KMS spells it} */
    public String algorithm() {
        return algorithm;
    }

    /** {@return the kind of public key, as KMS spells it} */
    public String keySpec() {
        return keySpec;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ImportWrapping that && that.algorithm.equals(algorithm) && that.keySpec.equals(keySpec);
    }

    @Override
    public int hashCode() {
        return 31 * algorithm.hashCode() + keySpec.hashCode();
    }

    @Override
    public String toString() {
        return algorithm + " under " + keySpec;
    }
}
