package io.opensesame.internal.envelope.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/**
 * Runs the vectors of Project Wycheproof, which lie beside the project rather than in it: in {@code ../shared/vectors},
 * or where the system property {@value #PROPERTY} says. Where they are not there, the tests are skipped.
 */
class WycheproofTest {
    private static final String PROPERTY = "opensesame.vectors";

    @Test
    void aesGcm_everyVectorWithOurLengths_fits() throws IOException {
        assertThat(runGcm("aes_gcm_test.json", SuiteSpec.AES_256_GCM)).isGreaterThan(150);
    }

    @Test
    void sm4Gcm_everyVectorWithOurLengths_fits() throws IOException {
        assertThat(runGcm("sm4_gcm_test.json", SuiteSpec.SM4_GCM)).isGreaterThan(50);
    }

    @Test
    void hkdfSha512_everyVector_fits() throws IOException {
        JsonNode root = read("hkdf_sha512_test.json");
        int run = 0;
        for (JsonNode group : root.get("testGroups")) {
            for (JsonNode test : group.get("tests")) {
                run++;
                HmacKey extracted = Hkdf.extract(Hash.SHA_512, hex(test, "salt"), hex(test, "ikm"));
                int size = test.get("size").intValue();
                if (test.get("result").textValue().equals("valid")) {
                    assertThat(Hkdf.expand(Hash.SHA_512, extracted, hex(test, "info"), size))
                            .as(name(test))
                            .containsExactly(hex(test, "okm"));
                } else {
                    assertThatIllegalArgumentException()
                            .as(name(test))
                            .isThrownBy(() -> Hkdf.expand(Hash.SHA_512, extracted, hex(test, "info"), size));
                }
            }
        }
        assertThat(run).isEqualTo(root.get("numberOfTests").intValue());
    }

    /** Frames have 12-byte nonces and 16-byte tags; vectors of other lengths are no question here. */
    private static int runGcm(String fileName, SuiteSpec suite) throws IOException {
        FrameCipher cipher = suite.newFrameCipher();
        int run = 0;
        for (JsonNode group : read(fileName).get("testGroups")) {
            if (group.get("ivSize").intValue() != 96 || group.get("tagSize").intValue() != 128) {
                continue;
            }
            for (JsonNode test : group.get("tests")) {
                requireFits(cipher, suite, test);
                run++;
            }
        }
        return run;
    }

    private static void requireFits(FrameCipher cipher, SuiteSpec suite, JsonNode test) {
        FrameKey key = new FrameKey(suite.blockCipher(), hex(test, "key"));
        byte[] nonce = hex(test, "iv");
        byte[] associated = hex(test, "aad");
        byte[] plaintext = hex(test, "msg");
        byte[] sealed = concat(hex(test, "ct"), hex(test, "tag"));
        boolean valid = test.get("result").textValue().equals("valid");
        byte[] decrypted = new byte[plaintext.length];

        boolean fits = cipher.decrypt(key, nonce, associated, sealed, 0, plaintext.length, decrypted, 0);

        assertThat(fits).as(name(test)).isEqualTo(valid);
        assertThat(decrypted).as(name(test)).containsExactly(valid ? plaintext : new byte[plaintext.length]);
        if (valid) {
            byte[] encrypted = new byte[sealed.length];
            // The JDK refuses to encrypt twice with one key and nonce, and two vectors may share them.
            suite.newFrameCipher().encrypt(key, nonce, associated, plaintext, 0, plaintext.length, encrypted, 0);
            assertThat(encrypted).as(name(test)).containsExactly(sealed);
        }
    }

    private static String name(JsonNode test) {
        return "test " + test.get("tcId") + " (" + test.get("comment").textValue() + ")";
    }

    private static byte[] concat(byte[] one, byte[] other) {
        byte[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }

    private static byte[] hex(JsonNode node, String field) {
        return HexFormat.of().parseHex(node.get(field).textValue());
    }

    private static JsonNode read(String fileName) throws IOException {
        // From the module's folder, where Maven runs its tests.
        Path beside = Path.of("..", "..", "shared", "vectors");
        Path file = Path.of(System.getProperty(PROPERTY, beside.toString()))
                .toAbsolutePath()
                .resolve("wycheproof")
                .resolve(fileName)
                .normalize();
        assumeTrue(
                Files.exists(file),
                () -> "skipped: no " + file + "; the system property " + PROPERTY + " names the folder of vectors");
        return new ObjectMapper().readTree(file.toFile());
    }
}
