package io.opensesame.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WireTimeTest {
    @Property
    void parseInstant_anyOffsetAndFraction_givesTheInstant(
            @ForAll @LongRange(min = 0, max = 253_370_764_800L) long epochSecond,
            @ForAll @IntRange(min = 0, max = 999_999_999) int nanos,
            @ForAll @IntRange(min = 0, max = 12) int digits,
            @ForAll @IntRange(min = -18 * 60, max = 18 * 60) int offsetMinutes) {
        OffsetDateTime time = OffsetDateTime.ofInstant(
                Instant.ofEpochSecond(epochSecond), ZoneOffset.ofTotalSeconds(offsetMinutes * 60));
        String fraction = String.format("%09d777", nanos).substring(0, digits);
        String text = time.format(DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss"))
                + (fraction.isEmpty() ? "" : "." + fraction)
                + time.format(DateTimeFormatter.ofPattern("XXX"));

        Instant parsed = WireTime.parseInstant(text);

        int kept = Integer.parseInt((fraction + "000000000").substring(0, 9));
        assertThat(parsed).isEqualTo(Instant.ofEpochSecond(epochSecond, kept));
    }

    @Property
    void parseInstant_wholeSecondInUtc_isThatSecond(
            @ForAll @LongRange(min = -62_167_219_200L, max = 253_402_300_799L) long epochSecond) {
        Instant instant = Instant.ofEpochSecond(epochSecond);

        assertThat(WireTime.parseInstant(instant.toString())).isEqualTo(instant);
    }

    @Test
    void parseInstant_midnightAtTheEndOfADay_isTheNextDay() {
        assertThat(WireTime.parseInstant("2024-01-08T24:00:00Z")).isEqualTo("2024-01-09T00:00:00Z");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2024-01-08T10:50:05z", "2024-01-08t18:50:05+0800", "2024-01-08T18:50:05+08"})
    void parseInstant_otherIsoForms_areRead(String text) {
        assertThat(WireTime.parseInstant(text)).isEqualTo("2024-01-08T10:50:05Z");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2024-01-08T10:50:05",
                "2024-01-08",
                "1704711005",
                "2024-13-08T10:50:05Z",
                "2024-01-08T1O:50:05Z",
                "2024-01-08T+1:50:05Z",
                "soon"
            })
    void parseInstant_anythingElse_isRefused(String text) {
        assertThatThrownBy(() -> WireTime.parseInstant(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Property
    void parseInterval_whatFormatWrites_comesBack(@ForAll @LongRange(min = 0, max = 999_999_999_999L) long seconds) {
        Duration interval = Duration.ofSeconds(seconds);

        assertThat(WireTime.parseInterval(WireTime.formatInterval(interval))).isEqualTo(interval);
    }

    @ParameterizedTest
    @CsvSource({"604800s, PT168H", "10080m, PT168H", "168h, PT168H", "7d, PT168H", "0s, PT0S"})
    void parseInterval_everyUnit_isRead(String text, Duration expected) {
        assertThat(WireTime.parseInterval(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "d", "-7d", "7 d", "7w", "1.5h", "9999999999999s"})
    void parseInterval_anythingElse_isRefused(String text) {
        assertThatThrownBy(() -> WireTime.parseInterval(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
