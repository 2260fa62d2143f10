package io.opensesame.kms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.Proxy;
import org.junit.jupiter.api.Test;

class ProxyOptionsTest {
    @Test
    void toString_password_isRedacted() {
        assertThat(ProxyOptions.http("proxy", 8080, "user", "canary").toString())
                .contains("proxy", "8080", "user", "<redacted>")
                .doesNotContain("canary");
    }

    @Test
    void socks_hostAndPort_isASocksProxy() {
        assertThat(ProxyOptions.socks("proxy", 1080).proxy())
                .get()
                .extracting(Proxy::type)
                .isEqualTo(Proxy.Type.SOCKS);
    }

    @Test
    void system_isLeftToTheJvm_andDirectIsNot() {
        assertThat(ProxyOptions.system().proxy()).isEmpty();
        assertThat(ProxyOptions.direct().proxy()).contains(Proxy.NO_PROXY);
    }

    @Test
    void http_wrongParts_areRejected() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ProxyOptions.http(" ", 1))
                .withMessageContaining("host");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ProxyOptions.http("h", 0))
                .withMessageContaining("0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ProxyOptions.http("h", 65_536))
                .withMessageContaining("65536");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ProxyOptions.http("h", 1, "a:b", "p"))
                .withMessageContaining("':'");
    }
}
