package io.opensesame.internal.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PercentEncodingTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "' '|%20",
                "+|%2B",
                "*|%2A",
                "/|%2F",
                "~|~",
                "=|%3D",
                "(|%28",
                "!|%21",
                "'\t'|%09",
                "é|%C3%A9",
                "测|%E6%B5%8B",
                "😀|%F0%9F%98%80",
                "aZ09-_.|aZ09-_."
            })
    void encode_referenceCharacter_isAsDocumented(String text, String encoded) {
        assertThat(PercentEncoding.encode(text)).isEqualTo(encoded);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\uD83D", "\uDE00b", "\uD83D\uD83D", "\uDE00\uD83D"})
    void encode_halfASurrogatePair_isRejected(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PercentEncoding.encode(text))
                .withMessageContaining("surrogate");
    }

    @Test
    void canonicalQuery_halfASurrogatePair_namesTheParameterAndNotTheValue() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PercentEncoding.canonicalQuery(Map.of("SecretData", "hunter2\uD83D")))
                .withMessageStartingWith("parameter SecretData:")
                .withMessageNotContaining("hunter2");
    }

    @Test
    void canonicalQuery_noParameters_isEmpty() {
        assertThat(PercentEncoding.canonicalQuery(Map.of())).isEmpty();
    }

    @Property
    void encode_anyWholeText_agreesWithTheJdkUpToTheDocumentedDifferences(@ForAll String text) {
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            return;
        }
        String expected = URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");

        assertThat(PercentEncoding.encode(text)).isEqualTo(expected);
    }
}
