package io.opensesame.internal.envelope;

import io.opensesame.internal.envelope.message.DataKey;

/** A data key to decrypt with, and the customer master key that KMS decrypted it with. */
final class DecryptionKey extends SharedDataKey {
    private final String keyId;

    /** @param keyId as KMS's answer named it */
    DecryptionKey(DataKey key, String keyId) {
        super(key);
        this.keyId = keyId;
    }

    String keyId() {
        return keyId;
    }
}
