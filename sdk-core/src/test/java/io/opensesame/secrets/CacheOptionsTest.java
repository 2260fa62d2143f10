package io.opensesame.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class CacheOptionsTest {
    @Test
    void build_defaults_areThoseOfTheDocumentation() {
        CacheOptions options = CacheOptions.builder().build();

        assertThat(options.refreshAfter()).isEqualTo(Duration.ofHours(1));
        assertThat(options.maxStale()).isEqualTo(Duration.ofHours(24));
        assertThat(options.refusalGrace()).isEqualTo(Duration.ofMinutes(5));
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
