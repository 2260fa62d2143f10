package io.opensesame.jdbc.rotator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.opensesame.error.SecretFormatException;
import io.opensesame.kms.secret.GetSecretValueResponse;
import io.opensesame.kms.secret.SecretData;
import io.opensesame.secrets.SecretType;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LoginDocumentTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"AccountName\":\"a\",\"AccountPassword\":\"p\"} | {\"AccountName\":\"b\",\"AccountPassword\":\"q\"}",
                "{\"password\":\"p\",\"x\":1.10,\"username\":\"a\"} | {\"password\":\"q\",\"x\":1.10,\"username\":\"b\"}",
                "{\"user\":\"a\",\"password\":\"p\",\"dbname\":\"a\"} | {\"user\":\"b\",\"password\":\"q\",\"dbname\":\"a\"}",
                "{\"UserName\":\"a\",\"Password\":\"p\",\"n\":null} | {\"UserName\":\"b\",\"Password\":\"q\",\"n\":null}",
                "{\"username\":\"a\",\"user\":\"a\",\"password\":\"p\"} | {\"username\":\"b\",\"user\":\"b\",\"password\":\"q\"}",
                "{\"username\":\"a\",\"password\":\"p\",\"properties\":{\"ssl\":true}}"
                        + " | {\"username\":\"b\",\"password\":\"q\",\"properties\":{\"ssl\":true}}"
            })
    void with_anyForm_changesNothingButTheLogin(String before, String after) {
        LoginDocument document = document(SecretData.text(before));

        assertThat(document.with("b", "q")).isEqualTo(SecretData.text(after));
        assertThat(document.login().username()).isEqualTo("a");
    }

    @Test
    void with_binaryValue_staysBinary() {
        LoginDocument document =
                document(SecretData.binary("{\"user\":\"a\",\"password\":\"p\"}".getBytes(StandardCharsets.UTF_8)));

        SecretData changed = document.with("b", "q");

        assertThat(changed.holdsBytes()).isTrue();
        assertThat(changed.exposeBytes()).asString().isEqualTo("{\"user\":\"b\",\"password\":\"q\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "canary",
                "[\"canary\"]",
                "{\"user\":\"canary\"}",
                "{\"user\":\"a\",\"password\":\"canary\"} {}",
                "{\"user\":\"a\",\"password\":\"canary\",\"password\":\"twice\"}"
            })
    void of_noLogin_isRefusedWithoutTheValue(String text) {
        assertThatExceptionOfType(SecretFormatException.class)
                .isThrownBy(() -> document(SecretData.text(text)))
                .withNoCause()
                .withMessageContaining("orders/db")
                .withMessageNotContaining("canary");
    }

    @Test
    void toString_anyValue_redactsIt() {
        assertThat(document(SecretData.text("{\"user\":\"a\",\"password\":\"canary\"}")))
                .hasToString("LoginDocument[secretName=orders/db, versionId=v1, value=<redacted>]");
    }

    private static LoginDocument document(SecretData data) {
        return LoginDocument.of(GetSecretValueResponse.builder()
                .secretName("orders/db")
                .secretType(SecretType.GENERIC)
                .versionId("v1")
                .data(data)
                .build());
    }
}
