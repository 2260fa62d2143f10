package io.opensesame.internal.envelope;

import io.opensesame.envelope.EnvelopeKey;
import io.opensesame.internal.envelope.message.EncryptedDataKey;
import io.opensesame.kms.KmsEndpoint;
import io.opensesame.kms.crypto.EncryptionContext;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * What envelope encryption asks of KMS. Thread-safe; no method blocks.
 *
 * <p>Keys come with their endpoints. Futures fail with what {@code KmsClient.send} throws; they may be completed on
 * threads that must not be held up. Arrays of key material that are handed out belong to the caller, who wipes them.
 */
public interface DataKeyService {
    /**
     * Makes a data key of 32 bytes.
     *
     * @param key the customer master key, by its id
     * @param context what the data key is bound to
     * @param within what is left for the call; positive
     * @return the data key to come, in clear and encrypted
     */
    CompletableFuture<GeneratedDataKey> generate(EnvelopeKey key, EncryptionContext context, Duration within);

    /**
     * Encrypts a data key.
     *
     * @param key the customer master key, by its id
     * @param dataKey its bytes; neither changed, nor kept after this method returned
     * @param context what it is bound to
     * @param within what is left for the call; positive
     * @return the encrypted data key to come
     */
    CompletableFuture<EncryptedDataKey> wrap(
            EnvelopeKey key, byte[] dataKey, EncryptionContext context, Duration within);

    /**
     * Decrypts a data key.
     *
     * @param endpoint whom to ask
     * @param ciphertext the encrypted data key
     * @param context what it is bound to
     * @param within what is left for the call; positive
     * @return the data key to come, with the id of the customer master key that KMS used
     */
    CompletableFuture<UnwrappedDataKey> unwrap(
            KmsEndpoint endpoint, byte[] ciphertext, EncryptionContext context, Duration within);

    /**
     * Resolves an alias.
     *
     * @param alias the alias
     * @param within what is left for the call; positive
     * @return the id to come of the key that it stands for
     */
    CompletableFuture<String> keyId(EnvelopeKey alias, Duration within);
}
