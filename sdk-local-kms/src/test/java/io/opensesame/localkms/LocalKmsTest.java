package io.opensesame.localkms;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opensesame.localkms.fault.Fault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The life of an instance, its clock and its seeding. */
class LocalKmsTest {

    @Test
    void start_servesOnALoopbackPort() throws Exception {
        try (LocalKms kms = LocalKms.start()) {
            assertThat(kms.endpoint().getScheme()).isEqualTo("http");
            assertThat(InetAddress.getByName(kms.endpoint().getHost()).isLoopbackAddress())
                    .isTrue();
            assertThat(kms.region()).isEqualTo("cn-hangzhou");
            assertThat(kms.accountId()).isEqualTo("1000000000000001");
            assertThat(new SigningClient(kms).call("ListSecrets", Map.of()).status())
                    .isEqualTo(200);
        }
    }

    @Test
    void builder_settings_areUsed() throws Exception {
        try (LocalKms kms = LocalKms.builder()
                .region("eu-central-1")
                .accountId("42")
                .accessKey("my-id", "my-secret")
                .bind("localhost")
                .start()) {
            kms.createSecret("orders/db", "s3cret");

            var answer = new SigningClient(kms).call("DescribeSecret", Map.of("SecretName", "orders/db"));

            assertThat(answer.text("Arn")).isEqualTo("acs:kms:eu-central-1:42:secret/orders/db");
            assertThat(kms.accessKeyId()).isEqualTo("my-id");
            assertThat(kms.exposeAccessKeySecret()).isEqualTo("my-secret");
        }
    }

    @Test
    void builder_wrongSettings_areRefusedWithTheRule() {
        LocalKms.Builder builder = LocalKms.builder();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.region("CN"))
                .withMessageContaining("'CN'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.accountId("me"))
                .withMessageContaining("'me'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.port(65_536))
                .withMessageContaining("65536");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.httpsPort(-1))
                .withMessageContaining("-1");
        assertThatIllegalArgumentException().isThrownBy(() -> builder.accessKey("id", " "));
        assertThatIllegalStateException()
                .isThrownBy(() -> LocalKms.builder().requireClientCertificate().start())
                .withMessageContaining("https()");
    }

    @Test
    void start_onATakenPort_failsAndSaysWhich() {
        try (LocalKms kms = LocalKms.start()) {
            int taken = kms.endpoint().getPort();

            assertThatThrownBy(() -> LocalKms.builder().port(taken).start())
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining(String.valueOf(taken));
        }
    }

    @Test
    void httpsAccessors_withoutHttps_sayHowToAskForIt() {
        try (LocalKms kms = LocalKms.start()) {
            assertThatIllegalStateException().isThrownBy(kms::httpsEndpoint).withMessageContaining("https()");
            assertThatIllegalStateException().isThrownBy(kms::tls).withMessageContaining("https()");
            assertThatIllegalStateException()
                    .isThrownBy(kms::exposeControlToken)
                    .withMessageContaining("controlEndpoint()");
        }
    }

    @Test
    void seeding_makesUpdatesAndDeletesSecrets() throws Exception {
        try (LocalKms kms = LocalKms.start()) {
            SigningClient client = new SigningClient(kms);

            kms.createSecret("orders/db", "one");
            String second = kms.putSecretValue("orders/db", "two");
            var updated = client.getSecretValue("orders/db");
            kms.deleteSecret("orders/db");

            assertThat(updated.text("SecretData")).isEqualTo("two");
            assertThat(updated.text("VersionId")).isEqualTo(second);
            assertThat(client.getSecretValue("orders/db").code()).isEqualTo("Forbidden.ResourceNotFound");
        }
    }

    @Test
    void newSecret_takesEverySetting() throws Exception {
        try (LocalKms kms = LocalKms.start()) {
            byte[] value = {0, 1, 2, (byte) 0xFF};

            String versionId = kms.newSecret("tls/key")
                    .binary(value)
                    .versionId("first")
                    .description("the key")
                    .tag("team", "pay")
                    .create();

            SigningClient client = new SigningClient(kms);
            var read = client.getSecretValue("tls/key");
            var described = client.call("DescribeSecret", Map.of("SecretName", "tls/key", "FetchTags", "true"));
            assertThat(versionId).isEqualTo("first");
            assertThat(read.text("SecretDataType")).isEqualTo("binary");
            assertThat(Base64.getDecoder().decode(read.text("SecretData"))).isEqualTo(value);
            assertThat(described.text("Description")).isEqualTo("the key");
            assertThat(described.json().at("/Tags/Tag/0/TagKey").asText()).isEqualTo("team");
        }
    }

