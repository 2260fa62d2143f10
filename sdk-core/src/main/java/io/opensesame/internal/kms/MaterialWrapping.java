package io.opensesame.internal.kms;

import io.opensesame.kms.key.ImportWrapping;
import java.security.InvalidKeyException;
import java.security.SecureRandom;
import java.util.List;

/** Encrypts key material on its way to KMS, with the public key that KMS gives for it. */
final class MaterialWrapping {
    /** RSA leaves 256 bytes less its padding: two hashes and two bytes by OAEP. SM2's limit is the service's own. */
    private static final List<MaterialWrapping> ALL = List.of(
            new MaterialWrapping(ImportWrapping.RSAES_OAEP_SHA_256, 190, RsaWrapping::oaepSha256),
            new MaterialWrapping(ImportWrapping.RSAES_OAEP_SHA_1, 214, RsaWrapping::oaepSha1),
            new MaterialWrapping(ImportWrapping.RSAES_PKCS1_V1_5, 245, RsaWrapping::pkcs1),
            new MaterialWrapping(ImportWrapping.SM2PKE, 6_047, Sm2Wrapping::encrypt));

    /** Encrypts with a public key in DER. */
    private interface Encryption {
        byte[] encrypt(byte[] publicKey, byte[] material, SecureRandom random) throws InvalidKeyException;
    }

    private final ImportWrapping way;
    private final int maxBytes;
    private final Encryption encryption;

    private MaterialWrapping(ImportWrapping way, int maxBytes, Encryption encryption) {
        this.way = way;
        this.maxBytes = maxBytes;
        this.encryption = encryption;
    }

    static MaterialWrapping of(ImportWrapping way) {
        return ALL.stream()
                .filter(wrapping -> wrapping.way.equals(way))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("this library encrypts key material by one of " + ways()
                        + ", not by " + way + "; encrypt it elsewhere and use importKeyMaterial"));
    }

    private static List<ImportWrapping> ways() {
        return ALL.stream().map(wrapping -> wrapping.way).toList();
    }

    void requireFitting(byte[] material) {
        if (material.length < 1 || material.length > maxBytes) {
            throw new IllegalArgumentException(
                    "key material has 1 to " + maxBytes + " bytes by " + way + "; got " + material.length);
        }
    }

    /**
     * Encrypts key material.
     *
     * @param publicKey a DER SubjectPublicKeyInfo
     * @param material the material, which fits
     * @throws InvalidKeyException if that is not a public key of the right kind; the message says what it should be
     */
    byte[] wrap(byte[] publicKey, byte[] material, SecureRandom random) throws InvalidKeyException {
        return encryption.encrypt(publicKey, material, random);
    }
}
