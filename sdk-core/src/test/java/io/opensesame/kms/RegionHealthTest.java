package io.opensesame.kms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.opensesame.kms.RegionHealth.State;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RegionHealthTest {
    private static final KmsEndpoint HANGZHOU = KmsEndpoint.publicRegion("cn-hangzhou");

    @Test
    void build_everythingSet_isToldAndShown() {
        Instant success = Instant.parse("2026-01-02T03:04:05Z");
        Instant failure = Instant.parse("2026-01-02T03:05:05Z");
        RegionHealth health = RegionHealth.builder(HANGZHOU, State.FAILING)
                .home(true)
                .lastSuccess(success)
                .lastFailure(failure, "no connection")
                .build();

        assertThat(health.endpoint()).isEqualTo(HANGZHOU);
        assertThat(health.state()).isEqualTo(State.FAILING);
        assertThat(health.home()).isTrue();
        assertThat(health.lastSuccess()).contains(success);
        assertThat(health.lastFailure()).contains(failure);
        assertThat(health.failureReason()).contains("no connection");
        assertThat(health)
                .hasToString("RegionHealth[kms.cn-hangzhou.aliyuncs.com, home, FAILING,"
                        + " lastSuccess=2026-01-02T03:04:05Z, lastFailure=2026-01-02T03:05:05Z: no connection]");
    }

    @Test
    void build_nothingSet_isAnotherRegionOfWhichNothingIsKnown() {
        assertThat(RegionHealth.builder(HANGZHOU, State.HEALTHY).build())
                .hasToString("RegionHealth[kms.cn-hangzhou.aliyuncs.com, HEALTHY, lastSuccess=none, lastFailure=none]");
    }

    @Test
    @SuppressWarnings("NullAway") // what callers without a null checker do
    void builder_null_isRefusedByName() {
        assertThatNullPointerException()
                .isThrownBy(() -> RegionHealth.builder(null, State.HEALTHY))
                .withMessage("endpoint");
        assertThatNullPointerException()
                .isThrownBy(() -> RegionHealth.builder(HANGZHOU, null))
                .withMessage("state");
    }
}
