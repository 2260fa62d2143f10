package io.opensesame.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CacheOptionsTest {
    @Test
    void build_defaults_areThoseOfTheDocumentation() {
        CacheOptions options = CacheOptions.builder().build();

        assertThat(options.refreshAfter()).isEqualTo(Duration.ofHours(1));
        assertThat(options.maxStale()).isEqualTo(Duration.ofHours(24));
        assertThat(options.refusalGrace()).isEqualTo(Duration.ofMinutes(5));
        assertThat(options.rememberRefusals()).isEqualTo(Duration.ofSeconds(5));
        assertThat(options.idleAfter()).isEqualTo(Duration.ofHours(6));
        assertThat(options.maxEntries()).isEqualTo(1_024);
        assertThat(options.refreshesPerSecond()).isEqualTo(20);
        assertThat(options.rejectionsPerMinute()).isEqualTo(6);
        assertThat(options.pendingStage()).isEmpty();
        assertThat(options.ttlField()).isEmpty();
    }

    @Test
    void toBuilder_everyOption_isTakenOver() {
        CacheOptions options = CacheOptions.builder()
                .refreshAfter(Duration.ofMinutes(1))
                .refreshAfter("orders/db", Duration.ofMinutes(2))
                .maxStale(Duration.ofMinutes(3))
                .maxStale("orders/db", Duration.ofMinutes(4))
                .refusalGrace(Duration.ofSeconds(5))
                .rememberRefusals(Duration.ofSeconds(6))
                .idleAfter(Duration.ofSeconds(7))
                .maxEntries(8)
                .refreshesPerSecond(9)
                .rejectionsPerMinute(10)
                .pendingStage(VersionStage.of("pending"))
                .ttlField("ttl", TimeUnit.MINUTES)
                .build();

        CacheOptions copy = options.toBuilder().build();

        assertThat(copy).usingRecursiveComparison().isEqualTo(options);
        assertThat(copy).usingRecursiveComparison().isNotEqualTo(CacheOptions.defaults());
        assertThat(options.toBuilder().maxEntries(80).build().maxEntries()).isEqualTo(80);
        assertThat(options.maxEntries()).isEqualTo(8);
    }

    @Test
    void build_boundsThatContradict_areRefusedWithBothValues() {
        CacheOptions.Builder builder =
                CacheOptions.builder().refreshAfter(Duration.ofHours(2)).maxStale(Duration.ofHours(1));

        assertThatIllegalArgumentException()
                .isThrownBy(builder::build)
                .withMessageContaining("PT2H")
                .withMessageContaining("PT1H");
    }

    @Test
    void build_zeroRefreshOrNegativeGrace_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> CacheOptions.builder().refreshAfter(Duration.ZERO).build());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CacheOptions.builder()
                        .refusalGrace(Duration.ofSeconds(-1))
                        .build());
    }
}
