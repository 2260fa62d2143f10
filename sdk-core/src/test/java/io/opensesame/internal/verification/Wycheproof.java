package io.opensesame.internal.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;

/**
 * The signatures of Project Wycheproof, which lie beside the project rather than in it: in {@code ../shared/vectors},
 * or where the system property {@value #PROPERTY} says. A test that finds no file is skipped.
 */
final class Wycheproof {
    private static final String PROPERTY = "opensesame.vectors";

    /** One signature, and whether it is one. */
    record Vector(String name, JsonNode group, JsonNode test) {
        byte[] publicKeyDer() {
            return hex(group, "publicKeyDer");
        }

        byte[] message() {
            return hex(test, "msg");
        }

        byte[] signature() {
            return hex(test, "sig");
        }

        boolean valid() {
            return test.get("result").textValue().equals("valid");
        }
    }

    /** What a vector has to fulfil. */
    interface Check {
        void accept(Vector vector) throws IOException;
    }

    private Wycheproof() {}

    static void forEach(String fileName, Check check) throws IOException {
        JsonNode root = read(fileName);
        int run = 0;
        for (JsonNode group : root.get("testGroups")) {
            for (JsonNode test : group.get("tests")) {
                String name = fileName + ", test " + test.get("tcId") + " (" + test.get("comment") + ")";
                check.accept(new Vector(name, group, test));
                run++;
            }
        }
        assertThat(run).isEqualTo(root.get("numberOfTests").intValue()).isPositive();
    }

    private static byte[] hex(JsonNode node, String field) {
        return HexFormat.of().parseHex(node.get(field).textValue());
    }

    private static JsonNode read(String fileName) throws IOException {
        // From the module's folder, where Maven runs its tests.
        Path beside = Path.of("..", "..", "shared", "vectors");
        Path folder = Path.of(System.getProperty(PROPERTY, beside.toString())).toAbsolutePath();
        Path file = folder.resolve("wycheproof").resolve(fileName).normalize();
        assumeTrue(
                Files.exists(file),
                () -> "skipped: no " + file + "; the system property " + PROPERTY + " names the folder of vectors");
        return new ObjectMapper().readTree(file.toFile());
    }
}
