package io.opensesame.internal.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.opensesame.internal.http.RecordingLog;
import io.opensesame.secrets.CacheOptions;
import io.opensesame.secrets.SecretValue;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TtlFieldTest {
    private final TtlField seconds = field("ttl", TimeUnit.SECONDS);

    private static TtlField field(String name, TimeUnit unit) {
        return new TtlField(CacheOptions.builder().ttlField(name, unit).build());
    }

    private static TtlField logging(RecordingLog log) {
        return new TtlField(
                CacheOptions.builder().ttlField("ttl", TimeUnit.SECONDS).build(), log);
    }

    private static SecretValue value(String text) {
        return SecretValue.builder("orders/db", "v1").text(text).build();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    60          | PT1M
                    "60"        | PT1M
                    " 60 "      | PT1M
                    1.5         | PT1.5S
                    "PT10M"     | PT10M
                    "pt10m"     | PT10M
                    "P1D"       | PT24H
                    0           | PT1S
                    -5          | PT1S
                    1e999999999 | PT87600H
                    1e-99999999 | PT1S
                    """)
    void of_time_isReadInItsUnitWithinBounds(String json, Duration time) {
        assertThat(seconds.of(value("{\"a\": 1, \"ttl\": " + json + "}"))).contains(time);
    }

    @Test
    void of_otherUnit_isUsedForBareNumbersAlone() {
        TtlField minutes = field("ttl", TimeUnit.MINUTES);

        assertThat(minutes.of(value("{\"ttl\": 5}"))).contains(Duration.ofMinutes(5));
        assertThat(minutes.of(value("{\"ttl\": \"PT5S\"}"))).contains(Duration.ofSeconds(5));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "text",
                "[60]",
                "60",
                "{}",
                "{\"ttl\": null}",
                "{\"ttl\": \"-PT5M\"}",
                "{\"ttl\": true}",
                "{\"ttl\": \"soon\"}",
                "{\"ttl\": \"P99999999999999999999D\"}",
                "{\"ttl\": {\"ttl\": 60}}",
                "{\"nested\": {\"ttl\": 60}}",
                "{\"list\": [{\"ttl\": 60}]}",
                "{\"other\": 60",
                "{\"ttl\": \"1111111111111111111111111111111111111111111\"}"
            })
    void of_noUsableTime_isEmpty(String text) {
        assertThat(seconds.of(value(text))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"p4ssw0rd", "-----BEGIN CERTIFICATE-----", "60", "{}", "{\"ttl\": {}}", "{\"ttl\": 60}"})
    void of_nothingWrongWithTheField_warnsOfNothing(String text) {
        RecordingLog log = new RecordingLog();

        logging(log).of(value(text));

        assertThat(log.lines).isEmpty();
    }

    @Test
    void of_fieldThatIsNoTime_warnsWithoutItsContent() {
        RecordingLog log = new RecordingLog();

        logging(log).of(value("{\"ttl\": \"soon\"}"));

        assertThat(log.lines)
                .containsExactly("WARN Version 'v1' of secret 'orders/db' has no usable time in its JSON field 'ttl';"
                        + " it is refreshed as others are");
    }

    @Test
    void of_noFieldConfigured_isEmptyWithoutALook() {
        TtlField none = new TtlField(CacheOptions.defaults());

        assertThat(none.of(value("{\"ttl\": 60}"))).isEmpty();
    }

    @Test
    void tick_timeInTheValue_decidesWhenItIsReadAgain() {
        CacheOptions options =
                CacheOptions.builder().ttlField("ttl", TimeUnit.SECONDS).build();
        try (CacheRig rig = new CacheRig(options)) {
            rig.source.text = "{\"ttl\": 30}";
            rig.client.get(CacheRig.DB);
            rig.pass(Duration.ofSeconds(29));
            assertThat(rig.source.calls).hasValue(1);

            rig.pass(Duration.ofSeconds(1));

            assertThat(rig.source.calls).hasValue(2);
        }
    }

    @Test
    void tick_timeBeyondMaxStale_isCut() {
        CacheOptions options = CacheOptions.builder()
                .ttlField("ttl", TimeUnit.DAYS)
                .maxStale(Duration.ofHours(2))
                .build();
        try (CacheRig rig = new CacheRig(options)) {
            rig.source.text = "{\"ttl\": 30}";
            rig.client.get(CacheRig.DB);

            assertThat(rig.snapshot().nextRefresh())
                    .contains(rig.clock.instant().plus(Duration.ofHours(2)));
        }
    }
}
