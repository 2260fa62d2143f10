package io.opensesame.localkms.engine.key;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opensesame.localkms.engine.call.Parameters;
import io.opensesame.localkms.engine.call.Request;
import io.opensesame.localkms.engine.call.ServiceRefusal;
import io.opensesame.localkms.engine.crypto.AsymmetricKey;
import io.opensesame.localkms.engine.crypto.KeyAlgorithm;
import io.opensesame.localkms.engine.crypto.KeyUsage;

/**
 * A version of an asymmetric key, and an algorithm that fits it. Can be used after the engine's lock is released, and
 * should be: making the key pair may take seconds.
 */
record KeyPairUse(StoredKey key, AsymmetricVersion version, KeyAlgorithm algorithm) {
    /** Finds what a request names by {@code KeyId}, {@code KeyVersionId} and {@code Algorithm}. */
    static KeyPairUse of(Request request, StoredKeys keys, KeyUsage usage) {
        String versionId = request.parameters().required("KeyVersionId");
        request.parameters().required("Algorithm");
        StoredKey key = keys.findByAnyName(request, "KeyId");
        return of(key, versionId, usage, request.parameters(), "Algorithm");
    }

    /** Finds what a request of ReEncrypt names as the source. */
    static KeyPairUse ofSource(Request request, StoredKeys keys) {
        String versionId = request.parameters().required("SourceKeyVersionId");
        request.parameters().required("SourceEncryptionAlgorithm");
        StoredKey key = keys.find(request, "SourceKeyId");
        return of(key, versionId, KeyUsage.ENCRYPT_DECRYPT, request.parameters(), "SourceEncryptionAlgorithm");
    }

    /** Finds a version of an enabled, asymmetric key, whatever its usage. */
    static AsymmetricVersion version(StoredKey key, String versionId) {
        key.requireEnabled();
        if (key.traits().spec().isSymmetric()) {
            throw KeyRefusals.unsupported();
        }
        return (AsymmetricVersion) key.version(versionId).orElseThrow(KeyRefusals::versionNotFound);
    }

    AsymmetricKey keyPair() {
        return version.keyPair();
    }

    /** Decrypts, or refuses the ciphertext. */
    byte[] decrypt(byte[] ciphertext) {
        return keyPair().decrypt(algorithm, ciphertext).orElseThrow(() -> ServiceRefusal.invalid("CiphertextBlob"));
    }

    /** Begins an answer that names the key and the version. */
    ObjectNode answer() {
        return KeyAnswers.named(key, version);
    }

    private static KeyPairUse of(
            StoredKey key, String versionId, KeyUsage usage, Parameters parameters, String algorithmParameter) {
        key.requireEnabled();
        if (key.traits().usage() != usage) {
            throw KeyRefusals.unsupported();
        }
        AsymmetricVersion version = version(key, versionId);
        KeyAlgorithm algorithm = KeyAlgorithm.of(parameters.required(algorithmParameter))
                .filter(key.traits().spec().algorithms(usage)::contains)
                .orElseThrow(() -> ServiceRefusal.invalid(algorithmParameter));
        return new KeyPairUse(key, version, algorithm);
    }
}
