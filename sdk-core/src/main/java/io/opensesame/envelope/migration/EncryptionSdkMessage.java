package io.opensesame.envelope.migration;

import io.opensesame.error.EnvelopeException;
import io.opensesame.kms.crypto.EncryptionContext;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A message of Alibaba Cloud's Encryption SDK, taken apart and not verified. It has two forms on disk, which the first
 * byte tells apart: the one for byte arrays is ASN.1 DER, the one for streams has fields with lengths. All buffers are
 * views of the message, and their positions are never moved.
 *
 * @param version 1
 * @param algorithm the algorithm of header tag and body
 * @param wrappedKeys the encrypted data keys, of which any one will do
 * @param context what the data key, and in GCM the body, is bound to
 * @param headerIv the nonce of the header tag
 * @param headerTag the tag over the header
 * @param bodyIv the nonce or initialization vector of the body
 * @param ciphertext the body
 * @param bodyTag the tag over the body; empty in the modes that have none
 */
record EncryptionSdkMessage(
        int version,
        EncryptionSdkAlgorithm algorithm,
        List<WrappedDataKey> wrappedKeys,
        EncryptionContext context,
        ByteBuffer headerIv,
        ByteBuffer headerTag,
        ByteBuffer bodyIv,
        ByteBuffer ciphertext,
        ByteBuffer bodyTag) {
    private static final int VERSION = 1;
    private static final int HEADER_IV_BYTES = 12;
    private static final int TAG_BYTES = 16;

    /**
     * A data key as it is in the message.
     *
     * @param keyArn the ARN of the customer master key that it is encrypted under, as the message claims
     * @param ciphertext KMS's CiphertextBlob, decoded
     */
    record WrappedDataKey(String keyArn, ByteBuffer ciphertext) {}

    static EncryptionSdkMessage parse(ByteBuffer message) {
        if (!message.hasRemaining()) {
            throw BoundedFields.malformed("it is empty");
        }
        BoundedFields fields = new BoundedFields(message);
        return message.get(message.position()) == 0 ? streamForm(fields) : derForm(fields);
    }

    private static EncryptionSdkMessage derForm(BoundedFields fields) {
        BoundedFields parts = fields.derSequence("the message");
        fields.requireEnd("the message");
        BoundedFields header = parts.derSequence("the header");
        BoundedFields body = parts.derSequence("the body");
        parts.requireEnd("the body");

        int version = version(header.derSmallInteger("the version"));
        EncryptionSdkAlgorithm algorithm = algorithm(header.derSmallInteger("the algorithm"));
        List<WrappedDataKey> keys = derKeys(header.derSet("the list of data keys"));
        EncryptionContext context = derContext(header.derSet("the encryption context"));
        ByteBuffer headerIv = headerIv(header.derOctets("the header's IV"));
        ByteBuffer headerTag = headerTag(header.derOctets("the header's tag"));
        header.requireEnd("the header's tag");

        ByteBuffer bodyIv = bodyIv(algorithm, body.derOctets("the body's IV"));
        ByteBuffer ciphertext = body.derOctets("the ciphertext");
        ByteBuffer bodyTag =
                BoundedFields.exactly(algorithm.mode().tagBytes(), body.derOctets("the body's tag"), "the body's tag");
        body.requireEnd("the body's tag");
        return new EncryptionSdkMessage(
                version, algorithm, keys, context, headerIv, headerTag, bodyIv, ciphertext, bodyTag);
    }

    private static EncryptionSdkMessage streamForm(BoundedFields fields) {
        int version = version(fields.number("the version"));
        EncryptionSdkAlgorithm algorithm = algorithm(fields.number("the algorithm"));
        EncryptionContext context = countedContext(fields.counted("the encryption context"));
        List<WrappedDataKey> keys = countedKeys(fields);
        ByteBuffer headerIv = headerIv(fields.counted("the header's IV"));
        ByteBuffer headerTag = headerTag(fields.counted("the header's tag"));
        int bodyIvBytes = fields.littleEndianNumber("the length of the body's IV");
        ByteBuffer bodyIv = bodyIv(algorithm, fields.take(bodyIvBytes, "the body's IV"));
        ByteBuffer ciphertext = fields.allBut(algorithm.mode().tagBytes(), "the ciphertext");
        ByteBuffer bodyTag = fields.allBut(0, "the body's tag");
        return new EncryptionSdkMessage(
                version, algorithm, keys, context, headerIv, headerTag, bodyIv, ciphertext, bodyTag);
    }

    private static List<WrappedDataKey> derKeys(BoundedFields set) {
        List<WrappedDataKey> keys = new ArrayList<>();
        while (set.hasMore()) {
            BoundedFields key = set.derSequence("a data key");
            String arn = BoundedFields.text(key.derOctets("a key's ARN"), "a key's ARN");
            ByteBuffer ciphertext = key.derOctets("an encrypted data key");
            key.requireEnd("an encrypted data key");
            keys.add(new WrappedDataKey(arn, ciphertext));
        }
        return checked(keys);
    }

    private static List<WrappedDataKey> countedKeys(BoundedFields fields) {
        int count = fields.number("the number of data keys");
        List<WrappedDataKey> keys = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String arn = BoundedFields.text(fields.counted("a key's ARN"), "a key's ARN");
            String base64 = BoundedFields.text(fields.counted("an encrypted data key"), "an encrypted data key");
            keys.add(new WrappedDataKey(arn, ByteBuffer.wrap(decoded(base64))));
        }
        return checked(keys);
    }

    /** Decodes the one text that the bytes have: the header tag is over the text. */
    private static byte[] decoded(String base64) {
        try {
            byte[] bytes = Base64.getDecoder().decode(base64);
            if (Base64.getEncoder().encodeToString(bytes).equals(base64)) {
                return bytes;
            }
        } catch (IllegalArgumentException notBase64) {
            // Said below.
        }
        throw BoundedFields.malformed("an encrypted data key is no Base64 text");
    }

    private static List<WrappedDataKey> checked(List<WrappedDataKey> keys) {
        Set<String> arns = new HashSet<>();
        for (WrappedDataKey key : keys) {
            if (!arns.add(key.keyArn())) {
                throw BoundedFields.malformed("it has two data keys of one key");
            }
            if (!key.ciphertext().hasRemaining()) {
                throw BoundedFields.malformed("an encrypted data key is empty");
            }
        }
        return List.copyOf(keys);
    }

    private static EncryptionContext derContext(BoundedFields set) {
        Map<String, String> pairs = new HashMap<>();
        while (set.hasMore()) {
            BoundedFields pair = set.derSequence("a pair of the encryption context");
            ByteBuffer name = pair.derOctets("a name in the encryption context");
            put(pairs, name, pair.derOctets("a value in the encryption context"));
            pair.requireEnd("a pair of the encryption context");
        }
        return context(pairs);
    }

    private static EncryptionContext countedContext(ByteBuffer bytes) {
        if (!bytes.hasRemaining()) {
            return EncryptionContext.none();
        }
        BoundedFields fields = new BoundedFields(bytes);
        int count = fields.number("the number of pairs");
        Map<String, String> pairs = new HashMap<>();
        for (int i = 0; i < count; i++) {
            ByteBuffer name = fields.counted("a name in the encryption context");
            put(pairs, name, fields.counted("a value in the encryption context"));
        }
        fields.requireEnd("the encryption context");
        if (pairs.isEmpty()) {
            throw BoundedFields.malformed("an empty encryption context has bytes");
        }
        return context(pairs);
    }

    private static void put(Map<String, String> pairs, ByteBuffer name, ByteBuffer value) {
        String text = BoundedFields.text(name, "a name in the encryption context");
        if (pairs.put(text, BoundedFields.text(value, "a value in the encryption context")) != null) {
            throw BoundedFields.malformed("a name stands twice in the encryption context");
        }
    }

    private static EncryptionContext context(Map<String, String> pairs) {
        try {
            return EncryptionContext.of(pairs);
        } catch (IllegalArgumentException refused) {
            throw new EnvelopeException("KMS takes no such encryption context as this message has", refused);
        }
    }

    private static int version(int version) {
        if (version != VERSION) {
            throw BoundedFields.malformed("its version is " + version + ", and not " + VERSION);
        }
        return version;
    }

    private static EncryptionSdkAlgorithm algorithm(int id) {
        return EncryptionSdkAlgorithm.of(id).orElseThrow(() -> BoundedFields.malformed("there is no algorithm " + id));
    }

    private static ByteBuffer headerIv(ByteBuffer field) {
        return BoundedFields.exactly(HEADER_IV_BYTES, field, "the header's IV");
    }

    private static ByteBuffer headerTag(ByteBuffer field) {
        return BoundedFields.exactly(TAG_BYTES, field, "the header's tag");
    }

    private static ByteBuffer bodyIv(EncryptionSdkAlgorithm algorithm, ByteBuffer field) {
        return BoundedFields.exactly(algorithm.mode().ivBytes(), field, "the body's IV");
    }
}
