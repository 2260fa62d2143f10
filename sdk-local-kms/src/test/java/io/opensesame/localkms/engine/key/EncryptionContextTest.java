package io.opensesame.localkms.engine.key;

import static io.opensesame.localkms.engine.RefusalAssert.assertInvalid;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opensesame.localkms.engine.TestKms;
import io.opensesame.localkms.engine.call.Parameters;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class EncryptionContextTest {
    private final TestKms kms = new TestKms();
    private final String keyId = kms.call("CreateKey").at("/KeyMetadata/KeyId").textValue();

    @Property(tries = 500)
    void anyContext_opensWhatItClosed_andAnyOtherDoesNot(
            @ForAll("contexts") Map<String, String> context, @ForAll("contexts") Map<String, String> other) {
        String blob = encrypt(json(context));

        assertThat(kms.call("Decrypt", "CiphertextBlob", blob, "EncryptionContext", shuffled(context))
                        .get("Plaintext")
                        .textValue())
                .isEqualTo("AAAA");
        if (!other.equals(context)) {
            assertInvalid(
                    kms.refused("Decrypt", "CiphertextBlob", blob, "EncryptionContext", json(other)), "CiphertextBlob");
        }
    }

    /** Few characters, and those that separate among them, so that look-alikes come often. */
    @Provide
    Arbitrary<Map<String, String>> contexts() {
        Arbitrary<String> texts = Arbitraries.strings().withChars("ab&=%263D测").ofMaxLength(5);
        return Arbitraries.maps(texts, texts).ofMaxSize(3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"a\":\"1&b=2\"} | {\"a\":\"1\",\"b\":\"2\"}",
                "{\"a=1\":\"2\"} | {\"a\":\"1=2\"}",
                "{\"a\":\"1&\"} | {\"a\":\"1%26\"}",
                "{\"\":\"a=&b=c\"} | {\"\":\"a=\",\"b\":\"c\"}",
                "{\"ab\":\"c\"} | {\"a\":\"bc\"}",
                "{\"a\":\"\"} | {}",
                "{\"A\":\"b\"} | {\"a\":\"b\"}"
            })
    void lookAlikes_areToldApart(String one, String other) {
        assertInvalid(
                kms.refused("Decrypt", "CiphertextBlob", encrypt(one), "EncryptionContext", other), "CiphertextBlob");
        assertInvalid(
                kms.refused("Decrypt", "CiphertextBlob", encrypt(other), "EncryptionContext", one), "CiphertextBlob");
    }

    @Test
    void noContext_andOneWithoutPairs_areTheSame() {
        assertThat(kms.call("Decrypt", "CiphertextBlob", encrypt("{}")).get("Plaintext"))
                .hasToString("\"AAAA\"");
    }

    @Test
    void associatedData_ofAnOrdinaryContext_isTheServices() throws Exception {
        EncryptionContext context = EncryptionContext.read(
                new Parameters(Map.of("EncryptionContext", "{ \"b\": \"2=3\", \"a\": \"测\" }")), "EncryptionContext");

        assertThat(context.associatedData())
                .isEqualTo(MessageDigest.getInstance("SHA-256").digest("a=测&b=2=3".getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "a=b",
                "{\"a\":1}",
                "{\"a\":null}",
                "{\"a\":{}}",
                "{\"a\":\"\\ud800\"}",
                "{\"\\udc00\":\"a\"}"
            })
    void badContext_isInvalid(String context) {
        assertInvalid(
                kms.refused("Encrypt", "KeyId", keyId, "Plaintext", "AAAA", "EncryptionContext", context),
                "EncryptionContext");
    }

    @Test
    void contextText_hasAtMost8192Characters() {
        String longest = "{\"a\":\"" + "x".repeat(8_192 - 8) + "\"}";

        assertThat(encrypt(longest)).isNotEmpty();
        assertInvalid(
                kms.refused("Encrypt", "KeyId", keyId, "Plaintext", "AAAA", "EncryptionContext", longest + " "),
                "EncryptionContext");
    }

    private String encrypt(String context) {
        return kms.call("Encrypt", "KeyId", keyId, "Plaintext", "AAAA", "EncryptionContext", context)
                .get("CiphertextBlob")
                .textValue();
    }

    private static String json(Map<String, String> context) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        context.forEach(object::put);
        return object.toString();
    }

    private static String shuffled(Map<String, String> context) {
        List<Map.Entry<String, String>> pairs = new ArrayList<>(context.entrySet());
        Collections.shuffle(pairs, new Random(context.hashCode()));
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        pairs.forEach(pair -> object.put(pair.getKey(), pair.getValue()));
        return object.toPrettyString();
    }
}
