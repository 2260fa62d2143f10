package io.opensesame.adapters.core;

import static org.assertj.core.api.Assertions.assertThat;

import com.aliyuncs.auth.BasicCredentials;
import com.aliyuncs.auth.BasicSessionCredentials;
import io.opensesame.auth.Credentials;
import org.junit.jupiter.api.Test;

class CoreCredentialsProviderTest {
    @Test
    void getCredentials_lastingPair_isThatPairWithoutToken() {
        var credentials =
                new CoreCredentialsProvider(() -> Credentials.accessKey("LTAI-id", "secret")).getCredentials();

        assertThat(credentials).isInstanceOf(BasicCredentials.class);
        assertThat(credentials.getAccessKeyId()).isEqualTo("LTAI-id");
        assertThat(credentials.getAccessKeySecret()).isEqualTo("secret");
    }

    @Test
    void getCredentials_temporary_carriesTheToken() {
        var credentials =
                new CoreCredentialsProvider(() -> Credentials.temporary("STS.id", "secret", "token")).getCredentials();

        assertThat(credentials)
                .isInstanceOfSatisfying(
                        BasicSessionCredentials.class,
                        session -> assertThat(session.getSessionToken()).isEqualTo("token"));
    }
}
