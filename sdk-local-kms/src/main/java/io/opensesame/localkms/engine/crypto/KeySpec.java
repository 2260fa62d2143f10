package io.opensesame.localkms.engine.crypto;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/** The kinds of keys that there are, and what each is good for. */
public enum KeySpec {
    /** AES with a key of 32 bytes. */
    AES_256("Aliyun_AES_256", Family.SYMMETRIC, 32),
    /** AES with a key of 24 bytes. */
    AES_192("Aliyun_AES_192", Family.SYMMETRIC, 24),
    /** AES with a key of 16 bytes. */
    AES_128("Aliyun_AES_128", Family.SYMMETRIC, 16),
    /** SM4, whose keys have 16 bytes. */
    SM4("Aliyun_SM4", Family.SYMMETRIC, 16),
    /** RSA with a modulus of 2,048 bits. */
    RSA_2048("RSA_2048", Family.RSA, 0),
    /** RSA with a modulus of 3,072 bits. */
    RSA_3072("RSA_3072", Family.RSA, 0),
    /** The curve P-256 of NIST, also named secp256r1. */
    EC_P256("EC_P256", Family.ECDSA, 0),
    /** The curve secp256k1. */
    EC_P256K("EC_P256K", Family.ECDSA, 0),
    /** The curve sm2p256v1 of GB/T 32918.5. */
    EC_SM2("EC_SM2", Family.SM2, 0);

    private final String wireName;
    private final Family family;
    private final int materialBytes;

    KeySpec(String wireName, Family family, int materialBytes) {
        this.wireName = wireName;
        this.family = family;
        this.materialBytes = materialBytes;
    }

    /** Returns the spec of that name, if there is one. */
    public static Optional<KeySpec> of(String wireName) {
        return Arrays.stream(values())
                .filter(spec -> spec.wireName.equals(wireName))
                .findFirst();
    }

    /** Returns the service's name of the spec, such as {@code Aliyun_AES_256}. */
    public String wireName() {
        return wireName;
    }

    /** Returns whether keys of this spec are one secret rather than a pair. */
    public boolean isSymmetric() {
        return family == Family.SYMMETRIC;
    }

    /** Returns what a key of this spec can be made for. */
    public Set<KeyUsage> usages() {
        return switch (family) {
            case SYMMETRIC -> Set.of(KeyUsage.ENCRYPT_DECRYPT);
            case ECDSA -> Set.of(KeyUsage.SIGN_VERIFY);
            case RSA, SM2 -> Set.of(KeyUsage.ENCRYPT_DECRYPT, KeyUsage.SIGN_VERIFY);
        };
    }

    /**
     * Returns the algorithms that a caller may name with a key of this spec and usage; none for a symmetric key, whose
     * only algorithm is GCM.
     */
    public Set<KeyAlgorithm> algorithms(KeyUsage usage) {
        boolean signs = usage == KeyUsage.SIGN_VERIFY;
        return switch (family) {
            case SYMMETRIC -> Set.of();
            case RSA ->
                signs
                        ? Set.of(KeyAlgorithm.RSA_PSS_SHA_256, KeyAlgorithm.RSA_PKCS1_SHA_256)
                        : Set.of(KeyAlgorithm.RSAES_OAEP_SHA_256, KeyAlgorithm.RSAES_OAEP_SHA_1);
            case ECDSA -> signs ? Set.of(KeyAlgorithm.ECDSA_SHA_256) : Set.of();
            case SM2 -> Set.of(signs ? KeyAlgorithm.SM2DSA : KeyAlgorithm.SM2PKE);
        };
    }

    /**
     * Returns the length of a symmetric key.
     *
     * @throws IllegalStateException if the spec is of key pairs
     */
    public int materialBytes() {
        if (!isSymmetric()) {
            throw new IllegalStateException("only symmetric keys have material of a fixed length, not " + wireName);
        }
        return materialBytes;
    }

    /** Specs whose keys are used alike. */
    private enum Family {
        SYMMETRIC,
        RSA,
        ECDSA,
        SM2
    }
}
