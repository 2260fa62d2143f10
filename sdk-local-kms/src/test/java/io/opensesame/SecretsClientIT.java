package io.opensesame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.opensesame.auth.Credentials;
import io.opensesame.error.KmsTransportException;
import io.opensesame.error.SecretNotFoundException;
import io.opensesame.kms.CallOptions;
import io.opensesame.kms.KmsEndpoint;
import io.opensesame.localkms.LocalKms;
import io.opensesame.localkms.fault.Fault;
import io.opensesame.secrets.CacheOptions;
import io.opensesame.secrets.Secret;
import io.opensesame.secrets.SecretValue;
import io.opensesame.secrets.VersionStage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The read path over real HTTP, against LocalKms. */
class SecretsClientIT {
    private final LocalKms kms = LocalKms.start();
    private final OpenSesame sesame = client(Duration.ofHours(1));

    record Login(String username, String password) {}

    private OpenSesame client(Duration refreshAfter) {
        return OpenSesame.builder()
                .endpoint(KmsEndpoint.of(kms.endpoint()))
                .credentials(Credentials.accessKey(kms.accessKeyId(), kms.exposeAccessKeySecret()))
                .cache(CacheOptions.builder().refreshAfter(refreshAfter).build())
                .calls(CallOptions.builder().deadline(Duration.ofSeconds(10)).build())
                .build();
    }

    @AfterEach
    void close() {
        sesame.close();
        kms.close();
    }

    @Test
    void get_anySecret_isReadOverHttpOnce() {
        kms.createSecret("orders/db", "{\"username\":\"app\",\"password\":\"one\"}");

        SecretValue value = sesame.secrets().get("orders/db");
        sesame.secrets().get("orders/db");

        assertThat(value.exposeJson(Login.class)).isEqualTo(new Login("app", "one"));
        assertThat(value.stages()).containsExactly(VersionStage.CURRENT);
        assertThat(kms.requestCount("GetSecretValue")).isEqualTo(1);
    }

    @Test
    void get_byStageAndVersion_followsLabels() {
        String first = kms.createSecret("orders/db", "one");
        String second = kms.putSecretValue("orders/db", "two");

        assertThat(sesame.secrets().get("orders/db").versionId()).isEqualTo(second);
        assertThat(sesame.secrets().get("orders/db", VersionStage.PREVIOUS).versionId())
                .isEqualTo(first);
        assertThat(sesame.secrets().getVersion("orders/db", first).exposeText()).isEqualTo("one");
        assertThatExceptionOfType(SecretNotFoundException.class)
                .isThrownBy(() -> sesame.secrets().get("orders/db", VersionStage.of("blue")));
    }

    @Test
    void get_sixtyFourThreadsOnAColdSecret_causeOneRequest() throws Exception {
        kms.createSecret("orders/db", "one");
        kms.faults().add(Fault.delay(Duration.ofMillis(50)));
        ExecutorService threads = Executors.newFixedThreadPool(64);
        try {
            CountDownLatch ready = new CountDownLatch(64);
            List<Future<String>> reads = new ArrayList<>();
            for (int i = 0; i < 64; i++) {
                reads.add(threads.submit(() -> {
                    ready.countDown();
                    ready.await();
                    return sesame.secrets().get("orders/db").exposeText();
                }));
            }
            for (Future<String> read : reads) {
                assertThat(read.get(20, TimeUnit.SECONDS)).isEqualTo("one");
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(kms.totalRequests()).isEqualTo(1);
    }

    @Test
    void secret_rotationAndOutageUnderFourReaders_noReadFails() throws Exception {
        kms.createSecret("orders/db", "{\"username\":\"app\",\"password\":\"one\"}");
        ExecutorService threads = Executors.newFixedThreadPool(4);
        AtomicBoolean stop = new AtomicBoolean();
        LongAdder reads = new LongAdder();
        List<Future<?>> readers = new ArrayList<>();
        try (OpenSesame eager = client(Duration.ofSeconds(1));
                Secret<Login> login = eager.secrets().secret("orders/db", Login.class)) {
            for (int i = 0; i < 4; i++) {
                readers.add(threads.submit(() -> {
                    while (!stop.get()) {
                        assertThat(login.value().username()).isEqualTo("app");
                        assertThat(eager.secrets().get("orders/db").name()).isEqualTo("orders/db");
                        reads.increment();
                    }
                }));
            }
            kms.putSecretValue("orders/db", "{\"username\":\"app\",\"password\":\"two\"}");
            await().until(() -> login.value().password().equals("two"));

            kms.stopServing();
            await().until(() -> login.version().stale());
            kms.putSecretValue("orders/db", "{\"username\":\"app\",\"password\":\"three\"}");
            kms.resumeServing();
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> login.value().password().equals("three"));

            stop.set(true);
            for (Future<?> reader : readers) {
                reader.get(10, TimeUnit.SECONDS); // fails if any read failed
            }
            assertThat(login.version().stale()).isFalse();
            assertThat(reads.sum()).isPositive();
        } finally {
            stop.set(true);
            threads.shutdownNow();
        }
    }

    @Test
    void get_coldSecretWhileKmsIsGone_failsNamingTheEndpoint() {
        kms.createSecret("orders/db", "one");
        kms.stopServing();

        assertThatExceptionOfType(KmsTransportException.class)
                .isThrownBy(() -> sesame.secrets().get("orders/db"))
                .withMessageContaining("orders/db")
                .withMessageContaining(kms.endpoint().getAuthority());
    }

    @Test
    void get_binaryAndLargeValues_comeBackAsTheyWere() {
        String large = "x".repeat(30_720);
        kms.createSecret("large", large);

        assertThat(sesame.secrets().get("large").exposeText()).isEqualTo(large);
    }

    @Test
    void close_leavesNoThread() {
        kms.createSecret("orders/db", "one");
        OpenSesame own = client(Duration.ofSeconds(1));
        Secret<String> secret = own.secrets().secret("orders/db");
        secret.onChange(change -> {});
        kms.putSecretValue("orders/db", "two");
        await().until(() -> secret.value().equals("two"));
        sesame.close();

        own.close();

        await().until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("opensesame-")));
    }
}
