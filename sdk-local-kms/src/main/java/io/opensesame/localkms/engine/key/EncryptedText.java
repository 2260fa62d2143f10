package io.opensesame.localkms.engine.key;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opensesame.localkms.engine.call.Request;
import io.opensesame.localkms.engine.call.ServiceRefusal;

/** A blob with the version that decrypts it. Can be used after the engine's lock is released. */
record EncryptedText(StoredKey key, SymmetricVersion version, CiphertextBlob blob, EncryptionContext context) {
    private static final String PARAMETER = "CiphertextBlob";

    /**
     * Finds the key that a request's {@code CiphertextBlob} names, and refuses one that is not enabled.
     *
     * @param contextParameter the parameter that has the blob's encryption context
     */
    static EncryptedText read(Request request, StoredKeys keys, String contextParameter) {
        CiphertextBlob blob = blob(request);
        EncryptionContext context = EncryptionContext.read(request.parameters(), contextParameter);
        StoredKey key = keys.withVersion(blob.versionId()).orElseThrow(ServiceRefusal::keyNotFound);
        key.requireEnabled();
        if (key.version(blob.versionId()).orElseThrow() instanceof SymmetricVersion version) {
            return new EncryptedText(key, version, blob, context);
        }
        throw ServiceRefusal.unsupported();
    }

    /** Returns the blob that a request has, or refuses what cannot be one. */
    static CiphertextBlob blob(Request request) {
        return CiphertextBlob.parse(request.parameters().bytes(PARAMETER))
                .orElseThrow(() -> ServiceRefusal.invalid(PARAMETER));
    }

    /** Returns the Base64 text of the plaintext; a damaged blob and another context are refused alike. */
    String decrypt() {
        return version.decrypt(blob, context).orElseThrow(() -> ServiceRefusal.invalid(PARAMETER));
    }

    /** Begins an answer that names the key and the version. */
    ObjectNode answer() {
        return KeyAnswers.named(key, version);
    }
}
