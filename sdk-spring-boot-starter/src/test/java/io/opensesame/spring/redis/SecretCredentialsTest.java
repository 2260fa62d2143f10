package io.opensesame.spring.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opensesame.error.SecretFormatException;
import io.opensesame.secrets.SecretValue;
import org.junit.jupiter.api.Test;

class SecretCredentialsTest {
    @Test
    void of_managedSecret_hasUserAndPassword() {
        SecretCredentials credentials =
                SecretCredentials.of(value("{\"AccountName\":\"orders\",\"AccountPassword\":\"s3cret\"}"));

        assertThat(credentials.getUsername()).isEqualTo("orders");
        assertThat(credentials.getPassword()).isEqualTo("s3cret".toCharArray());
        assertThat(credentials.versionId()).isEqualTo("v1");
    }

    @Test
    void of_passwordWithoutUser_isOfTheDefaultUser() {
        SecretCredentials credentials = SecretCredentials.of(value("{\"password\":\"s3cret\"}"));

        assertThat(credentials.hasUsername()).isFalse();
        assertThat(credentials.getPassword()).isEqualTo("s3cret".toCharArray());
    }

    @Test
    void of_plainText_isThePassword() {
        SecretCredentials credentials = SecretCredentials.of(value("s3cret"));

        assertThat(credentials.hasUsername()).isFalse();
        assertThat(credentials.getPassword()).isEqualTo("s3cret".toCharArray());
    }

    @Test
    void of_objectWithoutPassword_isRefusedWithTheNamesItMayHave() {
        assertThatThrownBy(() -> SecretCredentials.of(value("{\"pass\":\"s3cret\"}")))
                .isInstanceOf(SecretFormatException.class)
                .hasMessageContaining("AccountPassword")
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void toString_hasNoPassword() {
        assertThat(SecretCredentials.of(value("s3cret"))).asString().doesNotContain("s3cret");
    }

    private static SecretValue value(String text) {
        return SecretValue.builder("orders/redis", "v1").text(text).build();
    }
}
