package io.opensesame.kms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TagsTest {
    @Test
    void of_allowedTags_keepsThemInOrder() {
        Map<String, String> given = new LinkedHashMap<>();
        given.put("z/\\_-.+=:@9", "");
        given.put("a", "x".repeat(128));
        given.put("\u56e2\u961f", "\u652f\u4ed8");

        Tags tags = Tags.of(given);

        assertThat(tags.byKey()).containsExactlyEntriesOf(given);
    }

    @Test
    void of_mapChangedAfterwards_leavesTheTagsAlone() {
        Map<String, String> given = new LinkedHashMap<>(Map.of("a", "b"));
        Tags tags = Tags.of(given);

        given.put("c", "d");

        assertThat(tags.byKey()).isEqualTo(Map.of("a", "b"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|v|got an empty one",
                "a b|v|a tag's key has letters, digits and /\\_-.+=:@ only; got U+0020 after 'a'",
                "a|b#c|the value of tag 'a' has letters, digits and /\\_-.+=:@ only; got U+0023 after 'b'",
                "aliyun-x|v|must not begin with 'aliyun' or 'acs:'",
                "acs:x|v|must not begin with 'aliyun' or 'acs:'"
            })
    void of_brokenRule_isRefused(String key, String value, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tags.of(Map.of(key, value)))
                .withMessageContaining(message);
    }

    @Test
    void of_tooLongOrNone_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tags.of(Map.of("k".repeat(129), "v")))
                .withMessageContaining("at most 128 characters; got 129");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tags.of(Map.of("k", "v".repeat(129))))
                .withMessageContaining("the value of tag 'k' has at most 128 characters; got 129");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tags.of(Map.of()))
                .withMessageContaining("1 to 20 tags; got 0");
    }
}
