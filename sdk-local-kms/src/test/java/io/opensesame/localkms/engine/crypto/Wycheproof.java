package io.opensesame.localkms.engine.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.function.ThrowingConsumer;

/**
 * The test vectors of Project Wycheproof, which lie beside the project rather than in it: in {@code ../shared/vectors},
 * or where the system property {@value #PROPERTY} says. A test that finds no file is skipped.
 */
final class Wycheproof {
    private static final String PROPERTY = "opensesame.vectors";

    private Wycheproof() {}

    /** Reads a file, and shows each of its tests with its group; fails if it does not hold so many as it says. */
    static void forEach(String fileName, Check check) throws Throwable {
        JsonNode root = read(fileName);
        int run = 0;
        for (JsonNode group : root.get("testGroups")) {
            for (JsonNode test : group.get("tests")) {
                run(fileName, test, vector -> check.accept(group, vector));
                run++;
            }
        }
        assertThat(run).isEqualTo(root.get("numberOfTests").intValue()).isPositive();
    }

    static byte[] hex(JsonNode node, String field) {
        return HexFormat.of().parseHex(node.get(field).textValue());
    }

    static boolean isValid(JsonNode test) {
        return test.get("result").textValue().equals("valid");
    }

    private static void run(String fileName, JsonNode test, ThrowingConsumer<JsonNode> check) {
        try {
            check.accept(test);
        } catch (Throwable e) {
            throw new AssertionError(
                    fileName + ", test " + test.get("tcId") + " (" + test.get("comment") + "): " + e.getMessage(), e);
        }
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

    /** What one test vector has to fulfil. */
    @FunctionalInterface
    interface Check {
        void accept(JsonNode group, JsonNode test) throws Throwable;
    }
}
