package io.opensesame.internal.ram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.opensesame.auth.Credentials;
import io.opensesame.auth.CredentialsProvider;
import io.opensesame.error.CredentialsException;
import io.opensesame.error.KmsTransportException;
import io.opensesame.ram.FollowedAccessKey;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FollowedCredentialsTest {
    private final FollowRig rig = new FollowRig();
    private final FollowedAccessKey key = rig.follow();
    private final CredentialsProvider provider = key.credentialsProvider();

    @AfterEach
    void close() {
        rig.close();
    }

    private static Credentials pair(String versionId) {
        return Credentials.accessKey("id-" + versionId, "secret-" + versionId);
    }

    @Test
    void credentials_areTheCurrentPair() {
        assertThat(provider.credentials()).isEqualTo(pair("v1"));
        assertThat(key.credentialsProvider()).isSameAs(provider);
        assertThat(rig.source.calls).hasValue(1);
    }

    @Test
    void credentialsAfterRefusal_ofTheCurrentPair_areTheNext() {
        rig.source.rotate("v2");

        assertThat(provider.credentialsAfterRefusal(pair("v1"))).isEqualTo(pair("v2"));

        assertThat(provider.credentials()).isEqualTo(pair("v2"));
    }

    @Test
    void credentialsAfterRefusal_ofAPairReplacedMeanwhile_areTheCurrentWithoutKms() {
        rig.source.rotate("v2");
        rig.client.refresh(FollowRig.APP);

        assertThat(provider.credentialsAfterRefusal(pair("v1"))).isEqualTo(pair("v2"));

        assertThat(rig.source.calls).hasValue(2);
    }

    @Test
    void credentialsAfterRefusal_thereIsNoOther_areTheSame() {
        assertThat(provider.credentialsAfterRefusal(pair("v1"))).isEqualTo(pair("v1"));
    }

    @Test
    void credentialsAfterRefusal_kmsIsDown_failTypedAndRecover() {
        rig.source.rotate("v2");
        rig.source.failure = FollowRig.down();
        assertThatExceptionOfType(CredentialsException.class)
                .isThrownBy(() -> provider.credentialsAfterRefusal(pair("v1")))
                .withMessageContaining(FollowRig.APP)
                .withCauseInstanceOf(KmsTransportException.class);

        rig.source.failure = null;
        rig.pass(Duration.ofSeconds(10));

        assertThat(provider.credentialsAfterRefusal(pair("v1"))).isEqualTo(pair("v2"));
    }

    @Test
    void credentialsAfterRefusal_onAThreadThatTheClientNeeds_failRatherThanHang() {
        rig.source.silent = true;
        rig.onCallThread = true;

        assertThatExceptionOfType(CredentialsException.class)
                .isThrownBy(() -> provider.credentialsAfterRefusal(pair("v1")))
                .withMessageContaining("on a thread that reads secrets");
    }

    @Test
    void credentials_handleIsClosed_failTyped() {
        key.close();

        assertThatExceptionOfType(CredentialsException.class)
                .isThrownBy(provider::credentials)
                .withMessageContaining("closed");
    }
}
