package io.opensesame.kms.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExtendedConfigTest {
    @Test
    void of_json_keepsTheTextAndReadsTheParts() {
        String json =
                "{ \"SecretSubType\":\"DoubleUsers\", \"Odd\":{\"x\":1}, \"CustomData\":{\"Port\":3306,\"l\":[1]} }";

        ExtendedConfig config = ExtendedConfig.of(json);

        assertThat(config.json()).isEqualTo(json);
        assertThat(config.field("SecretSubType")).contains("DoubleUsers");
        assertThat(config.field("Odd")).isEmpty();
        assertThat(config.field("Absent")).isEmpty();
        assertThat(config.customData()).isEqualTo(Map.of("Port", "3306", "l", "[1]"));
    }

    @Test
    void of_customDataIsAJsonString_isReadAllTheSame() {
        ExtendedConfig config = ExtendedConfig.of("{\"CustomData\":\"{\\\"Endpoint\\\":\\\"db.local\\\"}\"}");

        assertThat(config.customData()).isEqualTo(Map.of("Endpoint", "db.local"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"CustomData\":null}", "{\"CustomData\":\"\"}", "{\"CustomData\":\"{\"}"})
    void of_noReadableCustomData_hasNone(String json) {
        assertThat(ExtendedConfig.of(json).customData()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "\"x\"", "{", "{} {}"})
    void of_notAnObject_isRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ExtendedConfig.of(text))
                .withMessageContaining("is a JSON object");
    }

    @Test
    void build_fieldsAndCustomData_giveTheJson() {
        ExtendedConfig config = ExtendedConfig.builder()
                .field("DBInstanceId", "rm-1")
                .customData("Port", "3306")
                .build();

        assertThat(config.json()).isEqualTo("{\"DBInstanceId\":\"rm-1\",\"CustomData\":{\"Port\":\"3306\"}}");
        assertThat(config)
                .isEqualTo(ExtendedConfig.of("{\"CustomData\":{\"Port\":\"3306\"}, \"DBInstanceId\":\"rm-1\"}"));
    }

    @Test
    void build_tooMuchCustomData_isRefused() {
        ExtendedConfig.Builder builder = ExtendedConfig.builder();
        IntStream.range(0, 11).forEach(i -> builder.customData("k" + i, "v"));

        assertThatIllegalArgumentException()
                .isThrownBy(builder::build)
                .withMessageContaining("at most 10 pairs; got 11");
    }

    @Test
    void field_customData_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ExtendedConfig.builder().field("CustomData", "{}"))
                .withMessageContaining("customData(name, value)");
    }
}
