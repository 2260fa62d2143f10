package io.opensesame.envelope.migration;

import io.opensesame.kms.crypto.DecryptResponse;
import io.opensesame.kms.crypto.EncryptionContext;

/** Decrypts data keys: KMS, as far as the reader needs it. */
@FunctionalInterface
interface DataKeyOpener {
    /** Returns the data key, which the caller wipes; throws what {@code KmsClient.send} throws. */
    DecryptResponse open(byte[] ciphertext, EncryptionContext context);
}
