package io.opensesame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.opensesame.auth.Credentials;
import io.opensesame.kms.GenericRequest;
import io.opensesame.kms.KmsEndpoint;
import io.opensesame.secrets.CacheOptions;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

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
