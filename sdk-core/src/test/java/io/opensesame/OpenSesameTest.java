package io.opensesame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.opensesame.auth.Credentials;
import io.opensesame.kms.GenericRequest;
import io.opensesame.kms.KmsEndpoint;
import io.opensesame.kms.RegionHealth;
import io.opensesame.secrets.CacheOptions;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpenSesameTest {
    private static OpenSesame.Builder builder() {
        return OpenSesame.builder().credentials(Credentials.accessKey("AK-EXAMPLE", "cAnArY"));
    }

    @Test
    void build_regionAndEndpoint_areRefusedTogether() {
        OpenSesame.Builder both = builder().region("cn-hangzhou").endpoint(KmsEndpoint.vpc("cn-beijing"));

        assertThatIllegalStateException()
                .isThrownBy(both::build)
                .withMessageContaining("kms.cn-hangzhou.aliyuncs.com")
                .withMessageContaining("kms-vpc.cn-beijing.aliyuncs.com");
    }

    @Test
    void build_sameSettingTwice_theLastOneSpeaks() {
        try (OpenSesame sesame =
                builder().region("cn-hangzhou").region("cn-beijing").build()) {
            assertThat(sesame).hasToString("OpenSesame[kms.cn-beijing.aliyuncs.com]");
        }
    }

    @Test
    void build_failoverRegions_areReadFromInTheirOrder() {
        try (OpenSesame sesame = builder()
                .region("cn-hangzhou")
                .failover("cn-beijing")
                .failover("cn-shanghai", "cn-shenzhen")
                .build()) {
            assertThat(sesame)
                    .hasToString("OpenSesame[kms.cn-hangzhou.aliyuncs.com, then kms.cn-shanghai.aliyuncs.com, then"
                            + " kms.cn-shenzhen.aliyuncs.com]");
            assertThat(sesame.regions()).extracting(RegionHealth::home).containsExactly(true, false, false);
        }
    }

    @Test
    void build_regionNamedTwice_isRefused() {
        assertThatIllegalStateException()
                .isThrownBy(builder().region("cn-hangzhou").failover("cn-shanghai", "cn-hangzhou")::build)
                .withMessageContaining("kms.cn-hangzhou.aliyuncs.com is there twice");
        assertThatIllegalStateException()
                .isThrownBy(builder()
                        .endpoint(KmsEndpoint.vpc("cn-hangzhou"))
                        .failoverEndpoints(
                                KmsEndpoint.of(URI.create("https://kms.example:443")),
                                KmsEndpoint.of(URI.create("https://kms.example")))::build)
                .withMessageContaining("kms.example is there twice");
    }

    @Test
    void failover_noRegionsId_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder().failover("Shanghai!"))
                .withMessageContaining("'Shanghai!'");
    }

    @Test
    void hedgeAfter_withoutAnotherRegion_isRefused() {
        assertThatIllegalStateException()
                .isThrownBy(builder().region("cn-hangzhou").hedgeAfter(Duration.ofMillis(300))::build)
                .withMessageContaining("hedgeAfter(PT0.3S)")
                .withMessageContaining("failover(...)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-1S", "PT0.000001S", "PT61M"})
    void hedgeAfter_outOfRange_isRefused(Duration silence) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder().hedgeAfter(silence))
                .withMessage("hedgeAfter must be from 1 ms to 1 h: " + silence);
    }

    @Test
    @SuppressWarnings("NullAway") // what callers without a null checker do
    void setters_null_areRefusedByName() {
        assertThatNullPointerException()
                .isThrownBy(() -> builder().cache((CacheOptions) null))
                .withMessage("options");
        assertThatNullPointerException()
                .isThrownBy(() -> builder().region(null))
                .withMessage("region");
        assertThatNullPointerException()
                .isThrownBy(() -> Credentials.accessKey(null, "secret"))
                .withMessageContaining("AccessKey id is null");
    }

    @Test
    void close_afterwards_everythingSaysSo() throws Exception {
        OpenSesame sesame = builder().region("cn-hangzhou").build();
        sesame.close();
        sesame.close();

        assertThatIllegalStateException().isThrownBy(() -> sesame.secrets().get("orders/db"));
        assertThatIllegalStateException().isThrownBy(() -> sesame.secrets().getAsync("orders/db"));
        assertThatIllegalStateException()
                .isThrownBy(() -> sesame.kms().send(GenericRequest.of("ListKeys")))
                .withMessageContaining("closed");
        assertThat(sesame.kms().sendAsync(GenericRequest.of("ListKeys")))
                .failsWithin(10, TimeUnit.SECONDS)
                .withThrowableThat()
                .withCauseInstanceOf(IllegalStateException.class);
    }
}
