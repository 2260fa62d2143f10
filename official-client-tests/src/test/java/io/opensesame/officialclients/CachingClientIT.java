package io.opensesame.officialclients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.aliyuncs.kms.secretsmanager.client.SecretCacheClient;
import com.aliyuncs.kms.secretsmanager.client.SecretCacheClientBuilder;
import com.aliyuncs.kms.secretsmanager.client.exception.CacheSecretException;
import com.aliyuncs.kms.secretsmanager.client.model.RegionInfo;
import com.aliyuncs.kms.secretsmanager.client.model.SecretInfo;
import com.aliyuncs.kms.secretsmanager.client.service.BaseSecretManagerClientBuilder;
import com.aliyuncs.kms.secretsmanager.client.service.DefaultSecretManagerClientBuilder;
import com.aliyuncs.kms.secretsmanager.client.service.FullJitterBackoffStrategy;
import io.opensesame.localkms.LocalKms;
import io.opensesame.localkms.fault.Fault;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The official caching client reads from LocalKms over HTTPS.
 *
 * <p>It takes a host with a port as a region's endpoint and asks for answers in XML. It sets its HTTP client to check
 * no certificate, whatever the JVM trusts; so nothing has to be told about LocalKms's authority. (That holds where it
 * is the first to use the classic client's HTTP client in its process, which is why each of these classes has a JVM of
 * its own.)
 */
class CachingClientIT {
    private static final int RETRIES = 2;
    private static LocalKms kms;
    private SecretCacheClient client;

    @BeforeAll
    static void start() {
        kms = LocalKms.builder().https().start();
    }

    @AfterAll
    static void stop() {
        kms.close();
    }

    @BeforeEach
    void connect() throws CacheSecretException {
        client = cachingClient(kms.exposeAccessKeySecret(), "ACSCurrent");
    }

    @AfterEach
    void clear() throws Exception {
        client.close();
        kms.faults().clear();
    }

    @Test
    void getSecretInfo_returnsEveryField() throws Exception {
        kms.newSecret("info")
                .versionId("v1")
                .text("s3cret <&> \r\n é 测 \uD83D\uDE00")
                .create();

        SecretInfo info = client.getSecretInfo("info");

        assertThat(info.getSecretName()).isEqualTo("info");
        assertThat(info.getVersionId()).isEqualTo("v1");
        assertThat(info.getSecretValue()).isEqualTo("s3cret <&> \r\n é 测 \uD83D\uDE00");
        assertThat(info.getSecretDataType()).isEqualTo("text");
        assertThat(info.getSecretType()).isEqualTo("Generic");
        assertThat(info.getCreateTime()).endsWith("Z");
    }

    @Test
    void getSecretInfo_managedSecret_hasItsRotation() throws Exception {
        kms.newSecret("rds")
                .type("Rds")
                .text("{\"Accounts\":[{\"AccountName\":\"app\",\"AccountPassword\":\"first\"}]}")
                .extendedConfig("{\"SecretSubType\":\"SingleUser\",\"DBInstanceId\":\"rm-1\"}")
                .rotationInterval(Duration.ofDays(7))
                .create();

        SecretInfo info = client.getSecretInfo("rds");

        assertThat(info.getAutomaticRotation()).isEqualTo("Enabled");
        assertThat(info.getRotationInterval()).isEqualTo("604800s");
        assertThat(info.getNextRotationDate()).endsWith("Z");
        assertThat(info.getExtendedConfig()).contains("\"DBInstanceId\":\"rm-1\"");
    }

    @Test
    void getStringValue_isCachedUntilItIsRefreshed() throws Exception {
        kms.createSecret("cached", "one");

        String first = client.getStringValue("cached");
        kms.putSecretValue("cached", "two");
        String cached = client.getStringValue("cached");
        boolean refreshed = client.refreshNow("cached");

        assertThat(first).isEqualTo("one");
        assertThat(cached).isEqualTo("one");
        assertThat(refreshed).isTrue();
        assertThat(client.getStringValue("cached")).isEqualTo("two");
    }

    @Test
    void getBinaryValue_isTheTextThatWasStored() throws Exception {
        kms.newSecret("binary").binary(new byte[] {0, 1, 2, 3}).create();

        String text =
                StandardCharsets.UTF_8.decode(client.getBinaryValue("binary")).toString();

        assertThat(text).isEqualTo("AAECAw==");
    }

    @Test
    void getStringValue_atAnotherStage_returnsThatVersion() throws Exception {
        kms.createSecret("staged", "one");
        kms.putSecretValue("staged", "two");

        try (SecretCacheClient previous = cachingClient(kms.exposeAccessKeySecret(), "ACSPrevious")) {
            assertThat(previous.getStringValue("staged")).isEqualTo("one");
        }
    }

    @Test
    void getStringValue_missingSecret_failsAtOnceWithTheServicesCode() {
        long before = kms.requestCount("GetSecretValue");

        assertThatThrownBy(() -> client.getStringValue("missing"))
                .isInstanceOf(CacheSecretException.class)
                .cause()
                .hasFieldOrPropertyWithValue("errCode", "Forbidden.ResourceNotFound");
        assertThat(kms.requestCount("GetSecretValue") - before).isEqualTo(1);
    }

    @Test
    void getStringValue_wrongAccessKeySecret_isRecognizedByTheStringToSign() throws Exception {
        kms.createSecret("locked", "x");

        try (SecretCacheClient stranger = cachingClient("wrong", "ACSCurrent")) {
            assertThatThrownBy(() -> stranger.getStringValue("locked"))
                    .cause()
                    .hasFieldOrPropertyWithValue("errCode", "SDK.InvalidAccessKeySecret");
        }
    }

    @Test
    void getStringValue_throttled_isTriedAgainAsTheClientDoesForThatCodeAlone() {
        kms.createSecret("throttled", "x");
        long before = kms.requestCount("GetSecretValue");
        kms.faults().add(Fault.throttle(0).onOperation("GetSecretValue"));

        // No success after a throttled try is awaited: the client itself loses some of those, in a race of its own.
        assertThatThrownBy(() -> client.getStringValue("throttled"))
                .cause()
                .hasFieldOrPropertyWithValue("errCode", "SDK.ReadTimeout");
        assertThat(kms.requestCount("GetSecretValue") - before).isEqualTo(1 + 1 + RETRIES);
    }

    private static SecretCacheClient cachingClient(String accessKeySecret, String stage) throws CacheSecretException {
        DefaultSecretManagerClientBuilder service = BaseSecretManagerClientBuilder.standard()
                .withAccessKey(kms.accessKeyId(), accessKeySecret)
                .withBackoffStrategy(new FullJitterBackoffStrategy(RETRIES, 1, 1))
                .addRegion(
                        new RegionInfo(kms.region(), false, kms.httpsEndpoint().getAuthority()));
        return SecretCacheClientBuilder.newCacheClientBuilder(service.build())
                .withCacheStage(stage)
                .build();
    }
}
