package io.opensesame.kms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KmsEndpointTest {
    @ParameterizedTest
    @ValueSource(strings = {"cn-hangzhou", "ap-southeast-1", "cn-shanghai-finance-1", "cn-zhengzhou-jva", "me-east-1"})
    void publicRegion_region_isItsHost(String region) {
        KmsEndpoint endpoint = KmsEndpoint.publicRegion(region);

        assertThat(endpoint.uri()).isEqualTo(URI.create("https://kms." + region + ".aliyuncs.com"));
        assertThat(endpoint.region()).contains(region);
    }

    @Test
    void vpc_region_isItsHost() {
        assertThat(KmsEndpoint.vpc("cn-hangzhou").authority()).isEqualTo("kms-vpc.cn-hangzhou.aliyuncs.com");
        assertThat(KmsEndpoint.vpc("cn-hangzhou").region()).contains("cn-hangzhou");
    }

    @Test
    void instance_id_isItsHostAndNoRegion() {
        KmsEndpoint endpoint = KmsEndpoint.instance("kst-hzz62abc");

        assertThat(endpoint.authority()).isEqualTo("kst-hzz62abc.cryptoservice.kms.aliyuncs.com");
        assertThat(endpoint.region()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hangzhou",
                "CN-hangzhou",
                "cn-hangzhou.evil.example",
                "cn-hangzhou/",
                "cn_hangzhou",
                "cn-",
                " cn-a",
                "cn-a@b",
                "https://kms.cn-hangzhou.aliyuncs.com"
            })
    void publicRegion_noRegion_isRejectedWithTheRuleAndTheValue(String region) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KmsEndpoint.publicRegion(region))
                .withMessageContaining("cn-hangzhou")
                .withMessageContaining("'" + region + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hzz1", "kst-", "kst-a.b", "kst-a/b", "KST-a"})
    void instance_noInstanceId_isRejected(String id) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KmsEndpoint.instance(id))
                .withMessageContaining("kst-");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:8080",
                "http://localhost:1",
                "http://[::1]:80",
                "http://127.1.2.3",
                "http://127.0.0.255"
            })
    void of_httpToLoopback_isTaken(String uri) {
        assertThat(KmsEndpoint.of(URI.create(uri)).uri()).isEqualTo(URI.create(uri));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://kms.example",
                "http://127.0.0.1.example",
                "http://localhost.example",
                "http://kms.localhost",
                "http://[::2]",
                "http://10.0.0.1",
                "http://127.evil.example"
            })
    void of_httpToAnotherHost_isRejectedAndNamesTheWayOut(String uri) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KmsEndpoint.of(URI.create(uri)))
                .withMessageContaining("KmsEndpoint.plaintext");
        assertThat(KmsEndpoint.plaintext(URI.create(uri)).uri()).isEqualTo(URI.create(uri));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://a",
                "kms.cn-hangzhou.aliyuncs.com",
                "https:///x",
                "https://u:canary@a",
                "https://a/path",
                "https://a?q",
                "https://a#f",
                "https://a:0",
                "https://a:65536",
                "mailto:a@b"
            })
    void of_otherForms_areRejectedWithoutRepeatingAPassword(String uri) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KmsEndpoint.of(URI.create(uri)))
                .withMessageNotContaining("canary");
    }

    @Test
    void plaintext_https_isRejected() {
        assertThatIllegalArgumentException().isThrownBy(() -> KmsEndpoint.plaintext(URI.create("https://a")));
    }

    @Test
    void equals_sameAddressWrittenDifferently_isTrue() {
        assertThat(KmsEndpoint.of(URI.create("HTTPS://KMS.cn-hangzhou.aliyuncs.com/")))
                .isEqualTo(KmsEndpoint.publicRegion("cn-hangzhou"))
                .hasSameHashCodeAs(KmsEndpoint.publicRegion("cn-hangzhou"));
    }

    @Test
    void authority_port_isShownUnlessItIsTheSchemesOwn() {
        assertThat(KmsEndpoint.of(URI.create("https://a:443")).authority()).isEqualTo("a");
        assertThat(KmsEndpoint.of(URI.create("https://a:444")).authority()).isEqualTo("a:444");
    }
}
