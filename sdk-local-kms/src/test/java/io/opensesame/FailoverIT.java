package io.opensesame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import io.opensesame.auth.CredentialsProvider;
import io.opensesame.error.CredentialsException;
import io.opensesame.error.KmsServiceException;
import io.opensesame.error.KmsTransportException;
import io.opensesame.error.SecretNotFoundException;
import io.opensesame.kms.CallAttempt;
import io.opensesame.kms.CallOptions;
import io.opensesame.kms.KmsEndpoint;
import io.opensesame.kms.RegionHealth;
import io.opensesame.kms.RegionHealth.State;
import io.opensesame.kms.secret.GetSecretValueRequest;
import io.opensesame.localkms.LocalKms;
import io.opensesame.localkms.fault.Fault;
import io.opensesame.secrets.SecretValue;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Reads of secret values while the home region fails in every ordinary way, and another one works. */
@Timeout(60)
class FailoverIT {
    /** Back-off that no test could miss: where a read moves on at once, it never waits for it. */
    private static final CallOptions.Builder LONG_PAUSES = CallOptions.builder()
            .deadline(Duration.ofSeconds(50))
            .baseBackoff(Duration.ofSeconds(40))
            .maxBackoff(Duration.ofSeconds(40));

    private static final Duration SOON = Duration.ofSeconds(5);

    private final LocalKms home = LocalKms.start();
    private final LocalKms away = LocalKms.builder()
            .accessKey(home.accessKeyId(), home.exposeAccessKeySecret())
            .start();
    private final List<CallAttempt> attempts = new CopyOnWriteArrayList<>();

    @BeforeEach
    void create() {
        home.createSecret("orders/db", "home");
        away.createSecret("orders/db", "away");
    }

    @AfterEach
    void close() {
        home.close();
        away.close();
    }

    private static KmsEndpoint endpoint(LocalKms kms) {
        return KmsEndpoint.of(kms.endpoint());
    }

    private OpenSesame.Builder client() {
        return TestClients.connectedTo(home)
                .failoverEndpoints(endpoint(away))
                .calls(LONG_PAUSES.build())
                .callListener(attempts::add);
    }

    private static String read(OpenSesame sesame) {
        return sesame.secrets().get("orders/db").exposeText();
    }

    private List<CallAttempt> attemptsAt(LocalKms kms) {
        return attempts.stream()
                .filter(attempt -> attempt.endpoint().equals(kms.endpoint().getAuthority()))
                .toList();
    }

