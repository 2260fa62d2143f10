package io.opensesame.officialclients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.aliyuncs.DefaultAcsClient;
import com.aliyuncs.exceptions.ClientException;
import com.aliyuncs.http.HttpClientConfig;
import com.aliyuncs.http.ProtocolType;
import com.aliyuncs.kms.model.v20160120.GetSecretValueRequest;
import com.aliyuncs.profile.DefaultProfile;
import io.opensesame.localkms.LocalKms;
import java.io.IOException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The classic client checks LocalKms's certificate, by trust managers in its configuration or by the JVM's trust store.
 */
class ClassicClientHttpsIT {
    private static LocalKms kms;

    @BeforeAll
    static void start() {
        kms = LocalKms.builder().https().start();
        kms.createSecret("orders/db", "s3cret");
        DefaultProfile.addEndpoint(kms.region(), "Kms", kms.httpsEndpoint().getAuthority());
    }

    @AfterAll
    static void stop() {
        kms.close();
    }

    @Test
    void getSecretValue_trustManagerOfLocalKms_isServed() throws Exception {
        assertThat(read(kms.tls().trustManager())).isEqualTo("s3cret");
    }

    @Test
    void getSecretValue_trustStoreOfTheJvm_isServed() throws Exception {
        System.setProperty(
                "javax.net.ssl.trustStore", kms.tls().trustStoreFile().toString());
        System.setProperty("javax.net.ssl.trustStorePassword", kms.tls().trustStorePassword());
        try {
            assertThat(read()).isEqualTo("s3cret");
        } finally {
            System.clearProperty("javax.net.ssl.trustStore");
            System.clearProperty("javax.net.ssl.trustStorePassword");
        }
    }

    @Test
    void getSecretValue_nobodyTrustsLocalKms_failsInTheHandshake() {
        assertThatThrownBy(() -> read())
                .isInstanceOf(ClientException.class)
                .hasFieldOrPropertyWithValue("errCode", "SDK.ServerUnreachable")
                .hasCauseInstanceOf(SSLHandshakeException.class);
    }

    private static String read(X509TrustManager... trustManagers) throws ClientException, IOException {
        DefaultProfile profile =
                DefaultProfile.getProfile(kms.region(), kms.accessKeyId(), kms.exposeAccessKeySecret());
        HttpClientConfig config = HttpClientConfig.getDefault();
        config.setX509TrustManagers(trustManagers);
        profile.setHttpClientConfig(config);
        DefaultAcsClient client = new DefaultAcsClient(profile);
        try {
            GetSecretValueRequest request = new GetSecretValueRequest();
            request.setSecretName("orders/db");
            request.setSysProtocol(ProtocolType.HTTPS);
            return client.getAcsResponse(request).getSecretData();
        } finally {
            // Not shutdown(), which leaves the HTTP client, and with it this trust, to the next client of the process.
            client.getHttpClient().close();
        }
    }
}
