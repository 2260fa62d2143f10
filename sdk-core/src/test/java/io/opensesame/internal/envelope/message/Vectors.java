package io.opensesame.internal.envelope.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opensesame.envelope.AlgorithmSuite;
import io.opensesame.envelope.MessageContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** The messages with all their inputs that stand in files: one file for each suite. */
final class Vectors {
    private static final String FOLDER = "/io/opensesame/internal/envelope/vectors/";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HexFormat HEX = HexFormat.of();

    private Vectors() {}

    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Vector(String name, NaiveFormat.Inputs inputs, byte[] message) {
        AlgorithmSuite suite() {
            return SuiteSpec.withId(inputs.suite()).orElseThrow().suite();
        }

        MessageContext context() {
            return MessageContext.of(inputs.encryptionContext()).withMessagePairs(inputs.messagePairs());
        }

        List<EncryptedDataKey> encryptedDataKeys() {
            return inputs.wrappedKeys().stream()
                    .map(key -> new EncryptedDataKey(key.region(), key.keyId(), key.ciphertext()))
                    .toList();
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Vector> all() {
        return Arrays.stream(AlgorithmSuite.values()).flatMap(suite -> read(suite).stream());
    }

    private static List<Vector> read(AlgorithmSuite suite) {
        try (InputStream in = Vectors.class.getResourceAsStream(FOLDER + fileName(suite))) {
            List<Vector> vectors = new ArrayList<>();
            for (JsonNode node : JSON.readTree(in)) {
                vectors.add(read(suite, node));
            }
            return vectors;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Vector read(AlgorithmSuite suite, JsonNode node) {
        List<NaiveFormat.WrappedKey> keys = new ArrayList<>();
        for (JsonNode key : node.get("encryptedDataKeys")) {
            keys.add(new NaiveFormat.WrappedKey(
                    key.get("region").textValue(), key.get("keyId").textValue(), hex(key, "ciphertext")));
        }
        NaiveFormat.Inputs inputs = new NaiveFormat.Inputs(
                suite.id(),
                hex(node, "dataKey"),
                hex(node, "messageId"),
                node.get("frameLength").intValue(),
                pairs(node.get("encryptionContext")),
                pairs(node.get("messagePairs")),
                keys,
                hex(node, "plaintext"));
        return new Vector(suite + ": " + node.get("name").textValue(), inputs, hex(node, "message"));
    }

    private static Map<String, String> pairs(JsonNode node) {
        Map<String, String> pairs = new LinkedHashMap<>();
        node.properties()
                .forEach(pair -> pairs.put(pair.getKey(), pair.getValue().textValue()));
        return pairs;
    }

    private static byte[] hex(JsonNode node, String field) {
        return HEX.parseHex(node.get(field).textValue());
    }

    private static String fileName(AlgorithmSuite suite) {
        return suite.name().toLowerCase(Locale.ROOT).replace('_', '-') + ".json";
    }

    /** Writes the files anew, by {@link NaiveFormat} alone: the only argument is the folder. */
    public static void main(String[] args) throws IOException, GeneralSecurityException {
        for (AlgorithmSuite suite : AlgorithmSuite.values()) {
            List<ObjectNode> nodes = new ArrayList<>();
            for (Map.Entry<String, NaiveFormat.Inputs> each : cases(suite).entrySet()) {
                nodes.add(node(each.getKey(), each.getValue()));
            }
            byte[] json = JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(nodes);
            Files.write(Path.of(args[0], fileName(suite)), json);
        }
    }

    private static Map<String, NaiveFormat.Inputs> cases(AlgorithmSuite suite) {
        Map<String, String> none = Map.of();
        Map<String, String> table = Map.of("table", "orders");
        // In the order of their bytes, which is not that of their UTF-16 units.
        Map<String, String> unicode = new LinkedHashMap<>();
        unicode.put("a", "");
        unicode.put("ab", "c");
        unicode.put("\u90e8\u95e8", "\u8d22\u52a1");
        unicode.put("\uff21", "full-width");
        unicode.put("\ud83d\udd11", "key");
        List<NaiveFormat.WrappedKey> one = List.of(wrapped("cn-hangzhou", 1));
        List<NaiveFormat.WrappedKey> three =
                List.of(wrapped("cn-hangzhou", 1), wrapped("", 2), wrapped("cn-beijing", 3));
        Map<String, NaiveFormat.Inputs> cases = new LinkedHashMap<>();
        cases.put("empty", inputs(suite, 1, 65_536, none, none, one, 0));
        cases.put("one frame", inputs(suite, 2, 65_536, table, none, one, 64));
        cases.put("one whole frame", inputs(suite, 3, 32, table, none, one, 32));
        cases.put("several frames", inputs(suite, 4, 32, table, Map.of("id", "4711"), one, 100));
        cases.put("a multiple of the frame length", inputs(suite, 5, 32, table, none, one, 96));
        cases.put("frames of one byte", inputs(suite, 6, 1, none, Map.of("id", "4711"), one, 3));
        cases.put("several keys, names beyond ASCII", inputs(suite, 7, 4_096, unicode, table, three, 40));
        return cases;
    }

    private static NaiveFormat.Inputs inputs(
            AlgorithmSuite suite,
            int number,
            int frameLength,
            Map<String, String> encryptionContext,
            Map<String, String> messagePairs,
            List<NaiveFormat.WrappedKey> keys,
            int plaintextBytes) {
        return new NaiveFormat.Inputs(
                suite.id(),
                counted(0x10 * number, 32),
                counted(0x80 + number, 32),
                frameLength,
                encryptionContext,
                messagePairs,
                keys,
                counted(0x61, plaintextBytes));
    }

    private static NaiveFormat.WrappedKey wrapped(String region, int number) {
        return new NaiveFormat.WrappedKey(region, "key-example-" + number, counted(0xc0 + number, 48));
    }

    private static byte[] counted(int first, int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (first + i);
        }
        return bytes;
    }

    private static ObjectNode node(String name, NaiveFormat.Inputs inputs)
            throws IOException, GeneralSecurityException {
        ObjectNode node = JSON.createObjectNode()
                .put("name", name)
                .put("suite", "%04x".formatted(inputs.suite()))
                .put("dataKey", HEX.formatHex(inputs.dataKey()))
                .put("messageId", HEX.formatHex(inputs.messageId()))
                .put("frameLength", inputs.frameLength());
        node.set("encryptionContext", JSON.valueToTree(inputs.encryptionContext()));
        node.set("messagePairs", JSON.valueToTree(inputs.messagePairs()));
        inputs.wrappedKeys()
                .forEach(key -> node.withArray("encryptedDataKeys")
                        .addObject()
                        .put("region", key.region())
                        .put("keyId", key.keyId())
                        .put("ciphertext", HEX.formatHex(key.ciphertext())));
        return node.put("plaintext", HEX.formatHex(inputs.plaintext()))
                .put("message", HEX.formatHex(NaiveFormat.encrypt(inputs)));
    }
}
