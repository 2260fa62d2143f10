package io.opensesame.spring.masking;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.env.MockEnvironment;

class SecretSettingsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "opensesame.credentials.access-key-secret",
                "opensesame.credentials.accessKeySecret",
                "OPENSESAME_CREDENTIALS_ACCESSKEYSECRET",
                "opensesame.credentials.security-token",
                "opensesame.store.passphrase",
                "opensesame.proxy.password",
                "opensesame.tls.private-key",
                "ALIBABA_CLOUD_ACCESS_KEY_SECRET",
                "ALIBABA_CLOUD_SECURITY_TOKEN"
            })
    void isSecret_secretSetting_is(String property) {
        assertThat(SecretSettings.isSecret(property)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "opensesame.region",
                "opensesame.credentials.access-key-id",
                "opensesame.datasource.secret",
                "spring.datasource.password"
            })
    void isSecret_otherSetting_isNot(String property) {
        assertThat(SecretSettings.isSecret(property)).isFalse();
    }

    @Test
    void in_settingWithPlaceholder_hasItsValue() {
        MockEnvironment environment = new MockEnvironment()
                .withProperty("opensesame.credentials.access-key-secret", "${from.elsewhere}")
                .withProperty("opensesame.store.passphrase", "${not.there}")
                .withProperty("from.elsewhere", "the-key's-secret");

        assertThat(new Masker(List.of(SecretSettings.in(environment))).mask("java -D=the-key's-secret"))
                .isEqualTo("java -D=******");
    }
}
