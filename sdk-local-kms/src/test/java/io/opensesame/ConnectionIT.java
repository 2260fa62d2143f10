package io.opensesame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.opensesame.auth.Credentials;
import io.opensesame.auth.CredentialsProvider;
import io.opensesame.kms.CallAttempt;
import io.opensesame.kms.CallAttempt.Outcome;
import io.opensesame.kms.CallOptions;
import io.opensesame.kms.GenericRequest;
import io.opensesame.kms.KmsEndpoint;
import io.opensesame.kms.ProxyOptions;
import io.opensesame.kms.secret.CreateSecretRequest;
import io.opensesame.kms.secret.GetSecretValueRequest;
import io.opensesame.kms.secret.PutSecretValueRequest;
import io.opensesame.localkms.LocalAccessKey;
import io.opensesame.localkms.LocalKms;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What leaves the machine, by whose clock, and in whose name. */
class ConnectionIT {
    private static final String CANARY = "CanaryValue7hQ2";

    private final LocalKms kms = LocalKms.start();
    private final RecordingProxy proxy = new RecordingProxy();
    private final List<CallAttempt> attempts = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        proxy.close();
        kms.close();
    }

    @Test
    void secretValues_byDefault_travelInBodiesAlone() {
        try (OpenSesame sesame = throughProxy(CallOptions.defaults())) {
            writeAndRead(sesame);
        }

        assertThat(proxy.requests()).hasSize(4);
        assertThat(proxy.requests())
                .allSatisfy(request ->
                        assertThat(request.line() + request.headers()).doesNotContain(CANARY));
        assertThat(proxy.requests().subList(0, 3))
                .allSatisfy(request -> assertThat(request.body()).contains(CANARY));
        assertThat(proxy.requests().get(3).line()).contains("SecretName=orders%2Fdb");
        assertThat(proxy.requests().get(3).body()).isEmpty();
    }

    @Test
    void secretValues_switchedToTheQuery_travelInUrls() {
        try (OpenSesame sesame =
                throughProxy(CallOptions.builder().secretsInBody(false).build())) {
            writeAndRead(sesame);
        }

        assertThat(proxy.requests())
                .hasSize(4)
                .allSatisfy(request -> assertThat(request.body()).isEmpty());
        assertThat(proxy.requests().subList(0, 3))
                .allSatisfy(request -> assertThat(request.line()).contains(CANARY));
    }

    @Test
    void accessKeySecret_neverLeavesTheMachine() {
        try (OpenSesame sesame = throughProxy(CallOptions.defaults())) {
            writeAndRead(sesame);
        }

        assertThat(proxy.requests()).hasSize(4).allSatisfy(request -> {
            assertThat(request.headers()).contains(kms.accessKeyId());
            assertThat(request.line() + request.headers() + request.body()).doesNotContain(kms.exposeAccessKeySecret());
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT24H", "PT-24H"})
    void clock_ofTheCacheADayOff_datesNoRequest(Duration off) {
        kms.createSecret("orders/db", "one");
        try (OpenSesame sesame =
                listening().clock(Clock.offset(Clock.systemUTC(), off)).build()) {
            assertThat(read(sesame)).isEqualTo("one");
        }

        assertThat(attempts).extracting(CallAttempt::outcome).containsExactly(Outcome.SUCCEEDED);
    }

    @Test
    void accessKey_rotatedAndTheOldOneDisabled_callSucceedsWithTheNewOne() {
        kms.createSecret("orders/db", "one");
        RotatedKey provider = new RotatedKey(kms.createAccessKey(), kms.createAccessKey());
        try (OpenSesame sesame = listening().credentials(provider).build()) {
            assertThat(read(sesame)).isEqualTo("one");
            kms.disableAccessKey(provider.old.accessKeyId());
            attempts.clear();

            assertThat(read(sesame)).isEqualTo("one");
        }

        assertThat(provider.refused).containsExactly(provider.old);
        assertThat(attempts)
                .extracting(CallAttempt::outcome, CallAttempt::code)
                .containsExactly(tuple(Outcome.REFUSED, "InvalidAccessKeyId.Inactive"), tuple(Outcome.SUCCEEDED, ""));
    }

    @Test
    void callListener_anAttempt_isToldWithItsFacts() {
        kms.createSecret("orders/db", "one");
        try (OpenSesame sesame = listening().build()) {
            read(sesame);
        }

        assertThat(attempts).singleElement().satisfies(attempt -> {
            assertThat(attempt.action()).isEqualTo("GetSecretValue");
            assertThat(attempt.resource()).isEqualTo("orders/db");
            assertThat(attempt.endpoint()).isEqualTo(kms.endpoint().getAuthority());
            assertThat(attempt.number()).isEqualTo(1);
            assertThat(attempt.httpStatus()).isEqualTo(200);
            assertThat(attempt.requestId()).isNotEmpty();
            assertThat(attempt.duration()).isPositive();
        });
    }

    @Test
    void callListener_thatThrows_harmsNoCall() {
        kms.createSecret("orders/db", "one");
        try (OpenSesame sesame = TestClients.connectedTo(kms)
                .callListener(attempt -> {
                    throw new IllegalStateException("a listener's own failure");
                })
                .callListener(attempts::add)
                .build()) {
            assertThat(read(sesame)).isEqualTo("one");
        }

        assertThat(attempts).hasSize(1);
    }

    private OpenSesame.Builder listening() {
        return TestClients.connectedTo(kms).callListener(attempts::add);
    }

    private OpenSesame throughProxy(CallOptions options) {
        // A name of its own: this machine's are never reached by a proxy.
        URI uri = URI.create("http://kms.example:" + kms.endpoint().getPort());
        return TestClients.connectedTo(kms)
                .endpoint(KmsEndpoint.plaintext(uri))
                .proxy(ProxyOptions.http("127.0.0.1", proxy.port()))
                .calls(options)
                .build();
    }

    private static void writeAndRead(OpenSesame sesame) {
        sesame.kms()
                .send(CreateSecretRequest.builder()
                        .secretName("orders/db")
                        .versionId("v1")
                        .text(CANARY + "1")
                        .build());
        sesame.kms()
                .send(PutSecretValueRequest.builder()
                        .secretName("orders/db")
                        .versionId("v2")
                        .text(CANARY + "2")
                        .build());
        sesame.kms()
                .call(GenericRequest.of("PutSecretValue")
                        .parameter("SecretName", "orders/db")
                        .parameter("VersionId", "v3")
                        .parameter("SecretData", CANARY + "3"));
        assertThat(read(sesame)).isEqualTo(CANARY + "3");
    }

    private static String read(OpenSesame sesame) {
        return sesame.kms()
                .secrets()
                .getSecretValue(GetSecretValueRequest.of("orders/db"))
                .exposeText();
    }

    /** Gives out an old AccessKey until that is refused. */
    private static final class RotatedKey implements CredentialsProvider {
        private final Credentials old;
        private final Credentials next;
        private final List<Credentials> refused = new CopyOnWriteArrayList<>();

        RotatedKey(LocalAccessKey old, LocalAccessKey next) {
            this.old = TestClients.credentials(old);
            this.next = TestClients.credentials(next);
        }

        @Override
        public Credentials credentials() {
            return refused.isEmpty() ? old : next;
        }

        @Override
        public Credentials credentialsAfterRefusal(Credentials credentials) {
            refused.add(credentials);
            return next;
        }
    }
}
