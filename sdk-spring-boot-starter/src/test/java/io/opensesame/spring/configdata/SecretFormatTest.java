package io.opensesame.spring.configdata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opensesame.error.SecretFormatException;
import io.opensesame.secrets.SecretValue;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SecretFormatTest {
    private static final String CANARY = "CANARY7f3a";

    @Test
    void json_nestedDocument_isFlattenedAsSpringBootDoes() {
        assertThat(read(
                        SecretFormat.JSON,
                        "{\"a\":{\"b\":1},\"list\":[\"x\",{\"y\":true}],\"none\":null,\"empty\":[],\"Name\":\"n\"}"))
                .containsExactly(
                        Map.entry("p.a.b", "1"),
                        Map.entry("p.list[0]", "x"),
                        Map.entry("p.list[1].y", "true"),
                        Map.entry("p.none", ""),
                        Map.entry("p.empty", ""),
                        Map.entry("p.Name", "n"));
    }

    @Test
    void auto_looksAtTheText() {
        assertThat(read(SecretFormat.AUTO, " {\"a\":\"b\"}")).containsExactly(Map.entry("p.a", "b"));
        assertThat(read(SecretFormat.AUTO, "{swordfish")).containsExactly(Map.entry("p", "{swordfish"));
        assertThat(read(SecretFormat.AUTO, "[1]")).containsExactly(Map.entry("p", "[1]"));
        assertThat(read(SecretFormat.AUTO, " s3cret\n")).containsExactly(Map.entry("p", " s3cret\n"));
    }

    @Test
    void keyValue_keepsKeysAndValuesAsTheyAre() {
        assertThat(read(SecretFormat.KEY_VALUE, "{\"A.b\":\" x \",\"n\":{\"y\":[1]}}"))
                .containsExactly(Map.entry("p.A.b", " x "), Map.entry("p.n", "{\"y\":[1]}"));
    }

    @Test
    void properties_areReadInUtf8() {
        assertThat(read(SecretFormat.PROPERTIES, "a.b=grün\nlist[]=x,y\n# c\nurl:\\u0041"))
                .containsExactly(
                        Map.entry("p.a.b", "grün"),
                        Map.entry("p.list[0]", "x"),
                        Map.entry("p.list[1]", "y"),
                        Map.entry("p.url", "A"));
    }

    @Test
    void yaml_isReadAsSpringBootDoes() {
        assertThat(read(SecretFormat.YAML, "a:\n  b: 1\n  day: 2020-01-01\nlist:\n- x\nnone:\nempty: []\n"))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "p.a.b", "1",
                        "p.a.day", "2020-01-01",
                        "p.list[0]", "x",
                        "p.none", "",
                        "p.empty", ""));
    }

    @Test
    void prefix_empty_leavesNamesAlone() {
        assertThat(SecretFormat.AUTO.read(text("{\"a\":{\"b\":1}}"), "")).containsExactly(Map.entry("a.b", "1"));
        assertThatThrownBy(() -> SecretFormat.AUTO.read(text(CANARY), ""))
                .isInstanceOf(SecretFormatException.class)
                .hasMessageContaining("give it one by ?prefix=")
                .hasMessageNotContaining(CANARY);
    }

    @ParameterizedTest
    @MethodSource("misfits")
    void read_misfit_saysWhereAndNeverWhat(SecretFormat format, String text, String problem) {
        assertThatThrownBy(() -> read(format, text))
                .isInstanceOf(SecretFormatException.class)
                .hasNoCause()
                .hasMessageStartingWith("secret 'orders/db' version 'v1' ")
                .hasMessageContaining(problem)
                .hasMessageNotContaining(CANARY);
    }

    static Arguments[] misfits() {
        return new Arguments[] {
            Arguments.of(SecretFormat.JSON, "{\"a\":\"" + CANARY, "line 1, column"),
            Arguments.of(SecretFormat.AUTO, "{\"a\":\"" + CANARY, "line 1, column"),
            Arguments.of(SecretFormat.JSON, "[\"" + CANARY + "\"]", "is no JSON"),
            Arguments.of(SecretFormat.JSON, "{\"" + CANARY + "\":1,\"" + CANARY + "\":2}", "is no JSON"),
            Arguments.of(SecretFormat.JSON, "{\"a\":{\"b\":1},\"a.b\":\"" + CANARY + "\"}", "gives a property twice"),
            Arguments.of(
                    SecretFormat.JSON, "{\"a\":" + "[".repeat(100) + "\"" + CANARY + "\"" + "]".repeat(100) + "}", ""),
            Arguments.of(SecretFormat.KEY_VALUE, CANARY, "is no JSON object"),
            Arguments.of(SecretFormat.PROPERTIES, "a=" + CANARY + "\na=x", "a key is there twice"),
            Arguments.of(SecretFormat.PROPERTIES, "a=\\u" + CANARY, "hexadecimal digits"),
            Arguments.of(SecretFormat.PROPERTIES, "a=" + CANARY + "\n#---\nb=x", "several documents"),
            Arguments.of(SecretFormat.YAML, CANARY, "is no YAML mapping of keys to values: problem at line 1"),
            Arguments.of(SecretFormat.YAML, "a: 'x\nb: " + CANARY, "is no YAML: problem at line 2"),
            Arguments.of(SecretFormat.YAML, "a: " + CANARY + "\na: x", "a key is there twice"),
            Arguments.of(SecretFormat.YAML, "a: !!java.io.File [" + CANARY + "]", "has a tag of its own"),
            Arguments.of(SecretFormat.YAML, "a: &x [" + CANARY + "]\nb: *x", "has a YAML alias"),
            Arguments.of(SecretFormat.YAML, "a: " + CANARY + "\n---\nb: x", "several YAML documents"),
            Arguments.of(SecretFormat.YAML, "a: " + "[".repeat(60) + CANARY, "nested more than 50 deep"),
            Arguments.of(SecretFormat.PEM, CANARY, "holds no PEM bundle"),
            Arguments.of(
                    SecretFormat.AUTO,
                    "-----BEGIN PRIVATE KEY-----\n" + CANARY + "\n-----END PRIVATE KEY-----",
                    "PEM block 1"),
            Arguments.of(SecretFormat.TEXT, CANARY.repeat(110_000), "has more than 1048576 characters"),
        };
    }

    @Test
    void read_binary_isRefused() {
        SecretValue bytes =
                SecretValue.builder("orders/db", "v1").bytes(new byte[] {1, 2}).build();

        assertThatThrownBy(() -> SecretFormat.AUTO.read(bytes, "p"))
                .isInstanceOf(SecretFormatException.class)
                .hasMessageContaining("holds bytes");
    }

    private static Map<String, String> read(SecretFormat format, String text) {
        return format.read(text(text), "p");
    }

    private static SecretValue text(String text) {
        return SecretValue.builder("orders/db", "v1").text(text).build();
    }
}
