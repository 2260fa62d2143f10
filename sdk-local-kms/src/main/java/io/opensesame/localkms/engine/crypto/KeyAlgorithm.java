package io.opensesame.localkms.engine.crypto;

import java.util.Arrays;
import java.util.Optional;

/** An algorithm of asymmetric keys. The constants' names are the service's. */
public enum KeyAlgorithm {
    /** RSASSA-PSS over SHA-256: MGF1 with SHA-256, a salt of 32 bytes. */
    RSA_PSS_SHA_256,
    /** RSASSA-PKCS1-v1_5 over SHA-256. */
    RSA_PKCS1_SHA_256,
    /** ECDSA over SHA-256; a signature is the DER sequence of r and s. */
    ECDSA_SHA_256,
    /** The signature of SM2 over SM3; a signature is the DER sequence of r and s, which is inferred. */
    SM2DSA,
    /** RSAES-OAEP with SHA-256 in both places, and no label. */
    RSAES_OAEP_SHA_256,
    /** RSAES-OAEP with SHA-1 in both places, and no label. */
    RSAES_OAEP_SHA_1,
    /** The public-key encryption of SM2; a ciphertext is the structure of GM/T 0009, which is inferred. */
    SM2PKE,
    /** RSAES-PKCS1-v1_5; the service has it for the import of key material alone, so no key spec lists it. */
    RSAES_PKCS1_V1_5;

    /** Returns the algorithm of that name, if there is one. */
    public static Optional<KeyAlgorithm> of(String wireName) {
        return Arrays.stream(values())
                .filter(algorithm -> algorithm.name().equals(wireName))
                .findFirst();
    }
}
