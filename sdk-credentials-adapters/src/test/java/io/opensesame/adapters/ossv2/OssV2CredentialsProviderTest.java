package io.opensesame.adapters.ossv2;

import static org.assertj.core.api.Assertions.assertThat;

import com.aliyun.sdk.service.oss2.OSSClient;
import com.aliyun.sdk.service.oss2.models.GetObjectRequest;
import io.opensesame.adapters.ChangingCredentials;
import io.opensesame.adapters.ObjectStorage;
import io.opensesame.auth.Credentials;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // this SDK's close() methods are declared to throw any Exception
class OssV2CredentialsProviderTest {
    private static final Credentials OLD = Credentials.accessKey("LTAI-old", "secret-old");
    private static final Credentials NEW = Credentials.accessKey("LTAI-new", "secret-new");

    @Test
    void getCredentials_lastingPair_isThatPairWithoutToken() {
        var credentials = new OssV2CredentialsProvider(() -> OLD).getCredentials();

        assertThat(credentials.accessKeyId()).isEqualTo("LTAI-old");
        assertThat(credentials.accessKeySecret()).isEqualTo("secret-old");
        assertThat(credentials.securityToken()).isNullOrEmpty();
    }

    @Test
    void getCredentials_temporary_carriesTheToken() {
        var credentials =
                new OssV2CredentialsProvider(() -> Credentials.temporary("STS.id", "secret", "token")).getCredentials();

        assertThat(credentials.securityToken()).isEqualTo("token");
    }

    @Test
    void client_keyRotated_signsTheNextCallWithTheNewKey() throws Exception {
        ChangingCredentials current = new ChangingCredentials(OLD);
        try (ObjectStorage storage = new ObjectStorage();
                OSSClient oss = OSSClient.newBuilder()
                        .region("cn-hangzhou")
                        .endpoint(storage.endpoint())
                        .usePathStyle(true)
                        .credentialsProvider(new OssV2CredentialsProvider(current))
                        .build()) {
            storage.accept("LTAI-old");
            String before = read(oss);

            current.change(NEW);
            storage.accept("LTAI-new");
            String after = read(oss);

            assertThat(before).isEqualTo("1,234 orders");
            assertThat(after).isEqualTo(before);
        }
    }

    private static String read(OSSClient oss) throws Exception {
        GetObjectRequest request = GetObjectRequest.newBuilder()
                .bucket("reports")
                .key("orders.txt")
                .build();
        try (var object = oss.getObject(request)) {
            return new String(object.body().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
