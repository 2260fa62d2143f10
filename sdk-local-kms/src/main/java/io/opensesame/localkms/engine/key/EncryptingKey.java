package io.opensesame.localkms.engine.key;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opensesame.localkms.engine.call.ServiceRefusal;
import java.security.SecureRandom;

/** The version with which a symmetric key encrypts at the moment. Can be used after the engine's lock is released. */
record EncryptingKey(StoredKey key, SymmetricVersion version) {
    /** Returns what encrypts under a key, or refuses one that is not enabled or not symmetric. */
    static EncryptingKey of(StoredKey key) {
        key.requireEnabled();
        if (key.newest() instanceof SymmetricVersion primary) {
            return new EncryptingKey(key, primary);
        }
        throw ServiceRefusal.unsupported();
    }

    /** Returns the blob, which travels as Base64. */
    String encrypt(byte[] plaintext, EncryptionContext context, SecureRandom random) {
        return version.encrypt(plaintext, context, random).base64();
    }

    /** Begins an answer that names the key and the version. */
    ObjectNode answer() {
        return KeyAnswers.named(key, version);
    }
}
