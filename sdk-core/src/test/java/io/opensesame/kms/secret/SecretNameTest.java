package io.opensesame.kms.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretNameTest {
    @ParameterizedTest
    @ValueSource(strings = {"a", "orders/db", "acs/ram/user/app", "A-z_0/+=.-@9", "acsx"})
    void of_plainName_isTaken(String name) {
        SecretName secret = SecretName.of(name);

        assertThat(secret.text()).isEqualTo(name);
        assertThat(secret.name()).isEqualTo(name);
        assertThat(secret.isArn()).isFalse();
    }

    @Test
    void of_arn_isTakenApart() {
        SecretName secret = SecretName.of("acs:kms:cn-hangzhou:100000000000:secret/orders/db");

        assertThat(secret.isArn()).isTrue();
        assertThat(secret.name()).isEqualTo("orders/db");
        assertThat(secret).hasToString("acs:kms:cn-hangzhou:100000000000:secret/orders/db");
    }

    @Test
    void of_longestName_isTakenInBothForms() {
        String longest = "x".repeat(192);

        assertThat(SecretName.of(longest).name()).isEqualTo(longest);
        assertThat(SecretName.of("acs:kms:r:1:secret/" + longest).name()).isEqualTo(longest);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|1 to 192 characters; got 0",
                "orders db|got U+0020 after 'orders'",
                "p\u00e4ss|got U+00E4 after 'p'",
                "a\\b|got U+005C after 'a'",
                "a:b|got U+003A after 'a'",
                "acs:kms:cn-hangzhou:1:key/a|the form acs:kms:<region>:<account>:secret/<name>",
                "acs:kms:cn-hangzhou:abc:secret/a|its account in digits",
                "acs:ram:cn-hangzhou:1:secret/a|the form acs:kms",
                "acs:kms:cn-hangzhou:1:secret/|1 to 192 characters; got 0",
                "acs:kms:cn-hangzhou:1:secret/a b|got U+0020 after 'a'"
            })
    void of_anythingElse_isRefusedWithTheRule(String text, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SecretName.of(text))
                .withMessageContaining(message);
    }

    @Test
    void of_overlongOrControlCharacters_isRefusedWithoutPrintingThem() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SecretName.of("x".repeat(193)))
                .withMessageContaining("got 193")
                .withMessageNotContaining("xxx");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SecretName.of("a\nforged log line"))
                .withMessageContaining("got U+000A after 'a'")
                .withMessageNotContaining("forged");
    }
}
