package io.opensesame.spring.masking;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaskerTest {
    private final SecretTexts texts = SecretTexts.of("orders/db");

    @Test
    void mask_valueWithinText_masksThatAlone() {
        texts.remember(Map.of("orders.db.password", "hunter2!"));

        assertThat(masker().mask("jdbc:x?password=hunter2!&ssl=on, hunter2!"))
                .isEqualTo("jdbc:x?password=******&ssl=on, ******");
    }

    @Test
    void mask_textWithoutValue_isTheSame() {
        texts.remember(Map.of("orders.db.password", "hunter2!"));

        String text = "jdbc:x?password=hunter2";

        assertThat(masker().mask(text)).isSameAs(text);
    }

    @Test
    void mask_valuesThatOverlap_showsNoneOfThem() {
        texts.remember(Map.of("a", "abcdef", "b", "defghi"));

        assertThat(masker().mask("-abcdefghi-")).isEqualTo("-******-");
    }

    @Test
    void mask_valueOfAnEarlierVersion_isMaskedStill() {
        texts.remember(Map.of("orders.db.password", "version-one"));
        texts.remember(Map.of("orders.db.password", "version-two"));

        assertThat(masker().mask("version-one version-two version-three")).isEqualTo("****** ****** version-three");
    }

    @Test
    void mask_lineOfAKeyOrPartOfAList_isMasked() {
        texts.remember(Map.of(
                "tls.key", "-----BEGIN-----\nMIIEvQIBADAN\n-----END-----\n", "api.keys", "first-key, second-key"));

        assertThat(masker().mask("MIIEvQIBADAN|second-key|third-key")).isEqualTo("******|******|third-key");
    }

    @ParameterizedTest
    @CsvSource({
        "the port is \"80\" or 80 or 8080, the port is \"******\" or 80 or 8080",
        "expected [true] not true, expected [******] not true",
    })
    void mask_valueThatSaysLittle_isMaskedBetweenQuotesOrBrackets(String text, String masked) {
        texts.remember(Map.of("port", "80", "enabled", "true"));

        assertThat(masker().mask(text)).isEqualTo(masked);
    }

    @Test
    void mask_valueThatIsPartOfAPublicName_leavesTheName() {
        texts.remember(Map.of("orders.db.username", "orders"));

        assertThat(masker().mask("secret 'orders/db': orders.db.username=\"orders\" in ordersPool"))
                .isEqualTo("secret 'orders/db': orders.db.username=\"******\" in ******Pool");
    }

    @Test
    void isValue_wholeTextOfAnyLength_isButForTrueAndFalse() {
        texts.remember(Map.of("a", "x", "b", "5432", "c", "true"));

        assertThat(List.of("x", "5432", "true", "TRUE", "false", "54321", ""))
                .filteredOn(masker()::isValue)
                .containsExactly("x", "5432");
    }

    @Test
    void mask_randomTexts_masksWhatAPlainSearchWould() {
        Random random = new Random(7);
        List<String> values = IntStream.range(0, 40)
                .mapToObj(i -> letters(random, 4 + random.nextInt(6)))
                .toList();
        texts.remember(IntStream.range(0, values.size()).boxed().collect(Collectors.toMap(i -> "p" + i, values::get)));

        for (int i = 0; i < 500; i++) {
            String text = letters(random, 60) + values.get(random.nextInt(values.size())) + letters(random, 60);
            assertThat(masker().mask(text)).isEqualTo(plainSearch(text, values));
        }
    }

    @Test
    void remember_moreTextsThanThereIsRoomFor_forgetsTheEldest() {
        texts.remember(Map.of("first", "the-first-value"));
        for (int version = 0; version < 9000; version++) {
            texts.remember(Map.of("password", "value-of-version-" + version));
        }

        assertThat(masker().isValue("the-first-value")).isFalse();
        assertThat(masker().isValue("value-of-version-8999")).isTrue();
    }

    @Test
    void toString_ofTexts_hasNone() {
        texts.remember(Map.of("orders.db.password", "hunter2!"));

        assertThat(texts).hasToString("SecretTexts[of the secret 'orders/db']");
    }

    private Masker masker() {
        return new Masker(List.of(texts));
    }

    private static String letters(Random random, int length) {
        return random.ints(length, 'a', 'e').mapToObj(Character::toString).collect(Collectors.joining());
    }

    private static String plainSearch(String text, Collection<String> values) {
        boolean[] secret = new boolean[text.length()];
        for (String value : values) {
            for (int at = text.indexOf(value); at >= 0; at = text.indexOf(value, at + 1)) {
                Arrays.fill(secret, at, at + value.length(), true);
            }
        }
        StringBuilder masked = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            if (!secret[i]) {
                masked.append(text.charAt(i));
            } else if (i == 0 || !secret[i - 1]) {
                masked.append(Masker.MASK);
            }
        }
        return masked.toString();
    }
}