    private static Duration timeOf(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** Takes connections and never answers: the kernel accepts them, and nobody reads. */
    private static ServerSocket blackHole() throws IOException {
        return new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
    }

    private static KmsEndpoint endpoint(ServerSocket socket) {
        return KmsEndpoint.of(URI.create("http://127.0.0.1:" + socket.getLocalPort()));
    }

    @Test
    void read_homeWorks_nobodyElseIsAsked() {
        try (OpenSesame sesame = client().build()) {
            assertThat(read(sesame)).isEqualTo("home");
        }

        assertThat(away.totalRequests()).isZero();
    }

    static Stream<Fault> faults() {
        return Stream.of(
                Fault.error(500, "InternalFailure", "Internal Failure"),
                Fault.error(503, "ServiceUnavailableTemporary", "Service Unavailable Temporary."),
                Fault.error(502, "Whatever", "A gateway's own code."),
                Fault.throttle(0),
                Fault.error(400, "Throttling.User", "Request was denied due to user flow control."),
                Fault.connectionDropped(),
                Fault.truncatedBody(),
                Fault.outage());
    }

    @ParameterizedTest
    @MethodSource("faults")
    void read_homeFails_movesOnAtOnce(Fault fault) {
        home.faults().add(fault);
        try (OpenSesame sesame = client().build()) {
            assertThat(timeOf(() -> assertThat(read(sesame)).isEqualTo("away"))).isLessThan(SOON);
        }

        assertThat(attempts).hasSize(2);
    }

    @Test
    void read_homeRefusesConnections_movesOnAtOnce() {
        home.stopServing();
        try (OpenSesame sesame = client().build()) {
            assertThat(timeOf(() -> assertThat(read(sesame)).isEqualTo("away"))).isLessThan(SOON);
        }
    }

    @Test
    void read_homesNameIsUnknown_movesOnAtOnce() {
        try (OpenSesame sesame = client().endpoint(KmsEndpoint.of(URI.create("https://kms.cn-nowhere.invalid")))
                .build()) {
            assertThat(timeOf(() -> assertThat(read(sesame)).isEqualTo("away"))).isLessThan(SOON);
            assertThat(sesame.regions().get(0).failureReason())
                    .hasValueSatisfying(reason -> assertThat(reason).contains("its name is not known here"));
        }
    }

    @Test
    void read_homesCertificateIsNotTrusted_movesOnAtOnce() {
        try (LocalKms stranger = LocalKms.builder().https().start();
                OpenSesame sesame = client().endpoint(KmsEndpoint.of(stranger.httpsEndpoint()))
                        .build()) {
            assertThat(timeOf(() -> assertThat(read(sesame)).isEqualTo("away"))).isLessThan(SOON);
            assertThat(sesame.regions().get(0).failureReason())
                    .hasValueSatisfying(reason -> assertThat(reason).contains("certificate is not trusted"));
        }
    }

    static Stream<ResponseDefinitionBuilder> foreignAnswers() {
        return Stream.of(
                WireMock.aResponse().withFault(com.github.tomakehurst.wiremock.http.Fault.CONNECTION_RESET_BY_PEER),
                WireMock.aResponse().withFault(com.github.tomakehurst.wiremock.http.Fault.MALFORMED_RESPONSE_CHUNK),
                WireMock.ok("<html>Sign in to the network</html>").withHeader("Content-Type", "text/html"),
                WireMock.notFound().withBody("<html>no such page</html>"),
                WireMock.forbidden().withBody("<html>blocked</html>"),
                WireMock.temporaryRedirect("https://elsewhere.example/"),
                WireMock.okJson("{\"RequestId\":\"r-1\"}"));
    }

    @ParameterizedTest
    @MethodSource("foreignAnswers")
    void read_somethingElseAnswersForHome_movesOnAtOnce(ResponseDefinitionBuilder answer) {
        WireMockServer proxy =
                new WireMockServer(WireMockConfiguration.options().dynamicPort());
        proxy.start();
        try (OpenSesame sesame = client().endpoint(KmsEndpoint.of(URI.create("http://127.0.0.1:" + proxy.port())))
                .build()) {
            proxy.stubFor(WireMock.any(WireMock.anyUrl()).willReturn(answer));

            assertThat(timeOf(() -> assertThat(read(sesame)).isEqualTo("away"))).isLessThan(SOON);
        } finally {
            proxy.stop();
        }
    }

    @Test
    void read_homeIsSlowerThanAnAttemptMayBe_movesOnThen() {
        home.faults().add(Fault.delay(Duration.ofSeconds(30)));
        try (OpenSesame sesame = client().calls(LONG_PAUSES.build().toBuilder()
                        .attemptTimeout(Duration.ofMillis(300))
                        .build())
                .build()) {
            assertThat(timeOf(() -> assertThat(read(sesame)).isEqualTo("away")))
                    .isBetween(Duration.ofMillis(290), SOON);
        }
    }

    @Test
    void read_twoOfThreeRegionsNeverAnswer_thirdAnswersWithinTheDeadline() throws IOException {
        try (ServerSocket first = blackHole();
                ServerSocket second = blackHole();
                OpenSesame sesame = client().endpoint(endpoint(first))
                        .failoverEndpoints(endpoint(second), endpoint(away))
                        .calls(CallOptions.builder()
                                .deadline(Duration.ofSeconds(3))
                                .build())
                        .build()) {
            assertThat(timeOf(() -> assertThat(read(sesame)).isEqualTo("away")))
                    .isBetween(Duration.ofMillis(1_700), Duration.ofSeconds(3));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "403, Forbidden.NoPermission",
        "404, Forbidden.ResourceNotFound",
        "409, Rejected.Disabled",
        "409, Rejected.ResourceInDeleteWindow",
        "400, InvalidParameter",
        "403, SignatureDoesNotMatch"
    })
    void read_homeRefuses_isTheAnswer(int status, String code) {
        home.faults().add(Fault.error(status, code, "No."));
        try (OpenSesame sesame = client().build()) {
            assertThatExceptionOfType(KmsServiceException.class)
                    .isThrownBy(() -> read(sesame))
                    .satisfies(refused -> assertThat(refused.code()).isEqualTo(code));
        }

        assertThat(away.totalRequests()).isZero();
    }

    @Test
    void read_secretThatOnlyAnotherRegionHas_isNotFound() {
        away.createSecret("away/only", "left behind");
        try (OpenSesame sesame = client().build()) {
            assertThatExceptionOfType(SecretNotFoundException.class)
                    .isThrownBy(() -> sesame.secrets().get("away/only"));
        }

        assertThat(away.totalRequests()).isZero();
    }

    @Test
    void read_noCredentials_asksNobody() {
        CredentialsProvider none = () -> {
            throw new CredentialsException("nothing to sign with", null);
        };
        try (OpenSesame sesame = client().credentials(none).build()) {
            assertThatExceptionOfType(CredentialsException.class).isThrownBy(() -> read(sesame));
        }

        assertThat(home.totalRequests() + away.totalRequests()).isZero();
    }

    @Test
    void kms_homeIsDown_neverCallsAnotherRegion() {
        home.stopServing();
        try (OpenSesame sesame = client().calls(
                        CallOptions.builder().baseBackoff(Duration.ofMillis(1)).build())
                .build()) {
            assertThatExceptionOfType(KmsTransportException.class)
                    .isThrownBy(() -> sesame.kms().secrets().getSecretValue(GetSecretValueRequest.of("orders/db")));
        }

        assertThat(away.totalRequests()).isZero();
    }

    @Test
    void read_everyRegionDown_failsWithOneErrorThatNamesThemAll() {
        String homeAuthority = home.endpoint().getAuthority();
        String awayAuthority = away.endpoint().getAuthority();
        home.stopServing();
        away.faults().add(Fault.error(503, "ServiceUnavailableTemporary", "Service Unavailable Temporary."));
        try (OpenSesame sesame = client().calls(CallOptions.builder()
                        .maxAttempts(2)
                        .baseBackoff(Duration.ofMillis(10))
                        .build())
                .build()) {
            assertThatExceptionOfType(KmsTransportException.class)
                    .isThrownBy(() -> read(sesame))
                    .withMessageContaining("'orders/db'")
                    .withMessageContaining("none of 2 regions")
                    .withMessageContaining("2 rounds")
                    .withMessageContaining("[" + homeAuthority + "]")
                    .withMessageContaining("no connection could be made")
                    .withMessageContaining("[" + awayAuthority + "]")
                    .withMessageContaining("ServiceUnavailableTemporary")
                    .satisfies(failure -> assertThat(failure.endpoint()).isEqualTo(homeAuthority));
        }

        assertThat(attempts).hasSize(4);
    }

    @Test
    void read_homeDownAndNoOtherRegionHasTheSecret_isServedStaleBeyondTheGraceOfRefusals() {
        home.createSecret("home/only", "kept");
        try (OpenSesame sesame = client().clock(home.clock())
                .calls(CallOptions.builder().maxAttempts(1).build())
                .build()) {
            sesame.secrets().get("home/only");
            home.stopServing();
            home.clock().advance(Duration.ofMinutes(70));
            await().until(() -> sesame.secrets().get("home/only").stale());

            home.clock().advance(Duration.ofHours(2));
            long before = away.requestCount("GetSecretValue");
            await().until(() -> away.requestCount("GetSecretValue") > before);

            assertThat(sesame.secrets().get("home/only").exposeText()).isEqualTo("kept");
        }
    }

    @Test
    void regions_homeFailsAndRecovers_itIsLeftAloneThenTriedThenUsedAgain() {
        for (int i = 0; i < 6; i++) {
            home.createSecret("n" + i, "home");
            away.createSecret("n" + i, "away");
        }
        try (OpenSesame sesame = client().build()) {
            assertThat(sesame.regions()).extracting(RegionHealth::home).containsExactly(true, false);
            assertThat(sesame.regions()).extracting(RegionHealth::state).containsOnly(State.HEALTHY);
            assertThat(sesame.regions())
                    .allSatisfy(region -> assertThat(region.lastSuccess()).isEmpty());
            home.stopServing();

            for (int i = 0; i < 5; i++) {
                assertThat(sesame.secrets().get("n" + i).exposeText()).isEqualTo("away");
            }

            assertThat(attemptsAt(home)).hasSize(3);
            assertThat(sesame.regions()).extracting(RegionHealth::state).containsExactly(State.FAILING, State.HEALTHY);
            assertThat(sesame.regions().get(0).lastFailure()).isPresent();
            assertThat(sesame.regions().get(0).failureReason())
                    .hasValueSatisfying(reason -> assertThat(reason).contains("no connection could be made"));
            assertThat(sesame.regions().get(1).lastSuccess()).isPresent();

            home.resumeServing();
            await().until(() -> sesame.regions().get(0).state() == State.TRYING);

            assertThat(sesame.secrets().get("n5").exposeText()).isEqualTo("home");
            assertThat(sesame.regions()).extracting(RegionHealth::state).containsOnly(State.HEALTHY);
            assertThat(sesame.regions().get(0).lastSuccess()).isPresent();
        }
    }

    /** Were the trial waited for, this read would take as long as an attempt may. */
    @Test
    void read_homeOnTrialStillNeverAnswers_isNotHeldUp() throws IOException {
        List<String> names = IntStream.range(0, 5).mapToObj(i -> "n" + i).toList();
        names.forEach(name -> away.createSecret(name, "away"));
        try (ServerSocket hole = blackHole();
                OpenSesame sesame = client().endpoint(endpoint(hole))
                        .calls(CallOptions.builder()
                                .attemptTimeout(Duration.ofSeconds(3))
                                .build())
                        .build()) {
            names.stream().map(sesame.secrets()::getAsync).toList().forEach(CompletableFuture::join);
            assertThat(sesame.regions().get(0).state()).isEqualTo(State.FAILING);
            await().until(() -> sesame.regions().get(0).state() == State.TRYING);

            assertThat(timeOf(() -> assertThat(read(sesame)).isEqualTo("away")))
                    .isBetween(Duration.ofMillis(245), Duration.ofSeconds(2));

            await().until(() -> sesame.regions().get(0).state() == State.FAILING);
        }
    }

    @Test
    void regions_oneRegionOnly_isHome() {
        try (OpenSesame sesame = TestClients.connectedTo(home).build()) {
            read(sesame);

            assertThat(sesame.regions()).singleElement().satisfies(region -> {
                assertThat(region.home()).isTrue();
                assertThat(region.endpoint()).isEqualTo(endpoint(home));
                assertThat(region.lastSuccess()).isPresent();
            });
        }
    }

    @Test
    void hedge_homeIsSlowAgainAndAgain_isNotTakenForFailing() {
        home.faults().add(Fault.delay(Duration.ofMillis(300)));
        IntStream.range(0, 6).forEach(i -> home.createSecret("n" + i, "home"));
        IntStream.range(0, 6).forEach(i -> away.createSecret("n" + i, "away"));
        try (OpenSesame sesame = client().hedgeAfter(Duration.ofMillis(20)).build()) {
            for (int i = 0; i < 6; i++) {
                assertThat(sesame.secrets().get("n" + i).exposeText()).isEqualTo("away");
            }
            await().untilAsserted(() -> assertThat(attemptsAt(home))
                    .hasSize(6)
                    .extracting(CallAttempt::outcome)
                    .containsOnly(CallAttempt.Outcome.SUCCEEDED));

            assertThat(sesame.regions().get(0).state()).isEqualTo(State.HEALTHY);
        }
    }

    @Test
    void hedge_homeHangs_isLeftAloneOnceItsCallsRanOutOfTime() {
        home.faults().add(Fault.delay(Duration.ofSeconds(30)));
        IntStream.range(0, 6).forEach(i -> away.createSecret("n" + i, "away"));
        CallOptions shortAttempts = LONG_PAUSES.build().toBuilder()
                .attemptTimeout(Duration.ofMillis(500))
                .build();
        try (OpenSesame sesame =
                client().calls(shortAttempts).hedgeAfter(Duration.ofMillis(100)).build()) {
            for (int i = 0; i < 6; i++) {
                String name = "n" + i;
                assertThat(timeOf(() -> sesame.secrets().get(name))).isLessThan(SOON);
            }

            await().untilAsserted(() -> assertThat(attemptsAt(home))
                    .hasSizeGreaterThanOrEqualTo(3)
                    .extracting(CallAttempt::outcome)
                    .containsOnly(CallAttempt.Outcome.NO_ANSWER));
            assertThat(sesame.regions().get(0).state()).isNotEqualTo(State.HEALTHY);
        }
    }

    @Test
    void hedge_homeIsQuick_nobodyElseIsAsked() {
        try (OpenSesame sesame = client().hedgeAfter(SOON).build()) {
            assertThat(read(sesame)).isEqualTo("home");
        }

        assertThat(away.totalRequests()).isZero();
    }

    @Test
    void hedge_anotherRegionLacksTheSecret_homeIsWaitedFor() {
        home.createSecret("home/only", "home");
        home.faults().add(Fault.delay(Duration.ofSeconds(1)));
        try (OpenSesame sesame = client().hedgeAfter(Duration.ofMillis(50)).build()) {
            assertThat(sesame.secrets().get("home/only").exposeText()).isEqualTo("home");
        }

        assertThat(away.requestCount("GetSecretValue")).isEqualTo(1);
    }

    /** More readers than threads for calls: they would all wait for home, were the regions' threads shared. */
    @Test
    void hedge_manyReadersWhileHomeNeverAnswers_noneWaitsForAnother() throws IOException {
        List<String> names = IntStream.range(0, 64).mapToObj(i -> "n" + i).toList();
        names.forEach(name -> away.createSecret(name, "away"));
        try (ServerSocket hole = blackHole();
                OpenSesame sesame = client().endpoint(endpoint(hole))
                        .hedgeAfter(Duration.ofMillis(50))
                        .calls(CallOptions.builder()
                                .deadline(Duration.ofSeconds(40))
                                .readTimeout(Duration.ofSeconds(15))
                                .attemptTimeout(Duration.ofSeconds(15))
                                .build())
                        .build()) {
            List<CompletableFuture<SecretValue>> reads =
                    names.stream().map(sesame.secrets()::getAsync).toList();

            assertThat(reads).allSatisfy(read -> assertThat(read).succeedsWithin(10, TimeUnit.SECONDS));
        }
    }

    @Test
    void read_manyReadersWhileHomeNeverAnswers_allAnsweredWithinTheDeadline() throws IOException {
        List<String> names = IntStream.range(0, 64).mapToObj(i -> "n" + i).toList();
        names.forEach(name -> away.createSecret(name, "away"));
        try (ServerSocket hole = blackHole();
                OpenSesame sesame = client().endpoint(endpoint(hole))
                        .calls(CallOptions.builder()
                                .deadline(Duration.ofSeconds(4))
                                .build())
                        .build()) {
            List<CompletableFuture<SecretValue>> reads =
                    names.stream().map(sesame.secrets()::getAsync).toList();

            assertThat(reads).allSatisfy(read -> assertThat(read).succeedsWithin(5, TimeUnit.SECONDS));
            assertThat(sesame.regions().get(0).state()).isNotEqualTo(State.HEALTHY);
        }
    }

    @Test
    void close_readsUnderWay_failAndNoThreadIsLeft() throws IOException {
        try (ServerSocket hole = blackHole();
                ServerSocket other = blackHole()) {
            OpenSesame sesame = client().endpoint(endpoint(hole))
                    .failoverEndpoints(endpoint(other))
                    .hedgeAfter(Duration.ofMillis(20))
                    .build();
            CompletableFuture<SecretValue> read = sesame.secrets().getAsync("orders/db");
            await().until(() -> threads("opensesame-failover-calls") > 0);

            sesame.close();

            assertThat(read).failsWithin(SOON);
            await().until(() -> threads("opensesame-") == 0);
        }
    }

    private static long threads(String prefix) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith(prefix))
                .count();
    }
}
