package io.opensesame.adapters.oss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.aliyun.oss.ClientBuilderConfiguration;
import com.aliyun.oss.OSS;
import com.aliyun.oss.OSSClientBuilder;
import com.aliyun.oss.common.auth.DefaultCredentials;
import com.aliyun.oss.common.comm.SignVersion;
import io.opensesame.adapters.ChangingCredentials;
import io.opensesame.adapters.ObjectStorage;
import io.opensesame.auth.Credentials;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class OssCredentialsProviderTest {
    private static final Credentials OLD = Credentials.accessKey("LTAI-old", "secret-old");
    private static final Credentials NEW = Credentials.accessKey("LTAI-new", "secret-new");

    @Test
    void getCredentials_lastingPair_isThatPairWithoutToken() {
        var credentials = new OssCredentialsProvider(() -> OLD).getCredentials();

        assertThat(credentials.getAccessKeyId()).isEqualTo("LTAI-old");
        assertThat(credentials.getSecretAccessKey()).isEqualTo("secret-old");
        assertThat(credentials.useSecurityToken()).isFalse();
    }

    @Test
    void getCredentials_temporary_carriesTheToken() {
        var credentials =
                new OssCredentialsProvider(() -> Credentials.temporary("STS.id", "secret", "token")).getCredentials();

        assertThat(credentials.useSecurityToken()).isTrue();
        assertThat(credentials.getSecurityToken()).isEqualTo("token");
    }

    @Test
    void setCredentials_others_isRefused() {
        var provider = new OssCredentialsProvider(() -> OLD);

        assertThatThrownBy(() -> provider.setCredentials(new DefaultCredentials("LTAI-other", "secret-other")))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("build another client")
                .hasMessageNotContaining("secret-other");
    }

    @Test
    void client_keyRotated_signsTheNextCallWithTheNewKey() throws Exception {
        ChangingCredentials current = new ChangingCredentials(OLD);
        ClientBuilderConfiguration configuration = new ClientBuilderConfiguration();
        configuration.setSignatureVersion(SignVersion.V1);
        try (ObjectStorage storage = new ObjectStorage()) {
            OSS oss = new OSSClientBuilder()
                    .build(storage.endpoint(), new OssCredentialsProvider(current), configuration);
            storage.accept("LTAI-old");
            String before = read(oss);

            current.change(NEW);
            storage.accept("LTAI-new");
            String after = read(oss);

            assertThat(before).isEqualTo("1,234 orders");
            assertThat(after).isEqualTo(before);
            oss.shutdown();
        }
    }

    private static String read(OSS oss) throws Exception {
        try (var object = oss.getObject("reports", "orders.txt").getObjectContent()) {
            return new String(object.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
