package io.opensesame.envelope.migration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opensesame.kms.crypto.EncryptionContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** A message that the Encryption SDK itself wrote, with its inputs. */
record PublishedMessage(JsonNode fields) {
    static List<PublishedMessage> all() {
        try (InputStream file = PublishedMessage.class.getResourceAsStream("/signature-vectors.json")) {
            List<PublishedMessage> messages = new ArrayList<>();
            new ObjectMapper()
                    .readTree(file)
                    .path("envelope")
                    .forEach(node -> messages.add(new PublishedMessage(node)));
            return messages;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static PublishedMessage named(String name) {
        return all().stream()
                .filter(message -> message.toString().equals(name))
                .findFirst()
                .orElseThrow();
    }

    EncryptionSdkAlgorithm algorithm() {
        return EncryptionSdkAlgorithm.of(fields.path("algorithmId").asInt()).orElseThrow();
    }

    byte[] message() {
        return hex("messageHex");
    }

    byte[] hex(String field) {
        return HexFormat.of().parseHex(text(field));
    }

    String keyArn() {
        return text("keyArn");
    }

    String plaintext() {
        return text("plaintextUtf8");
    }

    EncryptionContext context() {
        Map<String, String> pairs = new HashMap<>();
        fields.path("encryptionContext")
                .propertyStream()
                .forEach(pair -> pairs.put(pair.getKey(), pair.getValue().asText()));
        return EncryptionContext.of(pairs);
    }

    FakeKeys keys() {
        byte[] wrapped = text("wrappedKeyUtf8").getBytes(StandardCharsets.UTF_8);
        return new FakeKeys().with(keyArn(), wrapped, context(), hex("dataKeyHex"));
    }

    private String text(String field) {
        return fields.path(field).asText();
    }

    @Override
    public String toString() {
        return text("name");
    }
}
