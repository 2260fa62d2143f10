package io.opensesame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.opensesame.error.KmsTransportException;
import io.opensesame.error.ThrottledException;
import io.opensesame.kms.CallAttempt;
import io.opensesame.kms.CallAttempt.Outcome;
import io.opensesame.kms.CallOptions;
import io.opensesame.kms.secret.CreateSecretRequest;
import io.opensesame.kms.secret.GetSecretValueRequest;
import io.opensesame.localkms.LocalKms;
import io.opensesame.localkms.fault.ActiveFault;
import io.opensesame.localkms.fault.Fault;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Calls while KMS throttles, drops connections, breaks answers off or is slow. */
class OutageIT {
    private final LocalKms kms = LocalKms.builder().faultRandom(new Random(1)).start();
    private final List<CallAttempt> attempts = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        kms.close();
    }

    @Test
    void read_throttledTwice_succeedsAtTheThirdAttempt() {
        kms.createSecret("orders/db", "one");
        kms.faults()
                .add(Fault.error(429, "Rejected.Throttling", "QPS Limit Exceeded")
                        .times(2));
        try (OpenSesame sesame = client(4)) {
            assertThat(read(sesame, "orders/db")).isEqualTo("one");
        }

        assertThat(attempts)
                .extracting(CallAttempt::outcome)
                .containsExactly(Outcome.THROTTLED, Outcome.THROTTLED, Outcome.SUCCEEDED);
    }

    @Test
    void read_throttlingThatPersists_failsAfterTheLastAttempt() {
        kms.createSecret("orders/db", "one");
        kms.faults().add(Fault.error(400, "Throttling.User", "Request was denied due to user flow control."));
        try (OpenSesame sesame = client(3)) {
            assertThatExceptionOfType(ThrottledException.class)
                    .isThrownBy(() -> read(sesame, "orders/db"))
                    .withMessageContaining("Call less often")
                    .satisfies(throttled -> {
                        assertThat(throttled.action()).isEqualTo("GetSecretValue");
                        assertThat(throttled.resource()).isEqualTo("orders/db");
                        assertThat(throttled.code()).isEqualTo("Throttling.User");
                        assertThat(throttled.retryAfter()).isEmpty();
                    });
        }

        assertThat(attempts).hasSize(3);
    }

    @Test
    void preload_moreThanTheLimitAllows_getsThroughByTryingAgain() {
        List<String> names = IntStream.range(0, 30).mapToObj(i -> "n" + i).toList();
        names.forEach(name -> kms.createSecret(name, "value of " + name));
        ActiveFault throttle = kms.faults().add(Fault.throttle(15));
        try (OpenSesame sesame = client(30)) {
            sesame.secrets().preload(names);

            assertThat(throttle.timesStruck()).isPositive();
            kms.stopServing();
            assertThat(names)
                    .allSatisfy(name ->
                            assertThat(sesame.secrets().get(name).exposeText()).isEqualTo("value of " + name));
        }
    }

    @Test
    void reads_threeOfTenConnectionsDropped_allSucceed() {
        List<String> names = IntStream.range(0, 200).mapToObj(i -> "n" + i).toList();
        names.forEach(name -> kms.createSecret(name, "value of " + name));
        ActiveFault drops = kms.faults().add(Fault.connectionDropped().withProbability(0.3));
        try (OpenSesame sesame = client(12)) {
            assertThat(names)
                    .allSatisfy(name ->
                            assertThat(sesame.secrets().get(name).exposeText()).isEqualTo("value of " + name));
        }

        assertThat(drops.timesStruck()).isBetween(40L, 160L);
    }

    @Test
    void read_answerBrokenOff_isTriedAgain() {
        kms.createSecret("orders/db", "one");
        kms.faults().add(Fault.truncatedBody().times(2));
        try (OpenSesame sesame = client(4)) {
            assertThat(read(sesame, "orders/db")).isEqualTo("one");
        }

        assertThat(attempts)
                .extracting(CallAttempt::outcome)
                .containsExactly(Outcome.NO_ANSWER, Outcome.NO_ANSWER, Outcome.SUCCEEDED);
    }

    @Test
    void create_answerBrokenOff_isNotRepeatedAndLeavesTheDoubtToTheCaller() {
        kms.faults().add(Fault.truncatedBody().times(1));
        try (OpenSesame sesame = client(4)) {
            assertThatExceptionOfType(KmsTransportException.class)
                    .isThrownBy(() -> sesame.kms()
                            .send(CreateSecretRequest.builder()
                                    .secretName("orders/db")
                                    .versionId("v1")
                                    .text("one")
                                    .build()))
                    .withMessageContaining("may have been carried out");
            assertThat(read(sesame, "orders/db")).isEqualTo("one");
        }

        assertThat(kms.requestCount("CreateSecret")).isEqualTo(1);
    }

    @Test
    @Timeout(10)
    void read_answerDelayedBeyondTheDeadline_failsInTime() {
        kms.createSecret("orders/db", "one");
        kms.faults().add(Fault.delay(Duration.ofSeconds(10)).times(1));
        try (OpenSesame sesame = TestClients.connectedTo(kms)
                .calls(CallOptions.builder().deadline(Duration.ofMillis(500)).build())
                .build()) {
            long start = System.nanoTime();

            assertThatExceptionOfType(KmsTransportException.class)
                    .isThrownBy(() -> read(sesame, "orders/db"))
                    .withMessageContaining("GetSecretValue of 'orders/db'")
                    .withMessageContaining("timed out");

            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isBetween(Duration.ofMillis(450), Duration.ofSeconds(4));
        }
    }

    @Test
    void read_serviceGoneAndBack_succeedsAgainWithoutANewClient() {
        kms.createSecret("orders/db", "one");
        try (OpenSesame sesame = client(2)) {
            assertThat(read(sesame, "orders/db")).isEqualTo("one");
            kms.stopServing();
            assertThatExceptionOfType(KmsTransportException.class)
                    .isThrownBy(() -> read(sesame, "orders/db"))
                    .withMessageContaining("no connection could be made");

            kms.resumeServing();

            assertThat(read(sesame, "orders/db")).isEqualTo("one");
        }
    }

    private OpenSesame client(int maxAttempts) {
        return TestClients.connectedTo(kms)
                .calls(CallOptions.builder()
                        .maxAttempts(maxAttempts)
                        .baseBackoff(Duration.ofMillis(10))
                        .maxBackoff(Duration.ofMillis(500))
                        .build())
                .callListener(attempts::add)
                .build();
    }

    private static String read(OpenSesame sesame, String name) {
        return sesame.kms()
                .secrets()
                .getSecretValue(GetSecretValueRequest.of(name))
                .exposeText();
    }
}
