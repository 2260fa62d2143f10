package io.opensesame.internal.store;

import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.generators.HKDFBytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.bouncycastle.crypto.params.HKDFParameters;

/**
 * The key derivations that JDK 17 lacks, from BouncyCastle's lightweight API. The one class that needs BouncyCastle,
 * which so is loaded only where a store is used.
 */
final class KeyDerivation {
    private KeyDerivation() {}

    /**
     * Argon2id, version 1.3.
     *
     * @see "RFC 9106"
     */
    static byte[] argon2id(byte[] password, KeyParameters parameters, int length) {
        Argon2Parameters.Builder builder = new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(parameters.memoryKib())
                .withIterations(parameters.iterations())
                .withParallelism(parameters.parallelism())
                .withSalt(parameters.salt());
        return argon2(password, builder.build(), length);
    }

    static byte[] argon2(byte[] password, Argon2Parameters parameters, int length) {
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(parameters);
        byte[] key = new byte[length];
        generator.generateBytes(password, key);
        return key;
    }

    /**
     * HKDF with SHA-256, extract and expand.
     *
     * @see "RFC 5869"
     */
    static byte[] hkdf(byte[] key, byte[] salt, byte[] info, int length) {
        HKDFBytesGenerator generator = new HKDFBytesGenerator(new SHA256Digest());
        generator.init(new HKDFParameters(key, salt, info));
        byte[] derived = new byte[length];
        generator.generateBytes(derived, 0, length);
        return derived;
    }
}
