package io.opensesame.envelope.migration;

import io.opensesame.envelope.migration.EncryptionSdkMessage.WrappedDataKey;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * The bytes that the tags of a message are over. Numbers have 4 bytes, big-endian; a text is its length and its UTF-8
 * bytes.
 *
 * <pre>
 * header   version, algorithm, number of pairs, context, number of keys, each key in the order of its ARN's bytes:
 *          ARN, Base64 of the encrypted data key
 * context  nothing if there is no pair; else number of pairs, each pair in the order of its name's bytes: name, value
 * body     context
 * </pre>
 */
final class AuthenticatedFields {
    private static final Comparator<byte[]> BY_BYTES = Arrays::compareUnsigned;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private AuthenticatedFields() {}

    static byte[] ofHeader(EncryptionSdkMessage message) {
        AuthenticatedFields fields = new AuthenticatedFields();
        fields.number(message.version());
        fields.number(message.algorithm().id());
        fields.number(message.context().pairs().size());
        fields.context(message);
        fields.number(message.wrappedKeys().size());
        List<WrappedDataKey> sorted = new ArrayList<>(message.wrappedKeys());
        sorted.sort(Comparator.comparing(key -> utf8(key.keyArn()), BY_BYTES));
        for (WrappedDataKey key : sorted) {
            fields.text(key.keyArn());
            fields.text(Base64.getEncoder().encodeToString(BoundedFields.bytes(key.ciphertext())));
        }
        return fields.bytes.toByteArray();
    }

    static byte[] ofBody(EncryptionSdkMessage message) {
        AuthenticatedFields fields = new AuthenticatedFields();
        fields.context(message);
        return fields.bytes.toByteArray();
    }

    private void context(EncryptionSdkMessage message) {
        if (message.context().isEmpty()) {
            return;
        }
        List<Map.Entry<String, String>> pairs =
                new ArrayList<>(message.context().pairs().entrySet());
        pairs.sort(Comparator.comparing(pair -> utf8(pair.getKey()), BY_BYTES));
        number(pairs.size());
        for (Map.Entry<String, String> pair : pairs) {
            text(pair.getKey());
            text(pair.getValue());
        }
    }

    private void number(int value) {
        bytes.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(value).array());
    }

    private void text(String text) {
        byte[] utf8 = utf8(text);
        number(utf8.length);
        bytes.writeBytes(utf8);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
