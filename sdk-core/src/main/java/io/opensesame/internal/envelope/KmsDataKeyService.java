package io.opensesame.internal.envelope;

import io.opensesame.envelope.EnvelopeKey;
import io.opensesame.error.EnvelopeException;
import io.opensesame.internal.envelope.message.EncryptedDataKey;
import io.opensesame.internal.kms.RpcKmsClient;
import io.opensesame.kms.KmsEndpoint;
import io.opensesame.kms.crypto.DataKeySpec;
import io.opensesame.kms.crypto.DecryptRequest;
import io.opensesame.kms.crypto.DecryptResponse;
import io.opensesame.kms.crypto.EncryptRequest;
import io.opensesame.kms.crypto.EncryptionContext;
import io.opensesame.kms.crypto.GenerateDataKeyRequest;
import io.opensesame.kms.crypto.GenerateDataKeyResponse;
import io.opensesame.kms.key.DescribeKeyRequest;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** Asks KMS by GenerateDataKey, Encrypt, Decrypt and DescribeKey. Thread-safe; its futures end on threads for calls. */
public final class KmsDataKeyService implements DataKeyService {
    private final Function<KmsEndpoint, RpcKmsClient> clients;

    /**
     * Creates a service.
     *
     * @param clients gives the client of an endpoint
     */
    public KmsDataKeyService(Function<KmsEndpoint, RpcKmsClient> clients) {
        this.clients = clients;
    }

    private RpcKmsClient client(EnvelopeKey key) {
        return clients.apply(key.endpoint().orElseThrow());
    }

    @Override
    public CompletableFuture<GeneratedDataKey> generate(EnvelopeKey key, EncryptionContext context, Duration within) {
        GenerateDataKeyRequest request = GenerateDataKeyRequest.builder()
                .keyId(key.keyId())
                .dataKeySpec(DataKeySpec.AES_256)
                .encryptionContext(context)
                .build();
        return client(key).sendAsync(request, Runnable::run, within).thenApply(answer -> generated(key, answer));
    }

    private static GeneratedDataKey generated(EnvelopeKey key, GenerateDataKeyResponse answer) {
        try {
            EncryptedDataKey encrypted = encrypted(key, answer.keyId(), answer.ciphertextBlob());
            return new GeneratedDataKey(answer.exposePlaintext(), encrypted);
        } finally {
            answer.wipe();
        }
    }

    /** Refuses another key than the one that was asked for: what it encrypts would be refused on reading. */
    private static EncryptedDataKey encrypted(EnvelopeKey key, String keyId, byte[] ciphertext) {
        if (!keyId.equals(key.keyId())) {
            throw new EnvelopeException("KMS encrypted a data key under another key than " + key
                    + ", so nothing was encrypted with it. Name the key by the id that KMS gives it, and check that the"
                    + " endpoint is one of KMS.");
        }
        try {
            return new EncryptedDataKey(
                    key.endpoint().flatMap(KmsEndpoint::region).orElse(""), keyId, ciphertext);
        } catch (IllegalArgumentException unusable) {
            throw new EnvelopeException(
                    "KMS answered for " + key + " with what is no encrypted data key: " + unusable.getMessage()
                            + ". Check that the endpoint is one of KMS.",
                    unusable);
        }
    }

    @Override
    public CompletableFuture<EncryptedDataKey> wrap(
            EnvelopeKey key, byte[] dataKey, EncryptionContext context, Duration within) {
        EncryptRequest request = EncryptRequest.builder()
                .keyId(key.keyId())
                .plaintext(dataKey)
                .encryptionContext(context)
                .build();
        try {
            return client(key)
                    .sendAsync(request, Runnable::run, within)
                    .thenApply(answer -> encrypted(key, answer.keyId(), answer.ciphertextBlob()));
        } finally {
            request.wipe(); // the call has taken what it sends
        }
    }

    @Override
    public CompletableFuture<UnwrappedDataKey> unwrap(
            KmsEndpoint endpoint, byte[] ciphertext, EncryptionContext context, Duration within) {
        return clients.apply(endpoint)
                .sendAsync(DecryptRequest.of(ciphertext, context), Runnable::run, within)
                .thenApply(KmsDataKeyService::unwrapped);
    }

    private static UnwrappedDataKey unwrapped(DecryptResponse answer) {
        byte[] raw = answer.exposePlaintext();
        answer.wipe();
        return new UnwrappedDataKey(raw, answer.keyId());
    }

    @Override
    public CompletableFuture<String> keyId(EnvelopeKey alias, Duration within) {
        return client(alias)
                .sendAsync(DescribeKeyRequest.of(alias.keyId()), Runnable::run, within)
                .thenApply(answer -> answer.keyMetadata().keyId());
    }
}
