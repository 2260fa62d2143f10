package io.opensesame.envelope.migration;

import io.opensesame.envelope.migration.EncryptionSdkMessage.WrappedDataKey;
import io.opensesame.error.EnvelopeException;
import io.opensesame.error.InvalidRequestException;
import io.opensesame.error.OpenSesameException;
import io.opensesame.error.ResourceNotFoundException;
import io.opensesame.kms.KmsClient;
import io.opensesame.kms.crypto.DecryptRequest;
import io.opensesame.kms.crypto.DecryptResponse;
import io.opensesame.kms.crypto.EncryptionContext;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Decrypts messages of Alibaba Cloud's Encryption SDK for Java, so that data can move over to {@code EnvelopeCipher}.
 *
 * <pre>{@code
 * DecryptedMessage old = reader.decrypt(message, EncryptionContext.none());
 * byte[] moved = cipher.encrypt(old.exposePlaintext(), MessageContext.of(old.context()));
 * }</pre>
 *
 * <p>It takes both forms, that for byte arrays and that for streams, and opens what is in GCM mode. A message has one
 * tag at its end, so all of it is read and verified before any plaintext is given out. CBC and CTR mode, whose
 * plaintext nothing authenticates, are refused unless the options allow them by name.
 *
 * <p>Each message costs a call of Decrypt, which needs the permission {@code kms:Decrypt}. What counts is the key that
 * KMS says it decrypted with, never what a message claims. A key is asked for where the {@code KmsClient} calls: for
 * keys of several regions, make a reader of a client in each. Not read are messages whose header the SDK keeps in a
 * secret, and those that name one key twice.
 *
 * <p>Thread-safe. It works until the {@code OpenSesame} that its {@code KmsClient} is from is closed.
 */
public final class EncryptionSdkReader {
    private final DataKeyOpener dataKeys;
    private final EncryptionSdkReaderOptions options;

    EncryptionSdkReader(DataKeyOpener dataKeys, EncryptionSdkReaderOptions options) {
        this.dataKeys = dataKeys;
        this.options = Objects.requireNonNull(options, "options");
    }

    /**
     * Returns a reader.
     *
     * @param kms calls the KMS that has the keys
     * @param options which messages are opened
     * @return the reader
     */
    public static EncryptionSdkReader of(KmsClient kms, EncryptionSdkReaderOptions options) {
        Objects.requireNonNull(kms, "kms");
        return new EncryptionSdkReader(
                (ciphertext, context) -> kms.send(DecryptRequest.of(ciphertext, context)), options);
    }

    /**
     * Decrypts a message.
     *
     * @param message the whole message, and nothing after it; neither kept nor changed
     * @param required pairs that its encryption context must have, besides those of the options
     * @return the plaintext, and what it was bound to
     * @throws EnvelopeException if the message is malformed, was changed, or is not one that the options allow
     * @throws io.opensesame.error.KmsServiceException if KMS refuses to decrypt the data key
     * @throws io.opensesame.error.KmsTransportException if KMS gave no answer
     */
    public DecryptedMessage decrypt(byte[] message, EncryptionContext required) {
        requireShort(message.length);
        EncryptionSdkMessage parsed = EncryptionSdkMessage.parse(ByteBuffer.wrap(message));
        requireAllowed(parsed);
        requirePairs(parsed.context(), options.requiredContext());
        requirePairs(parsed.context(), required);
        return open(parsed);
    }

    /**
     * Reads a message from a stream and decrypts it. All of it is held in memory, up to the options' size.
     *
     * @param message the message, read to its end; not closed
     * @param required pairs that its encryption context must have, besides those of the options
     * @return the plaintext, and what it was bound to
     * @throws IOException if reading fails
     * @throws EnvelopeException as {@link #decrypt(byte[], EncryptionContext)} does
     */
    public DecryptedMessage decrypt(InputStream message, EncryptionContext required) throws IOException {
        return decrypt(message.readNBytes(options.maxMessageBytes() + 1), required);
    }

    private void requireShort(int messageBytes) {
        if (messageBytes > options.maxMessageBytes()) {
            throw new EnvelopeException("the message is longer than " + options.maxMessageBytes()
                    + " bytes, the most that is held until its tag is verified; raise maxMessageBytes if there is"
                    + " memory for about three times the message");
        }
    }