    @Test
    void seeding_whatTheServiceRefuses_isRefusedWithItsCodeAndWithoutTheValue() {
        try (LocalKms kms = LocalKms.start()) {
            kms.createSecret("orders/db", "canary-value");

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> kms.createSecret("orders/db", "canary-value"))
                    .withMessageContaining("'orders/db'")
                    .withMessageContaining("Rejected.ResourceExist")
                    .withMessageNotContaining("canary-value");
        }
    }

    @Test
    void clock_advance_rotatesWhatIsDueBeforeItReturns() throws Exception {
        try (LocalKms kms = LocalKms.start()) {
            kms.createSecret("orders/db", "v");
            kms.rotateAutomatically("orders/db", Duration.ofHours(1), current -> current + "+");
            SigningClient client = new SigningClient(kms);

            kms.clock().advance(Duration.ofMinutes(59));
            String before = client.getSecretValue("orders/db").text("SecretData");
            kms.clock().advance(Duration.ofMinutes(1));
            String after = client.getSecretValue("orders/db").text("SecretData");
            kms.rotateNow("orders/db");
            String onDemand = client.getSecretValue("orders/db").text("SecretData");
            kms.stopRotating("orders/db");
            kms.clock().advance(Duration.ofDays(1));
            String stopped = client.getSecretValue("orders/db").text("SecretData");

            assertThat(before).isEqualTo("v");
            assertThat(after).isEqualTo("v+");
            assertThat(onDemand).isEqualTo("v++");
            assertThat(stopped).isEqualTo("v++");
        }
    }

    @Test
    void clock_advance_doesNotLockClientsOut() throws Exception {
        try (LocalKms kms = LocalKms.start()) {
            kms.clock().advance(Duration.ofDays(400));

            assertThat(new SigningClient(kms).call("ListSecrets", Map.of()).status())
                    .isEqualTo(200);
        }
    }

    @Test
    void clock_frozen_movesOnlyWhenTold() {
        Instant start = Instant.parse("2030-01-02T03:04:05Z");
        try (LocalKms kms = LocalKms.builder().frozenClock(start).start()) {
            assertThat(kms.clock().instant()).isEqualTo(start);
            kms.clock().advance(Duration.ofHours(1));
            assertThat(kms.clock().instant()).isEqualTo(start.plus(Duration.ofHours(1)));

            kms.clock().unfreeze();

            assertThat(kms.clock().instant())
                    .isBetween(start.plus(Duration.ofHours(1)), start.plus(Duration.ofHours(2)));
            assertThatIllegalArgumentException().isThrownBy(() -> kms.clock().advance(Duration.ZERO));
        }
    }

    @Test
    void start_limitsHowLongOneRequestHoldsAWorker() {
        try (LocalKms kms = LocalKms.start()) {
            assertThat(System.getProperty("sun.net.httpserver.maxReqTime")).isEqualTo("30");
            assertThat(System.getProperty("sun.net.httpserver.maxRspTime")).isEqualTo("600");
            assertThat(kms.endpoint()).isNotNull();
        }
    }

    @Test
    void stopServing_thenResume_keepsPortAndState() throws Exception {
        try (LocalKms kms = LocalKms.builder().https().start()) {
            kms.createSecret("orders/db", "s3cret");
            SigningClient client = new SigningClient(kms);
            URI endpoint = kms.endpoint();
            URI httpsEndpoint = kms.httpsEndpoint();
            try (Socket idle = new Socket(InetAddress.getLoopbackAddress(), endpoint.getPort())) {
                idle.setSoTimeout(10_000);
                idle.getOutputStream().write("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                assertThat(idle.getInputStream().read()).isEqualTo('H');

                for (int round = 0; round < 3; round++) {
                    kms.stopServing();
                    assertThatThrownBy(() -> client.getSecretValue("orders/db")).isInstanceOf(IOException.class);
                    kms.resumeServing();

                    assertThat(client.getSecretValue("orders/db").text("SecretData"))
                            .isEqualTo("s3cret");
                }

                idle.getInputStream().readAllBytes(); // Times out unless the connection was closed.
                assertThat(kms.endpoint()).isEqualTo(endpoint);
                assertThat(kms.httpsEndpoint()).isEqualTo(httpsEndpoint);
            }
        }
    }

    @Test
    void close_endsThreadsAndRemovesFiles() throws Exception {
        Set<Thread> before = new HashSet<>(Thread.getAllStackTraces().keySet());
        LocalKms kms = LocalKms.builder().https().start();
        Path directory = requireNonNull(kms.tls().caCertificateFile().getParent());
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), kms.endpoint().getPort())) {
            socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(socket.getInputStream().read()).isEqualTo('H');
        }
        assertThat(directory.toFile().list()).hasSize(2);
        Set<Thread> during = new HashSet<>(Thread.getAllStackTraces().keySet());
        during.removeAll(before);
        assertThat(during).isNotEmpty().allMatch(Thread::isDaemon);

        kms.close();
        kms.close();

        Awaitility.await().untilAsserted(() -> assertThat(during).noneMatch(Thread::isAlive));
        assertThat(directory).doesNotExist();
        assertThatIllegalStateException().isThrownBy(kms::resumeServing).withMessageContaining("closed");
    }

    @Test
    void close_thenAChange_isRefused() {
        LocalKms kms = LocalKms.start();
        kms.createSecret("orders/db", "s3cret");
        NewSecret prepared = kms.newSecret("late").text("v");
        RamUser user = kms.ram().createUser("app");
        Map<String, ThrowingCallable> changes = new HashMap<>();
        changes.put("create", () -> kms.createSecret("a", "v"));
        changes.put("create what was prepared", prepared::create);
        changes.put("put", () -> kms.putSecretValue("orders/db", "v"));
        changes.put("delete", () -> kms.deleteSecret("orders/db"));
        changes.put("rotate", () -> kms.rotateNow("orders/db"));
        changes.put(
                "rotate automatically", () -> kms.rotateAutomatically("orders/db", Duration.ofHours(1), v -> v + "+"));
        changes.put("stop rotating", () -> kms.stopRotating("orders/db"));
        changes.put("rotation window", () -> kms.ramRotationWindow(Duration.ofHours(1)));
        changes.put("create a RAM secret", () -> kms.createRamSecret("alice"));
        changes.put("authorize rotation", () -> kms.ram().authorizeRotation());
        changes.put("create an AccessKey", kms::createAccessKey);
        changes.put("disable an AccessKey", () -> kms.disableAccessKey(kms.accessKeyId()));
        changes.put("temporary credentials", () -> kms.issueTemporaryCredentials(Duration.ofHours(1)));
        changes.put("create a RAM user", () -> kms.ram().createUser("alice"));
        changes.put("create an AccessKey of a RAM user", user::createAccessKey);
        changes.put("create an instance", kms::createInstance);
        changes.put("advance", () -> kms.clock().advance(Duration.ofHours(1)));
        changes.put("freeze", () -> kms.clock().freeze());
        changes.put("add a fault", () -> kms.faults().add(Fault.connectionDropped()));

        kms.close();

        changes.forEach((name, change) ->
                assertThatIllegalStateException().as(name).isThrownBy(change).withMessageContaining("closed"));
        assertThat(kms.totalRequests()).isZero();
    }

    @Test
    void toString_ofWhateverHoldsASecret_doesNotTellIt() {
        try (LocalKms kms = LocalKms.builder().controlEndpoint().start()) {
            LocalAccessKey key = kms.issueTemporaryCredentials(Duration.ofHours(1));

            String texts = kms + " " + key + " " + kms.newSecret("a").text("canary-value");

            assertThat(texts)
                    .doesNotContain(
                            kms.exposeAccessKeySecret(),
                            kms.exposeControlToken(),
                            key.exposeAccessKeySecret(),
                            key.exposeSecurityToken().orElseThrow(),
                            "canary-value");
        }
    }
}
