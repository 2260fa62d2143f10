package io.opensesame.localkms.engine.crypto;

import java.security.SecureRandom;
import java.util.function.Supplier;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.Signer;
import org.bouncycastle.crypto.digests.NullDigest;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.engines.RSABlindedEngine;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.ParametersWithRandom;
import org.bouncycastle.crypto.signers.DSADigestSigner;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.PSSSigner;
import org.bouncycastle.crypto.signers.RSADigestSigner;
import org.bouncycastle.crypto.signers.SM2Signer;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;

/** A signature algorithm that is given the digest rather than the message, as the service's callers do. */
final class DigestSigner {
    /** How long every digest is, SHA-256 and SM3 alike. */
    static final int DIGEST_BYTES = 32;

    private static final int PSS_SALT_BYTES = 32;

    private final Supplier<Signer> newSigner;

    private DigestSigner(Supplier<Signer> newSigner) {
        this.newSigner = newSigner;
    }

    /** Returns the signer of an algorithm, which must be one that signs. */
    static DigestSigner of(KeyAlgorithm algorithm) {
        return switch (algorithm) {
            case RSA_PSS_SHA_256 ->
                new DigestSigner(() -> PSSSigner.createRawSigner(
                        new RSABlindedEngine(),
                        new SHA256Digest(),
                        new SHA256Digest(),
                        PSS_SALT_BYTES,
                        PSSSigner.TRAILER_IMPLICIT));
            case RSA_PKCS1_SHA_256 ->
                new DigestSigner(() -> new RSADigestSigner(new NullDigest(), NISTObjectIdentifiers.id_sha256));
            case ECDSA_SHA_256 ->
                new DigestSigner(
                        () -> new DSADigestSigner(new ECDSASigner(), new NullDigest(), StandardDSAEncoding.INSTANCE));
            case SM2DSA -> new DigestSigner(Sm2DigestSigner::new);
            default -> throw new IllegalArgumentException(algorithm + " is no signature algorithm");
        };
    }

    byte[] sign(AsymmetricKeyParameter privateKey, byte[] digest, SecureRandom random) {
        requireDigest(digest);
        Signer signer = newSigner.get();
        signer.init(true, new ParametersWithRandom(privateKey, random));
        signer.update(digest, 0, digest.length);
        try {
            return signer.generateSignature();
        } catch (CryptoException e) {
            throw new IllegalStateException("signing a digest of the right length failed", e);
        }
    }

    boolean verify(AsymmetricKeyParameter publicKey, byte[] digest, byte[] signature) {
        requireDigest(digest);
        Signer signer = newSigner.get();
        signer.init(false, publicKey);
        signer.update(digest, 0, digest.length);
        return signer.verifySignature(signature);
    }

    private static void requireDigest(byte[] digest) {
        if (digest.length != DIGEST_BYTES) {
            throw new IllegalArgumentException(
                    "a digest has " + DIGEST_BYTES + " bytes; this one has " + digest.length);
        }
    }

    /** Signs e as it is given: the digest that the caller made already covers Z, the hash of the signer's identity. */
    private static final class Sm2DigestSigner extends SM2Signer {
        Sm2DigestSigner() {
            super(StandardDSAEncoding.INSTANCE, new NullDigest());
        }

        @Override
        protected byte[] getZ(byte[] userId) {
            return new byte[0];
        }
    }
}
