package io.opensesame.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KmsArnTest {
    private static final String OWNER = "1192853035110001";

    @Test
    void toString_eachForm_isTheDocumentedArn() {
        assertThat(KmsArn.secret("cn-hangzhou", OWNER, "acs/ram/user/app"))
                .hasToString("acs:kms:cn-hangzhou:1192853035110001:secret/acs/ram/user/app");
        assertThat(KmsArn.key("*", OWNER, "*")).hasToString("acs:kms:*:1192853035110001:key/*");
        assertThat(KmsArn.container(KmsResourceType.ALIAS_CONTAINER, "cn-hangzhou", "*"))
                .hasToString("acs:kms:cn-hangzhou:*:alias");
        assertThat(KmsArn.of(KmsResourceType.CERTIFICATE, "cn-hangzhou", OWNER, "9a28"))
                .hasToString("acs:kms:cn-hangzhou:1192853035110001:certificate/9a28");
    }

    @ParameterizedTest
    @CsvSource({
        "acs:kms:cn-hangzhou:1192853035110001:secret/orders/db, SECRET, orders/db",
        "acs:kms:cn-hangzhou:1192853035110001:secret, SECRET_CONTAINER, ''",
        "acs:kms:*:*:key/*, KEY, *",
        "acs:kms:cn-hangzhou:1192853035110001:alias/a, ALIAS, a",
        "acs:kms:cn-hangzhou:1192853035110001:instance/kst-1, INSTANCE, kst-1",
        "acs:kms:cn-hangzhou:1192853035110001:secret/alb!x, SECRET, alb!x"
    })
    void parse_arnOfKms_comesBackAsItWas(String text, KmsResourceType type, String name) {
        KmsArn arn = KmsArn.parse(text).orElseThrow();

        assertThat(arn.type()).isEqualTo(type);
        assertThat(arn.name()).isEqualTo(name);
        assertThat(arn).hasToString(text);
        assertThat(KmsArn.parse(arn.toString())).contains(arn);
        assertThat(arn.pattern()).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "",
                "acs:kms:*:*:key*",
                "acs:kms:cn-hangzhou:1:secret/",
                "acs:kms:cn-hangzhou:1:Secret/a",
                "acs:kms:cn-hangzhou:1",
                "acs:kms::1:key/a",
                "acs:kms:cn-hangzhou:1:instance",
                "acs:kms:cn-hangzhou:1:secret/a b",
                "acs:ram::1:user/a"
            })
    void parse_anythingElse_isEmpty(String text) {
        assertThat(KmsArn.parse(text)).isEmpty();
    }

    @Test
    void of_wrongParts_areRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KmsArn.secret("", OWNER, "a"))
                .withMessageContaining("a region in an ARN is not empty");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KmsArn.secret("cn-hangzhou", "1:2", "a"))
                .withMessageContaining("an account id in an ARN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KmsArn.key("cn-hangzhou", OWNER, "a b"))
                .withMessageContaining("a name in an ARN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KmsArn.key("${region}", OWNER, "a"))
                .withMessageContaining("policies have no variables");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KmsArn.of(KmsResourceType.KEY_CONTAINER, "cn-hangzhou", OWNER, "a"))
                .withMessageContaining("has no name");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KmsArn.container(KmsResourceType.KEY, "cn-hangzhou", OWNER))
                .withMessageContaining("has a name");
    }
}
