package io.opensesame.kms.key;

import java.util.List;

/**
 * What kind of key it is: the cipher and its length. A spec that is younger than this library is a value like any
 * other.
 *
 * @see "KMS API reference: CreateKey"
 */
public final class KeySpec {
    /** AES with 256 bits; what KMS makes by default. */
    public static final KeySpec AES_256 = new KeySpec("Aliyun_AES_256");

    /** AES with 192 bits; in hardware instances only. */
    public static final KeySpec AES_192 = new KeySpec("Aliyun_AES_192");

    /** AES with 128 bits; in hardware instances only. */
    public static final KeySpec AES_128 = new KeySpec("Aliyun_AES_128");

    /** SM4; in managed HSMs of mainland China only. */
    public static final KeySpec SM4 = new KeySpec("Aliyun_SM4");

    /** RSA with 2,048 bits; to encrypt or to sign. */
    public static final KeySpec RSA_2048 = new KeySpec("RSA_2048");

    /** RSA with 3,072 bits; to encrypt or to sign. */
    public static final KeySpec RSA_3072 = new KeySpec("RSA_3072");

    /** The curve NIST P-256; to sign. */
    public static final KeySpec EC_P256 = new KeySpec("EC_P256");

    /** The curve secp256k1; to sign. */
    public static final KeySpec EC_P256K = new KeySpec("EC_P256K");

    /** The curve of SM2; to encrypt or to sign. */
    public static final KeySpec EC_SM2 = new KeySpec("EC_SM2");

    private static final List<KeySpec> KNOWN =
            List.of(AES_256, AES_192, AES_128, SM4, RSA_2048, RSA_3072, EC_P256, EC_P256K, EC_SM2);

    private final String name;

    private KeySpec(String name) {
        this.name = name;
    }

    /**
     * Returns the spec of that name; a known name is recognized in any case.
     *
     * @param name the name, such as {@code Aliyun_AES_256}
     * @return the spec
     * @throws IllegalArgumentException if it is empty, or has blanks or control characters
     */
    public static KeySpec of(String name) {
        return KNOWN.stream()
                .filter(known -> known.name.equalsIgnoreCase(name))
                .findFirst()
                .orElseGet(() -> new KeySpec(Rules.word("a key spec", name)));
    }

    /** {@return the name, as KMS spells it} */
    public String name() {
        return name;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof KeySpec that && that.name.equals(name);
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
