package io.opensesame.benchmarks.envelope;

import io.opensesame.envelope.EnvelopeKey;
import io.opensesame.internal.envelope.DataKeyService;
import io.opensesame.internal.envelope.GeneratedDataKey;
import io.opensesame.internal.envelope.UnwrappedDataKey;
import io.opensesame.internal.envelope.message.EncryptedDataKey;
import io.opensesame.kms.KmsEndpoint;
import io.opensesame.kms.crypto.EncryptionContext;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** One data key of this process, with a ciphertext as long as KMS's: others are measured under a local key too. */
final class LocalDataKeys implements DataKeyService {
    private static final String KEY_ID = "key-hzz0example0000000000";
    private static final int DATA_KEY_BYTES = 32;
    private static final int CIPHERTEXT_BYTES = 108;

    @Override
    public CompletableFuture<GeneratedDataKey> generate(EnvelopeKey key, EncryptionContext context, Duration within) {
        EncryptedDataKey encrypted = new EncryptedDataKey("cn-hangzhou", KEY_ID, new byte[CIPHERTEXT_BYTES]);
        return CompletableFuture.completedFuture(new GeneratedDataKey(new byte[DATA_KEY_BYTES], encrypted));
    }

    @Override
    public CompletableFuture<EncryptedDataKey> wrap(
            EnvelopeKey key, byte[] dataKey, EncryptionContext context, Duration within) {
        throw new UnsupportedOperationException("there is one key only");
    }

    @Override
    public CompletableFuture<UnwrappedDataKey> unwrap(
            KmsEndpoint endpoint, byte[] ciphertext, EncryptionContext context, Duration within) {
        return CompletableFuture.completedFuture(new UnwrappedDataKey(new byte[DATA_KEY_BYTES], KEY_ID));
    }

    @Override
    public CompletableFuture<String> keyId(EnvelopeKey alias, Duration within) {
        throw new UnsupportedOperationException("there is no alias");
    }
}