    private void requireAllowed(EncryptionSdkMessage message) {
        if (!message.algorithm().mode().authenticates() && !options.unauthenticatedMessagesAllowed()) {
            throw new EnvelopeException("the message is in the mode " + message.algorithm()
                    + ", which doesn't authenticate its plaintext; if nobody else can write where it is stored,"
                    + " allowUnauthenticatedMessages() opens it");
        }
        int keys = message.wrappedKeys().size();
        if (keys > options.maxEncryptedDataKeys()) {
            throw new EnvelopeException("the message has " + keys + " encrypted data keys, and at most "
                    + options.maxEncryptedDataKeys() + " are allowed; see maxEncryptedDataKeys");
        }
    }

    private static void requirePairs(EncryptionContext context, EncryptionContext required) {
        for (Map.Entry<String, String> pair : required.pairs().entrySet()) {
            if (!pair.getValue().equals(context.pairs().get(pair.getKey()))) {
                throw new EnvelopeException("the message's encryption context has not the pair that is required: "
                        + pair + "; check that this is the message that you mean");
            }
        }
    }

    private DecryptedMessage open(EncryptionSdkMessage message) {
        List<WrappedDataKey> candidates = message.wrappedKeys().stream()
                .filter(key -> options.allowedKeys().contains(key.keyArn()))
                .toList();
        if (candidates.isEmpty()) {
            throw new EnvelopeException("the message is under none of the allowed keys "
                    + options.allowedKeys() + " but, as it says, under "
                    + message.wrappedKeys().stream().map(WrappedDataKey::keyArn).toList()
                    + "; allow one of those if you trust it");
        }
        OpenSesameException failure = null;
        for (WrappedDataKey candidate : candidates) {
            try {
                return open(message, candidate);
            } catch (UnopenedDataKey unopened) {
                failure = joined(failure, unopened.reason);
            }
        }
        throw Objects.requireNonNull(failure);
    }

    private DecryptedMessage open(EncryptionSdkMessage message, WrappedDataKey candidate) throws UnopenedDataKey {
        DecryptResponse answer = answer(message, candidate);
        try {
            requireAnswerOf(candidate.keyArn(), answer.keyId());
            byte[] dataKey = answer.exposePlaintext();
            try {
                byte[] plaintext = MessageBody.open(message, dataKey);
                return new DecryptedMessage(plaintext, message.context(), candidate.keyArn());
            } finally {
                Arrays.fill(dataKey, (byte) 0);
            }
        } finally {
            answer.wipe();
        }
    }

    private DecryptResponse answer(EncryptionSdkMessage message, WrappedDataKey candidate) throws UnopenedDataKey {
        try {
            return dataKeys.open(BoundedFields.bytes(candidate.ciphertext()), message.context());
        } catch (InvalidRequestException | ResourceNotFoundException noCiphertext) {
            throw new UnopenedDataKey(new EnvelopeException(
                    "KMS can't decrypt the message's data key under " + candidate.keyArn()
                            + ": the message was changed, or this client calls another region than the key's",
                    noCiphertext));
        } catch (OpenSesameException failure) {
            throw new UnopenedDataKey(failure);
        }
    }

    /** Holds KMS's word against the claim of the message, which was held against the allowed keys. */
    private static void requireAnswerOf(String keyArn, String answered) throws UnopenedDataKey {
        if (!answered.equals(keyArn) && !answered.equals(keyArn.substring(keyArn.lastIndexOf('/') + 1))) {
            throw new UnopenedDataKey(new EnvelopeException("the message claims the key " + keyArn
                    + ", but KMS decrypted its data key with the key '" + answered
                    + "'; allow that one if you trust it"));
        }
    }

    private static OpenSesameException joined(@Nullable OpenSesameException first, OpenSesameException next) {
        if (first == null) {
            return next;
        }
        first.addSuppressed(next);
        return first;
    }

    /** One encrypted data key could not be opened; another one may. */
    private static final class UnopenedDataKey extends Exception {
        /** Why not. */
        private final OpenSesameException reason;

        UnopenedDataKey(OpenSesameException reason) {
            super(null, null, false, false);
            this.reason = reason;
        }
    }
}
