package io.opensesame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import io.opensesame.error.KmsTransportException;
import io.opensesame.error.SecretNotFoundException;
import io.opensesame.kms.CallOptions;
import io.opensesame.kms.secret.GetSecretValueRequest;
import io.opensesame.localkms.LocalKms;
import io.opensesame.localkms.fault.Fault;
import io.opensesame.secrets.CacheOptions;
import io.opensesame.secrets.Secret;
import io.opensesame.secrets.SecretChange;
import io.opensesame.secrets.SecretValue;
import io.opensesame.secrets.VersionStage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
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
        return TestClients.connectedTo(kms)
                .cache(CacheOptions.builder().refreshAfter(refreshAfter).build())
                .calls(CallOptions.builder().deadline(Duration.ofSeconds(10)).build())
                .build();
    }

    /** A client whose values age by LocalKms's clock, so that a test can make both older. */
    private OpenSesame timed(CacheOptions.Builder options) {
        return TestClients.connectedTo(kms)
                .clock(kms.clock())
                .cache(options.build())
                .calls(CallOptions.builder().maxAttempts(1).build())
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
        byte[] bytes = {0, -1, 127, -128, 10};
        kms.createSecret("large", large);
        kms.newSecret("bytes").binary(bytes).create();

        assertThat(sesame.secrets().get("large").exposeText()).isEqualTo(large);
        assertThat(sesame.secrets().get("bytes").exposeBytes()).isEqualTo(bytes);
        assertThat(sesame.secrets().get("bytes").binary()).isTrue();
    }

    @Test
    void get_byArn_isReadAndHeldLikeAnyOther() {
        kms.createSecret("orders/db", "{\"username\":\"app\",\"password\":\"one\"}");
        String arn = "acs:kms:" + kms.region() + ":" + kms.accountId() + ":secret/orders/db";

        assertThat(sesame.secrets().get(arn).exposeFields()).isEqualTo(Map.of("username", "app", "password", "one"));
        sesame.secrets().get(arn);

        assertThat(kms.totalRequests()).isEqualTo(1);
    }

    @Test
    void getAsync_coldThenHeld_isCompleteAtOnceWhenHeld() throws Exception {
        String first = kms.createSecret("orders/db", "one");
        kms.putSecretValue("orders/db", "two");

        assertThat(sesame.secrets()
                        .getAsync("orders/db")
                        .get(10, TimeUnit.SECONDS)
                        .exposeText())
                .isEqualTo("two");
        assertThat(sesame.secrets().getAsync("orders/db")).isCompleted();
        assertThat(sesame.secrets()
                        .getAsync("orders/db", VersionStage.PREVIOUS)
                        .get(10, TimeUnit.SECONDS)
                        .versionId())
                .isEqualTo(first);
        assertThat(sesame.secrets()
                        .getVersionAsync("orders/db", first)
                        .get(10, TimeUnit.SECONDS)
                        .exposeText())
                .isEqualTo("one");
        assertThat(sesame.secrets().getAsync("missing"))
                .failsWithin(Duration.ofSeconds(10))
                .withThrowableThat()
                .havingCause()
                .isInstanceOf(SecretNotFoundException.class);
    }

    @Test
    void preload_someMissing_tellsItAndHoldsTheOthers() {
        kms.createSecret("a", "one");
        kms.createSecret("b", "two");

        assertThatExceptionOfType(SecretNotFoundException.class)
                .isThrownBy(() -> sesame.secrets().preload(List.of("a", "missing", "b")))
                .satisfies(refused -> assertThat(refused.resource()).isEqualTo("missing"));

        long requests = kms.totalRequests();
        assertThat(sesame.secrets().get("a").exposeText()).isEqualTo("one");
        assertThat(sesame.secrets().get("b").exposeText()).isEqualTo("two");
        assertThat(kms.totalRequests()).isEqualTo(requests);
    }

    @Test
    void refresh_newVersion_isSeenByHandlesAndTheirListeners() throws Exception {
        String first = kms.createSecret("orders/db", "one");
        BlockingQueue<SecretChange<String>> changes = new LinkedBlockingQueue<>();
        try (Secret<String> secret = sesame.secrets().secret("orders/db")) {
            secret.onChange(changes::add);
            String second = kms.putSecretValue("orders/db", "two");
            assertThat(secret.value()).isEqualTo("one");

            assertThat(sesame.secrets().refresh("orders/db").versionId()).isEqualTo(second);

            assertThat(secret.value()).isEqualTo("two");
            SecretChange<String> change = changes.poll(10, TimeUnit.SECONDS);
            assertThat(change).isNotNull();
            assertThat(change.previousVersionId()).isEqualTo(first);
            assertThat(change.versionId()).isEqualTo(second);
            assertThat(change.previous()).isEqualTo("one");
            assertThat(change.current()).isEqualTo("two");
        }
    }

    @Test
    void get_rotationDatePasses_isFollowedWithinSeconds() {
        kms.newSecret("rds/orders")
                .type("Rds")
                .text("{\"Accounts\":[{\"AccountName\":\"app\",\"AccountPassword\":\"one\"}]}")
                .extendedConfig("{\"SecretSubType\":\"SingleUser\",\"DBInstanceId\":\"rm-1\"}")
                .rotationInterval(Duration.ofDays(7))
                .create();
        Duration year = Duration.ofDays(365);
        try (OpenSesame patient =
                timed(CacheOptions.builder().refreshAfter(year).maxStale(year))) {
            SecretValue before = patient.secrets().get("rds/orders");
            assertThat(before.nextRotation()).isPresent();

            kms.clock().advance(Duration.ofDays(7).plusSeconds(10));

            await().until(() -> !patient.secrets().get("rds/orders").sameVersion(before));
            assertThat(patient.secrets().get("rds/orders").lastRotation()).isPresent();
        }
    }

    @Test
    void get_kmsGoneForLongerThanMaxStale_failsWithTheCause() {
        kms.createSecret("orders/db", "one");
        try (OpenSesame own = timed(CacheOptions.builder())) {
            own.secrets().get("orders/db");
            kms.stopServing();
            kms.clock().advance(Duration.ofHours(23));
            await().until(() -> own.secrets().get("orders/db").stale());
            assertThat(own.secrets().get("orders/db").exposeText()).isEqualTo("one");

            kms.clock().advance(Duration.ofHours(2));

            await().untilAsserted(() -> assertThatExceptionOfType(KmsTransportException.class)
                    .isThrownBy(() -> own.secrets().get("orders/db"))
                    .withMessageContaining("orders/db"));
        }
    }

    @Test
    void get_secretDeleted_isServedForTheGraceAndThenRefused() {
        kms.createSecret("orders/db", "one");
        try (OpenSesame own = timed(CacheOptions.builder())) {
            own.secrets().get("orders/db");
            kms.deleteSecret("orders/db");
            kms.clock().advance(Duration.ofMinutes(70));
            await().until(() -> own.secrets().get("orders/db").stale());

            kms.clock().advance(Duration.ofMinutes(6));

            await().untilAsserted(() -> assertThatExceptionOfType(SecretNotFoundException.class)
                    .isThrownBy(() -> own.secrets().get("orders/db")));
        }
    }

    @Test
    void close_furtherUse_isRefused() {
        kms.createSecret("orders/db", "one");
        SecretValue held = sesame.secrets().get("orders/db");

        sesame.close();
        sesame.close();

        assertThatIllegalStateException().isThrownBy(() -> sesame.secrets().get("orders/db"));
        assertThatIllegalStateException().isThrownBy(() -> sesame.kms().send(GetSecretValueRequest.of("orders/db")));
        assertThatIllegalStateException().isThrownBy(held::exposeText);
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
