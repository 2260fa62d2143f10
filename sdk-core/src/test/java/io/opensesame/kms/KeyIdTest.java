package io.opensesame.kms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyIdTest {
    @ParameterizedTest
    @CsvSource({
        "05754286-3ba2-4fa6-8d41-4323aca61234, false, false",
        "key-hzz630494463ejqjx1234, false, false",
        "acs:kms:cn-hangzhou:120000000001:key/key-hzz1, true, false",
        "alias/orders, false, true",
        "alias/acs/ecs, false, true"
    })
    void of_idArnOrAlias_keepsItAsItIs(String text, boolean isArn, boolean isAlias) {
        KeyId keyId = KeyId.of(text);

        assertThat(keyId.text()).isEqualTo(text);
        assertThat(keyId.isArn()).isEqualTo(isArn);
        assertThat(keyId.isAlias()).isEqualTo(isAlias);
        assertThat(keyId)
                .isEqualTo(KeyId.of(text))
                .hasSameHashCodeAs(KeyId.of(text))
                .hasToString(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|a key's id must not be empty",
                "a b|ASCII letters, digits and - only; got U+0020 after 'a'",
                "orders/db|got U+002F after 'orders'",
                "schlüssel|got U+00FC after 'schl'",
                "acs:kms:cn-hangzhou:12:key/|a key's id must not be empty",
                "acs:kms:cn-hangzhou:12:key/a*|got U+002A after 'a'",
                "acs:kms:cn-hangzhou:me:key/a|has the form acs:kms:<region>:<account>:key/<id>",
                "acs:kms:cn-hangzhou:12:secret/a|this one, of 31 characters, has not",
                "acs:kms:cn-hangzhou:12:alias/a|has the form acs:kms:<region>:<account>:key/<id>",
                "alias/|an alias has 1 to 255 characters after alias/; got 0",
                "alias/a b|an alias has ASCII letters, digits and _-/ only; got U+0020 after 'alias/a'"
            })
    void of_neither_saysTheRule(String text, String message) {
        assertThatIllegalArgumentException().isThrownBy(() -> KeyId.of(text)).withMessageContaining(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"key-hzz1", "acs:kms:cn-hangzhou:12:key/key-hzz1"})
    void ofKey_idOrArn_isAllowed(String text) {
        assertThat(KeyId.ofKey(text).text()).isEqualTo(text);
    }

    @Test
    void ofKey_alias_saysHowToFindTheId() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KeyId.ofKey("alias/orders"))
                .withMessage("this operation takes a key's id or ARN, not an alias; got 'alias/orders'."
                        + " DescribeKey tells the id behind an alias");
    }
}
