package io.opensesame.spring.configdata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opensesame.secrets.VersionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretLocationTest {
    @ParameterizedTest
    @CsvSource(textBlock = """
            orders/db,                                          orders.db
            payments/api-key,                                   payments.api-key
            acs/ram/user/ci,                                    acs.ram.user.ci
            /orders//db/,                                       orders.db
            acs:kms:cn-hangzhou:1000000000000001:secret/orders, orders
            orders/{profile}/db,                                orders.db
            orders-{profile},                                   orders
            """)
    void parse_nameAlone_followsCurrentUnderItsName(String name, String prefix) {
        SecretLocation location = SecretLocation.parse("opensesame:" + name);

        assertThat(location).isEqualTo(new SecretLocation(name, prefix, VersionStage.CURRENT, null, SecretFormat.AUTO));
    }

    @Test
    void parse_everyOption_isRead() {
        assertThat(SecretLocation.parse("opensesame:orders/db?prefix=app%2Edb&stage=blue+1&format=key-value"))
                .isEqualTo(new SecretLocation(
                        "orders/db", "app.db", VersionStage.of("blue+1"), null, SecretFormat.KEY_VALUE));
        assertThat(SecretLocation.parse("opensesame:orders/db?version=v1&prefix="))
                .isEqualTo(new SecretLocation("orders/db", "", VersionStage.CURRENT, "v1", SecretFormat.AUTO));
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', textBlock = """
            opensesame:                          | '' is no secret's name
            opensesame:orders db                 | 'orders db' is no secret's name
            opensesame:acs:kms:cn:x:secret/a     | is no secret's name: 1 to 192 letters
            opensesame:a?colour=red              | there is no option 'colour'; the options are prefix, stage, version, format
            opensesame:a?stage=x&stage=y         | option stage is there twice
            opensesame:a?prefix                  | option prefix has no value: write prefix=...
            opensesame:a?prefix=%zz              | option prefix has a % that two hexadecimal digits must follow
            opensesame:a?prefix=a..b             | prefix 'a..b' is no property name
            opensesame:a?prefix=a.               | prefix 'a.' is no property name
            opensesame:a?stage=x&version=y       | stage and version exclude each other
            opensesame:a?stage=                  | a version stage
            opensesame:a?version=                | a version id has 1 to 64 characters
            opensesame:a?format=toml             | there is no format 'toml'; the formats are auto, json, key-value,
            """, delimiter = '|')
    void parse_malformed_saysHow(String location, String message) {
        assertThatThrownBy(() -> SecretLocation.parse(location))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void inProfile_takesThePlaceOfTheBraces_andKeepsThePrefix() {
        SecretLocation location =
                SecretLocation.parse("opensesame:orders/{profile}/db").inProfile("prod");

        assertThat(location.name()).isEqualTo("orders/prod/db");
        assertThat(location.prefix()).isEqualTo("orders.db");
    }
}
