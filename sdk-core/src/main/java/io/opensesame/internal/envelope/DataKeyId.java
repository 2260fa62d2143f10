package io.opensesame.internal.envelope;

import io.opensesame.envelope.AlgorithmSuite;
import io.opensesame.envelope.EnvelopeKey;
import io.opensesame.internal.envelope.message.EncryptedDataKey;
import io.opensesame.kms.KmsEndpoint;
import io.opensesame.kms.crypto.EncryptionContext;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/**
 * What a data key is cached under: a hash of all that tells it from others. Immutable.
 *
 * <p>It is SHA-256 over the parts, each after its length, and lists after their count. So parts that look alike when
 * they are joined, such as the contexts {@code {ab: c}} and {@code {a: bc}}, have different ids.
 *
 * @param first the first 8 bytes
 * @param second the next 8 bytes
 * @param third the next 8 bytes
 * @param fourth the last 8 bytes
 */
record DataKeyId(long first, long second, long third, long fourth) {
    private static final int ENCRYPTING = 1;
    private static final int DECRYPTING = 2;

    /**
     * Returns the id of a data key to encrypt with.
     *
     * @param keys the keys that it is encrypted under, by their ids and endpoints
     */
    static DataKeyId forEncrypting(AlgorithmSuite suite, List<EnvelopeKey> keys, EncryptionContext context) {
        Parts parts = new Parts(ENCRYPTING).number(suite.id()).number(keys.size());
        for (EnvelopeKey key : keys) {
            KmsEndpoint endpoint = key.endpoint().orElseThrow();
            parts.text(key.keyId())
                    .text(endpoint.region().orElse(""))
                    .text(endpoint.uri().toString());
        }
        return parts.context(context).id();
    }

    /**
     * Returns the id of a data key to decrypt with.
     *
     * @param asked where KMS is asked to decrypt it
     * @param accessKeyId whose permission to decrypt it was or will be checked
     */
    static DataKeyId forDecrypting(
            AlgorithmSuite suite,
            EncryptedDataKey encrypted,
            EncryptionContext context,
            KmsEndpoint asked,
            String accessKeyId) {
        return new Parts(DECRYPTING)
                .number(suite.id())
                .text(encrypted.region())
                .text(encrypted.keyId())
                .bytes(encrypted.ciphertext())
                .text(asked.uri().toString())
                .text(accessKeyId)
                .context(context)
                .id();
    }

    /** Writes parts so that no two lists of them make the same bytes. */
    private static final class Parts {
        private ByteBuffer written = ByteBuffer.allocate(512);

        Parts(int purpose) {
            number(purpose);
        }

        Parts number(int number) {
            room(Integer.BYTES).putInt(number);
            return this;
        }

        Parts text(String text) {
            return bytes(text.getBytes(StandardCharsets.UTF_8));
        }

        Parts bytes(byte[] bytes) {
            room(Integer.BYTES + bytes.length).putInt(bytes.length).put(bytes);
            return this;
        }

        Parts context(EncryptionContext context) {
            number(context.pairs().size());
            context.pairs().forEach((name, value) -> text(name).text(value));
            return this;
        }

        private ByteBuffer room(int length) {
            if (written.remaining() < length) {
                written = ByteBuffer.allocate(2 * (written.position() + length)).put(written.flip());
            }
            return written;
        }

        DataKeyId id() {
            ByteBuffer hash = ByteBuffer.wrap(sha256(written.flip()));
            return new DataKeyId(hash.getLong(), hash.getLong(), hash.getLong(), hash.getLong());
        }

        private static byte[] sha256(ByteBuffer bytes) {
            try {
                MessageDigest digest = MessageDigest.getInstance("SHA-256");
                digest.update(bytes);
                return digest.digest();
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java platform has SHA-256", e);
            }
        }
    }
}
