package io.opensesame.internal.kms;

import io.opensesame.internal.verification.Messages;
import io.opensesame.internal.verification.VerificationKey;
import io.opensesame.kms.KmsClient;
import io.opensesame.kms.crypto.AsymmetricSignRequest;
import io.opensesame.kms.crypto.GetPublicKeyRequest;
import io.opensesame.kms.crypto.KeySigner;
import io.opensesame.kms.crypto.SigningAlgorithm;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.PublicKey;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A {@link KeySigner} that digests here, signs at KMS, and verifies by a public key that it fetches when needed. */
final class ClientKeySigner implements KeySigner {
    private static final Set<SigningAlgorithm> ALGORITHMS = Set.of(
            SigningAlgorithm.RSA_PSS_SHA_256,
            SigningAlgorithm.RSA_PKCS1_SHA_256,
            SigningAlgorithm.ECDSA_SHA_256,
            SigningAlgorithm.SM2DSA);

    private final KmsClient client;
    private final GetPublicKeyRequest key;
    private final SigningAlgorithm algorithm;

    /** Set once it was fetched, and then for good. */
    private volatile @Nullable VerificationKey verificationKey;

    ClientKeySigner(KmsClient client, String keyId, String keyVersionId, SigningAlgorithm algorithm) {
        if (!ALGORITHMS.contains(algorithm)) {
            throw new IllegalArgumentException("a signer knows the digests of RSA_PSS_SHA_256, RSA_PKCS1_SHA_256,"
                    + " ECDSA_SHA_256 and SM2DSA; got " + algorithm + ". Send an AsymmetricSignRequest with a digest");
        }
        this.client = client;
        this.key = GetPublicKeyRequest.of(keyId, keyVersionId);
        this.algorithm = algorithm;
    }

    @Override
    public String keyId() {
        return key.keyId();
    }

    @Override
    public String keyVersionId() {
        return key.keyVersionId();
    }

    @Override
    public SigningAlgorithm algorithm() {
        return algorithm;
    }

    @Override
    public byte[] sign(byte[] message) {
        try {
            return sign(new ByteArrayInputStream(message));
        } catch (IOException e) {
            throw new UncheckedIOException("an array could not be read", e);
        }
    }

    @Override
    public byte[] sign(InputStream message) throws IOException {
        byte[] digest = algorithm.equals(SigningAlgorithm.SM2DSA)
                ? verificationKey().digest(message)
                : Messages.sha256(message);
        AsymmetricSignRequest request = AsymmetricSignRequest.of(keyId(), keyVersionId(), algorithm, digest);
        return client.send(request).value();
    }

    @Override
    public boolean verifyLocally(byte[] message, byte[] signature) {
        try {
            return verifyLocally(new ByteArrayInputStream(message), signature);
        } catch (IOException e) {
            throw new UncheckedIOException("an array could not be read", e);
        }
    }

    @Override
    public boolean verifyLocally(InputStream message, byte[] signature) throws IOException {
        return verificationKey().verify(message, signature);
    }

    @Override
    public PublicKey publicKey() {
        return verificationKey().publicKey();
    }

    /** Threads that come together before there is a key fetch it each, without a lock: they get the same. */
    private VerificationKey verificationKey() {
        VerificationKey known = verificationKey;
        if (known == null) {
            known = VerificationKey.of(algorithm, client.send(key).publicKeyDer());
            verificationKey = known;
        }
        return known;
    }

    @Override
    public String toString() {
        return "KeySigner[keyId=" + keyId() + ", keyVersionId=" + keyVersionId() + ", algorithm=" + algorithm + "]";
    }
}
