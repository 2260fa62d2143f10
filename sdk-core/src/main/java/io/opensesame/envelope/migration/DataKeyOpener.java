package io.opensesame.envelope.migration;

import io.opensesame.kms.crypto.EncryptionContext;

/** Decrypts data keys: KMS, as far as the reader needs it. */
interface DataKeyOpener {
    OpenedDataKey open(byte[] ciphertext, EncryptionContext context);

    /**
     * A data key in clear.
     *
     * @param keyId the key that it was encrypted under, as KMS says: an id or an ARN
     * @param plaintext the data key; the receiver wipes it
     */
    record OpenedDataKey(String keyId, byte[] plaintext) {
        /** Leaves the data key out. */
        @Override
        public String toString() {
            return "OpenedDataKey[keyId=" + keyId + ", plaintext=<redacted>]";
        }
    }
}
