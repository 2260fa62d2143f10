package io.opensesame.envelope.migration;

import io.opensesame.kms.KmsClient;
import io.opensesame.kms.crypto.DecryptRequest;
import io.opensesame.kms.crypto.DecryptResponse;
import io.opensesame.kms.crypto.EncryptionContext;

/** Decrypts data keys by KMS's operation Decrypt. */
final class KmsDataKeyOpener implements DataKeyOpener {
    private final KmsClient kms;

    KmsDataKeyOpener(KmsClient kms) {
        this.kms = kms;
    }

    @Override
    public OpenedDataKey open(byte[] ciphertext, EncryptionContext context) {
        DecryptResponse response = kms.send(DecryptRequest.of(ciphertext, context));
        try {
            return new OpenedDataKey(response.keyId(), response.exposePlaintext());
        } finally {
            response.wipe();
        }
    }
}
