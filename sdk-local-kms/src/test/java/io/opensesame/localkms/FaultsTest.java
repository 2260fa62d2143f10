package io.opensesame.localkms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opensesame.localkms.SigningClient.Answer;
import io.opensesame.localkms.fault.ActiveFault;
import io.opensesame.localkms.fault.Fault;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each fault over real HTTP. */
class FaultsTest {
    private LocalKms kms;
    private SigningClient client;

    @BeforeEach
    void start() {
        kms = LocalKms.builder().faultRandom(new Random(7)).start();
        kms.createSecret("orders/db", "s3cret");
        client = new SigningClient(kms);
    }

    @AfterEach
    void close() {
        kms.close();
    }

    @Test
    void delay_holdsTheAnswerBack() throws Exception {
        kms.faults().add(Fault.delay(Duration.ofMillis(300)));

        long start = System.nanoTime();
        Answer answer = client.getSecretValue("orders/db");

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(300));
        assertThat(answer.text("SecretData")).isEqualTo("s3cret");
    }

    @Test
    void delay_ofManyRequests_doesNotHoldTheOthersUp() throws Exception {
        ActiveFault delay = kms.faults().add(Fault.delay(Duration.ofMinutes(5)).onOperation("ListSecrets"));
        List<CompletableFuture<?>> held = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            held.add(client.http.sendAsync(
                    client.headerSigned("ListSecrets", Map.of(), "").build(), HttpResponse.BodyHandlers.ofString()));
        }
        Awaitility.await().until(() -> delay.timesStruck() == 100);

        Answer other = client.getSecretValue("orders/db");

        assertThat(other.status()).isEqualTo(200);
        assertThat(held).noneMatch(CompletableFuture::isDone);
    }

    @Test
    void delay_whenLocalKmsCloses_ends() throws Exception {
        ActiveFault delay = kms.faults().add(Fault.delay(Duration.ofMinutes(5)));
        CompletableFuture<?> held = client.http.sendAsync(
                client.headerSigned("ListSecrets", Map.of(), "").build(), HttpResponse.BodyHandlers.ofString());
        Awaitility.await().until(() -> delay.timesStruck() == 1);

        kms.close();

        assertThatThrownBy(() -> held.get(10, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(IOException.class);
    }

    @Test
    void error_isAnsweredInTheServicesEnvelope() throws Exception {
        kms.faults().add(Fault.error(503, "ServiceUnavailableTemporary", "Service Unavailable Temporary."));

        Answer answer = client.getSecretValue("orders/db");

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.json().get("HttpStatus").asInt()).isEqualTo(503);
        assertThat(answer.code()).isEqualTo("ServiceUnavailableTemporary");
        assertThat(answer.text("Message")).isEqualTo("Service Unavailable Temporary.");
    }

    @Test
    void error_isNotPerformed() throws Exception {
        kms.faults().add(Fault.error(500, "InternalFailure", "Internal Failure."));
        client.call("DeleteSecret", Map.of("SecretName", "orders/db", "ForceDeleteWithoutRecovery", "true"));
        kms.faults().clear();

        assertThat(client.getSecretValue("orders/db").status()).isEqualTo(200);
    }

    @Test
    void connectionDropped_endsTheStreamWithoutAnAnswer() throws Exception {
        kms.faults().add(Fault.connectionDropped().onOperation("GetSecretValue"));

        assertThatThrownBy(() -> client.getSecretValue("orders/db")).isInstanceOf(IOException.class);
        assertThat(client.call("ListSecrets", Map.of()).status()).isEqualTo(200);
    }

    @Test
    void truncatedBody_endsInTheMiddle() {
        kms.faults().add(Fault.truncatedBody());

        assertThatThrownBy(() -> client.getSecretValue("orders/db"))
                .isInstanceOf(IOException.class)
                .hasStackTraceContaining("fixed content-length");
    }

    @Test
    void truncatedBody_isPerformed() throws Exception {
        kms.faults().add(Fault.truncatedBody());
        assertThatThrownBy(() -> client.call(
                        "PutSecretValue", Map.of("SecretName", "orders/db", "VersionId", "v2", "SecretData", "n3w")))
                .isInstanceOf(IOException.class);
        kms.faults().clear();

        assertThat(client.getSecretValue("orders/db").text("SecretData")).isEqualTo("n3w");
    }

    @Test
    void throttle_refusesWhatIsBeyondTheRate() throws Exception {
        kms.faults().add(Fault.throttle(0).onOperation("GetSecretValue"));

        Answer answer = client.getSecretValue("orders/db");

        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.code()).isEqualTo("Rejected.Throttling");
    }

    @Test
    void outage_dropsEveryConnection_untilItIsRemoved() throws Exception {
        ActiveFault outage = kms.faults().add(Fault.outage());

        assertThatThrownBy(() -> client.getSecretValue("orders/db")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> client.call("ListSecrets", Map.of())).isInstanceOf(IOException.class);
        outage.remove();

        assertThat(client.getSecretValue("orders/db").status()).isEqualTo(200);
        assertThat(outage.timesStruck()).isPositive();
    }

    @Test
    void times_endsTheFault() throws Exception {
        ActiveFault fault = kms.faults()
                .add(Fault.error(500, "InternalFailure", "Internal Failure.").times(2));

        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            statuses.add(client.getSecretValue("orders/db").status());
        }

        assertThat(statuses).containsExactly(500, 500, 200, 200);
        assertThat(fault.timesStruck()).isEqualTo(2);
    }

    @Test
    void operation_thatIsNotServed_isRefusedWithTheNearestName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> kms.faults().add(Fault.connectionDropped().onOperation("GetSecretvalue")))
                .withMessageContaining("'GetSecretvalue'")
                .withMessageEndingWith(" GetSecretValue");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> kms.requestCount("PutSecretVal"))
                .withMessageContaining("'PutSecretVal'")
                .withMessageContaining("PutSecretValue");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> kms.requestCount("getSecretValue"))
                .withMessageEndingWith(" GetSecretValue");
    }

    @Test
    void requestCount_countsWhatCameIn_faultedOnesIncluded() throws Exception {
        kms.faults()
                .add(Fault.error(500, "InternalFailure", "Internal Failure.").times(1));

        client.getSecretValue("orders/db");
        client.getSecretValue("orders/db");
        client.call("ListSecrets", Map.of());

        assertThat(kms.requestCount("GetSecretValue")).isEqualTo(2);
        assertThat(kms.requestCount("ListSecrets")).isEqualTo(1);
        assertThat(kms.requestCount("PutSecretValue")).isZero();
        assertThat(kms.totalRequests()).isEqualTo(3);
    }
}
