package io.opensesame.internal.ram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.opensesame.auth.Credentials;
import io.opensesame.error.SecretFormatException;
import io.opensesame.ram.AccessKey;
import io.opensesame.secrets.SecretType;
import io.opensesame.secrets.SecretValue;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessKeyMapperTest {
    private static final String CANARY = "hunter2canary";

    private static SecretValue value(SecretType type, String text) {
        return SecretValue.builder(FollowRig.APP, "v7").type(type).text(text).build();
    }

    private static AccessKey map(String text) {
        return new AccessKeyMapper().map(value(SecretType.RAM_CREDENTIALS, text));
    }

    @Test
    void map_documentedShape_givesThePairAndWhenItWasMade() {
        AccessKey key = map("{\"AccessKeyId\":\"LTAI1\",\"AccessKeySecret\":\"s1\","
                + "\"GenerateTimestamp\":\"2016-03-25T10:42:40Z\"}");

        assertThat(key.credentials()).isEqualTo(Credentials.accessKey("LTAI1", "s1"));
        assertThat(key.versionId()).isEqualTo("v7");
        assertThat(key.generatedAt()).contains(Instant.parse("2016-03-25T10:42:40Z"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"AccessKeyId\":\"LTAI1\",\"AccessKeySecret\":\"s1\"}",
                "{\"AccessKeySecret\":\"s1\",\"AccessKeyId\":\"LTAI1\"}",
                " \n{\"AccessKeyId\" : \" LTAI1\\n\", \"AccessKeySecret\" : \"s1 \"} ",
                "{\"AccessKeyId\":\"LTAI1\",\"AccessKeySecret\":\"s1\",\"GenerateTimestamp\":null}",
                "{\"AccessKeyId\":\"LTAI1\",\"AccessKeySecret\":\"s1\",\"GenerateTimestamp\":\"yesterday\"}",
                "{\"AccessKeyId\":\"LTAI1\",\"AccessKeySecret\":\"s1\",\"GenerateTimestamp\":1458902560}",
                "{\"AccessKeyId\":\"LTAI1\",\"AccessKeySecret\":\"s1\",\"ExpireTimestamp\":\"2016-03-27T10:42:40Z\","
                        + "\"RefreshInterval\":\"3600\",\"ScheduleRotateTimestamp\":1458902560}",
                "{\"AccessKeyId\":\"LTAI1\",\"AccessKeySecret\":\"s1\",\"RefreshInterval\":3600,\"x\":{\"y\":[1,2]}}"
            })
    void map_otherShapesThatClientsTolerate_givesThePair(String text) {
        AccessKey key = map(text);

        assertThat(key.credentials()).isEqualTo(Credentials.accessKey("LTAI1", "s1"));
        assertThat(key.generatedAt()).isEmpty();
    }

    @Test
    void map_numberInThePlaceOfText_isTakenAsText() {
        assertThat(map("{\"AccessKeyId\":\"LTAI1\",\"AccessKeySecret\":12345}").exposeAccessKeySecret())
                .isEqualTo("12345");
    }

    @Test
    void map_typeInAnotherCase_isARamSecret() {
        AccessKey key = new AccessKeyMapper().map(value(SecretType.of("ramcredentials"), RamSecretSource.textOf("v7")));

        assertThat(key.accessKeyId()).isEqualTo("id-v7");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hunter2canary",
                "{\"AccessKeyId\":\"LTAI1\",\"AccessKeySecret\":\"hunter2canary\"",
                "[\"LTAI1\",\"hunter2canary\"]",
                "\"hunter2canary\"",
                "null",
                "{}",
                "{\"AccessKeyId\":\"LTAI1\"}",
                "{\"AccessKeySecret\":\"hunter2canary\"}",
                "{\"AccessKeyId\":\"\",\"AccessKeySecret\":\"hunter2canary\"}",
                "{\"AccessKeyId\":\"LTAI1\",\"AccessKeySecret\":\"\"}",
                "{\"AccessKeyId\":\"LTAI1\",\"AccessKeySecret\":\"  \"}",
                "{\"AccessKeyId\":\"LTAI1\",\"AccessKeySecret\":null}",
                "{\"AccessKeyId\":\"LTAI1\",\"AccessKeySecret\":{\"x\":\"hunter2canary\"}}",
                "{\"AccessKeyId\":[\"LTAI1\"],\"AccessKeySecret\":\"hunter2canary\"}",
                "{\"AccessKeyId\":\"LTAI1\",\"AccessKeySecret\":\"hunter2canary with blanks\"}",
                "{\"AccessKeyId\":\"LTAI1\",\"AccessKeySecret\":\"hunter2canary\\u00e9\"}",
                "{\"AccessKeyId\":\"LTAI1\",\"AccessKeyId\":\"LTAI2\",\"AccessKeySecret\":\"hunter2canary\"}",
                "{\"AccessKeys\":[{\"AccessKeyId\":\"LTAI1\",\"AccessKeySecret\":\"hunter2canary\"}]}"
            })
    void map_noPair_isRefusedWithoutQuotingIt(String text) {
        assertThatExceptionOfType(SecretFormatException.class)
                .isThrownBy(() -> map(text))
                .satisfies(e -> {
                    assertThat(e).hasNoCause();
                    assertThat(e.getMessage())
                            .contains(FollowRig.APP, "v7")
                            .doesNotContain(CANARY)
                            .doesNotContain("LTAI");
                });
    }

    @Test
    void map_halfIsMissing_isNamed() {
        assertThatExceptionOfType(SecretFormatException.class)
                .isThrownBy(() -> map("{\"AccessKeyId\":\"LTAI1\"}"))
                .withMessageContaining("has no AccessKeySecret");
    }

    @Test
    void map_secretOfAnotherType_isRefusedByItsType() {
        SecretValue generic = value(SecretType.GENERIC, RamSecretSource.textOf("v7"));

        assertThatExceptionOfType(SecretFormatException.class)
                .isThrownBy(() -> new AccessKeyMapper().map(generic))
                .withMessageContaining("is of type Generic")
                .withMessageContaining("RAMCredentials");
    }

    @Test
    void toString_redactsTheSecret() {
        assertThat(map("{\"AccessKeyId\":\"LTAI1\",\"AccessKeySecret\":\"" + CANARY + "\"}"))
                .asString()
                .contains("LTAI1", "v7", "<redacted>")
                .doesNotContain(CANARY);
    }
}
