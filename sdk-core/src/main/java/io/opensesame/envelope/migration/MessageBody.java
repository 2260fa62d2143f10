package io.opensesame.envelope.migration;

import io.opensesame.error.EnvelopeException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;

/**
 * Opens a message with its data key: first the header's tag, then the body. Whatever is wrong with either, the answer
 * is the same exception with the same words, so that nobody learns plaintext from the way a message is refused.
 */
final class MessageBody {
    private MessageBody() {}

    static byte[] open(EncryptionSdkMessage message, byte[] dataKey) {
        EncryptionSdkAlgorithm algorithm = message.algorithm();
        if (dataKey.length != algorithm.keyBytes()) {
            throw refused();
        }
        BlockModes modes = BlockModes.of(algorithm.family());
        try {
            byte[] tag = modes.gcmTag(
                    dataKey, BoundedFields.bytes(message.headerIv()), AuthenticatedFields.ofHeader(message));
            if (!MessageDigest.isEqual(tag, BoundedFields.bytes(message.headerTag()))) {
                throw refused();
            }
            return decrypt(message, modes, dataKey);
        } catch (GeneralSecurityException e) {
            throw refused(); // without the cause, which would tell padding from length from tag
        }
    }

    private static byte[] decrypt(EncryptionSdkMessage message, BlockModes modes, byte[] key)
            throws GeneralSecurityException {
        byte[] iv = BoundedFields.bytes(message.bodyIv());
        ByteBuffer ciphertext = message.ciphertext();
        return switch (message.algorithm().mode()) {
            case GCM -> {
                byte[] tag = BoundedFields.bytes(message.bodyTag());
                yield modes.gcmDecrypt(key, iv, AuthenticatedFields.ofBody(message), ciphertext, tag);
            }
            case CBC -> modes.cbcDecrypt(key, iv, ciphertext);
            case CBC_PKCS5 -> Padding.removed(modes.cbcDecrypt(key, iv, ciphertext));
            case CTR -> modes.ctrDecrypt(key, iv, ciphertext);
        };
    }

    private static EnvelopeException refused() {
        return new EnvelopeException("cannot open the message: it was changed since it was encrypted."
                + " Restore it from where it came from; no plaintext was given out");
    }
}
