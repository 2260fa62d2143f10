package io.opensesame.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opensesame.kms.KmsEndpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvelopeKeyTest {
    @Test
    void of_idOrAlias_isAtHome() {
        assertThat(EnvelopeKey.of("key-hzz1").endpoint()).isEmpty();
        assertThat(EnvelopeKey.of("key-hzz1").isAlias()).isFalse();
        assertThat(EnvelopeKey.of("alias/orders").isAlias()).isTrue();
    }

    @Test
    void of_arnOfAKey_isTheKeyInItsRegion() {
        assertThat(EnvelopeKey.of("acs:kms:cn-shanghai:1234567890123456:key/key-shh1"))
                .isEqualTo(EnvelopeKey.inRegion("cn-shanghai", "key-shh1"));
    }

    @Test
    void of_arnOfAnAlias_isTheAliasInItsRegion() {
        assertThat(EnvelopeKey.of("acs:kms:cn-shanghai:1234567890123456:alias/orders/eu"))
                .isEqualTo(EnvelopeKey.at(KmsEndpoint.publicRegion("cn-shanghai"), "alias/orders/eu"));
    }

    @Test
    void at_arnInTheRegionOfTheEndpoint_isTheKeyOfThatIdThere() {
        KmsEndpoint endpoint = KmsEndpoint.publicRegion("cn-shanghai");

        assertThat(EnvelopeKey.at(endpoint, "acs:kms:cn-shanghai:1234567890123456:key/key-shh1"))
                .isEqualTo(EnvelopeKey.at(endpoint, "key-shh1"));
        assertThat(EnvelopeKey.inRegion("cn-shanghai", "acs:kms:cn-shanghai:1234567890123456:alias/orders")
                        .isAlias())
                .isTrue();
    }

    @Test
    void inRegion_arnOfAnotherRegion_isRefused() {
        assertThatThrownBy(() -> EnvelopeKey.inRegion("cn-hangzhou", "acs:kms:cn-shanghai:123456:key/key-shh1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not in the region");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "key 1", "key\n1", "acs:kms:cn-shanghai:123:secret/name", "acs:ram::123:role/r"})
    void of_whatNamesNoKey_isRefused(String key) {
        assertThatThrownBy(() -> EnvelopeKey.of(key))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ARN");
    }
}
