package io.opensesame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.opensesame.auth.Credentials;
import io.opensesame.auth.CredentialsSource;
import io.opensesame.error.OpenSesameException;
import io.opensesame.kms.CallOptions;
import io.opensesame.kms.GenericRequest;
import io.opensesame.kms.KmsRequest;
import io.opensesame.kms.secret.BatchGetSecretValueRequest;
import io.opensesame.kms.secret.CreateSecretRequest;
import io.opensesame.kms.secret.DescribeSecretRequest;
import io.opensesame.kms.secret.GetRandomPasswordRequest;
import io.opensesame.kms.secret.GetRandomPasswordResponse;
import io.opensesame.kms.secret.GetSecretValueRequest;
import io.opensesame.kms.secret.GetSecretValueResponse;
import io.opensesame.kms.secret.PutSecretValueRequest;
import io.opensesame.kms.secret.SecretData;
import io.opensesame.localkms.LocalAccessKey;
import io.opensesame.localkms.LocalKms;
import io.opensesame.localkms.fault.Fault;
import io.opensesame.secrets.CacheOptions;
import io.opensesame.secrets.Secret;
import io.opensesame.secrets.SecretChange;
import io.opensesame.secrets.SecretValue;
import io.opensesame.secrets.VersionStage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/**
 * Drives secrets that are easy to recognize through calls that succeed and calls that fail in every way, and looks for
 * them in all that is logged, thrown, printed and serialized meanwhile.
 */
class RedactionIT {
    private static final String VALUE = "CanaryValue4xJ9wQ";
    private static final String KEY_SECRET = "CanaryKeySecret7mT2";
    private static final String WRONG_KEY_SECRET = "CanaryWrongSecret3bN8";
    private static final String LOGIN = "{\"username\":\"app\",\"password\":\"" + VALUE + "\"}";

    private final List<String> canaries = new ArrayList<>(List.of(VALUE, KEY_SECRET, WRONG_KEY_SECRET));
    private final Evidence evidence = new Evidence();
    private final LocalKms kms =
            LocalKms.builder().accessKey("LTAI-CANARY", KEY_SECRET).start();
    private final OpenSesame sesame = client().build();

    record Login(String username, String password) {}

    record OtherShape(int username) {}

    @AfterEach
    void assertNothingLeaked() {
        sesame.close();
        kms.close();
        evidence.close();
        evidence.assertFreeOf(canaries);
    }

    @Test
    void evidence_aLeak_isFound() {
        Evidence own = new Evidence();
        try {
            LoggerFactory.getLogger("io.opensesame.anywhere").trace("leaked {}", "CanaryOfItsOwn");
        } finally {
            own.close();
        }

        assertThat(own.text()).contains("TRACE io.opensesame.anywhere - leaked CanaryOfItsOwn");
        assertThat(catchThrowable(() -> own.assertFreeOf(List.of("CanaryOfItsOwn"))))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void calls_thatSucceed_showNoValue() {
        send(CreateSecretRequest.builder()
                .secretName("orders/db")
                .versionId("v1")
                .text(VALUE)
                .build());
        send(CreateSecretRequest.builder()
                .secretName("orders/keystore")
                .versionId("v1")
                .binary(VALUE.getBytes(StandardCharsets.UTF_8))
                .build());
        send(put("v2", LOGIN));
        send(GetSecretValueRequest.of("orders/db"));
        send(BatchGetSecretValueRequest.of("orders/db", "orders/keystore"));
        send(DescribeSecretRequest.of("orders/db"));
        send(GenericRequest.of("GetSecretValue").parameter("SecretName", "orders/db"));
        GetRandomPasswordResponse password = send(GetRandomPasswordRequest.ofDefaults());
        canaries.add(password.exposePassword());
        GetSecretValueResponse read = send(GetSecretValueRequest.of("orders/keystore"));
        evidence.see(read.data());
        evidence.see(SecretData.text(VALUE));

        assertThat(read.exposeBytes()).asString(StandardCharsets.UTF_8).isEqualTo(VALUE);
        assertThat(evidence.text()).contains("DEBUG io.opensesame.calls - GetSecretValue", "<redacted>");
    }

    @Test
    void cachedReadsAndHandles_throughARotation_showNoValue() {
        kms.createSecret("orders/db", LOGIN);
        List<SecretChange<Login>> changes = new ArrayList<>();
        try (Secret<Login> login = sesame.secrets().secret("orders/db", Login.class)) {
            login.onChange(change -> {
                changes.add(change);
                throw new IllegalStateException("a listener's failure over " + change.current());
            });
            evidence.see(login);
            evidence.see(sesame.secrets());
            SecretValue before = evidence.see(sesame.secrets().get("orders/db"));
            kms.putSecretValue("orders/db", "{\"username\":\"app\",\"password\":\"" + VALUE + "2\"}");
            SecretValue after = evidence.see(sesame.secrets().refresh("orders/db"));
            await().until(() -> evidence.text().contains("the secret itself is not affected"));

            assertThat(after.sameVersion(before)).isFalse();
            assertThat(login.value().password()).isEqualTo(VALUE + "2");
            changes.forEach(evidence::see);
        }

        assertThat(changes).hasSize(1);
        assertThat(evidence.text()).contains("Secret 'orders/db'", "changed from version");
    }

    @Test
    void values_thatDoNotFit_areNotQuoted() {
        kms.createSecret("orders/db", LOGIN);
        kms.createSecret("orders/text", VALUE);
        kms.createSecret("orders/cut", "{\"password\":\"" + VALUE);
        SecretValue login = sesame.secrets().get("orders/db");

        fails(() -> login.exposeJson(OtherShape.class));
        fails(() -> login.exposeJson(Integer.class));
        fails(() -> sesame.secrets().get("orders/text").exposeJson(Login.class));
        fails(() -> sesame.secrets().get("orders/text").exposeFields());
        fails(() -> sesame.secrets().get("orders/cut").exposeFields());
        fails(() -> sesame.secrets().secret("orders/text", Login.class));
        try (Secret<Login> live = sesame.secrets().secret("orders/db", Login.class)) {
            kms.putSecretValue("orders/db", "no JSON but " + VALUE);
            sesame.secrets().refresh("orders/db");
            await().until(() -> evidence.text().contains("could not be mapped"));

            assertThat(live.value().password()).isEqualTo(VALUE);
        }
    }

    @Test
    void wrongSignature_whereTheServiceQuotesTheRequest_showsNoValue() {
        kms.createSecret("orders/db", "one");
        for (boolean secretsInBody : new boolean[] {true, false}) {
            try (OpenSesame wrong = client().credentials(
                            evidence.see(Credentials.accessKey("LTAI-CANARY", WRONG_KEY_SECRET)))
                    .calls(CallOptions.builder().secretsInBody(secretsInBody).build())
                    .build()) {
                Throwable refused = fails(() -> wrong.kms().send(put("v2", VALUE)));

                assertThat(refused).hasMessageContaining("SignatureDoesNotMatch");
            }
        }
    }

    @Test
    void refusals_thatQuoteWhatWasSent_areCleaned() {
        kms.createSecret("orders/db", "one");
        kms.faults()
                .add(Fault.error(
                        400,
                        "InvalidParameter",
                        "\"" + VALUE + "\" is not valid; by the way, your key is " + KEY_SECRET));

        assertThat(fails(() -> sesame.kms().send(put("v2", VALUE))))
                .hasMessageContaining("\"<redacted>\" is not valid");
        fails(() -> sesame.kms().sendAsync(put("v3", VALUE)).join());
        fails(() -> sesame.kms()
                .call(evidence.see(GenericRequest.of("ImportAnything")
                        .parameter("Anything", VALUE)
                        .confidential())));
    }

    @Test
    void badInput_isRefusedWithoutQuotingTheValue() {
        fails(() -> put("v2", VALUE.repeat(3_000)));
        fails(() -> PutSecretValueRequest.builder().text(VALUE).build());
        fails(() -> CreateSecretRequest.builder()
                .text(VALUE)
                .versionId("v1")
                .secretName("a b")
                .build());
        fails(() -> SecretData.binary(VALUE.repeat(3_000).getBytes(StandardCharsets.UTF_8)));
        fails(() -> Credentials.accessKey("LTAI-CANARY", KEY_SECRET + "\n"));
        fails(() -> Credentials.temporary("LTAI-CANARY", KEY_SECRET, ""));
        evidence.see(CreateSecretRequest.builder().text(VALUE));
    }

    @Test
    void faults_ofEveryKind_showNothing() {
        kms.createSecret("orders/db", LOGIN);
        List<Fault> faults = List.of(
                Fault.error(429, "Rejected.Throttling", "QPS Limit Exceeded"),
                Fault.error(503, "ServiceUnavailableTemporary", "Service Unavailable Temporary."),
                Fault.error(403, "Forbidden.NoPermission", "This operation is forbidden by permission system."),
                Fault.connectionDropped(),
                Fault.truncatedBody());
        for (Fault fault : faults) {
            kms.faults().clear();
            kms.faults().add(fault);
            try (OpenSesame own = client().build()) {
                fails(() -> own.secrets().get("orders/db"));
                fails(() -> own.kms().send(put("v2", VALUE)));
                fails(() -> own.secrets()
                        .getAsync("orders/db", VersionStage.PREVIOUS)
                        .join());
            }
        }
        assertThat(evidence.text()).contains("THROTTLED", "SERVICE_FAILED", "REFUSED", "NO_ANSWER");
    }

    @Test
    void staleServing_showsNothing() {
        kms.createSecret("orders/db", LOGIN);
        try (OpenSesame own = client().cache(CacheOptions.builder()
                        .refreshAfter(Duration.ofSeconds(1))
                        .build())
                .build()) {
            own.secrets().get("orders/db");
            kms.stopServing();
            await().until(() -> own.secrets().get("orders/db").stale());

            SecretValue stale = evidence.see(own.secrets().get("orders/db"));
            fails(() -> own.secrets().refresh("orders/db"));

            assertThat(stale.exposeText()).isEqualTo(LOGIN);
            assertThat(evidence.text()).contains("its last value is served");
        }
    }

    @Test
    void temporaryCredentials_acceptedAndRefused_showNoToken() {
        kms.createSecret("orders/db", "one");
        LocalAccessKey key = evidence.see(kms.issueTemporaryCredentials(Duration.ofHours(1)));
        Credentials credentials = evidence.see(TestClients.credentials(key));
        canaries.add(key.exposeAccessKeySecret());
        canaries.add(key.exposeSecurityToken().orElseThrow());
        evidence.see(CredentialsSource.of(credentials));
        try (OpenSesame own = client().credentials(credentials).build()) {
            assertThat(own.secrets().get("orders/db").exposeText()).isEqualTo("one");
            kms.clock().advance(Duration.ofHours(2));

            assertThat(fails(() -> own.secrets().refresh("orders/db")))
                    .hasMessageContaining("InvalidSecurityToken.Expired");
            kms.faults()
                    .add(Fault.error(
                            400,
                            "InvalidSecurityToken.Malformed",
                            "Malformed token " + key.exposeSecurityToken().orElseThrow()));
            assertThat(fails(() -> own.secrets().refresh("orders/db"))).hasMessageContaining("<redacted>");
        }
    }

    @Test
    void clientAndItsParts_printNoSecret() {
        Credentials credentials = Credentials.accessKey("LTAI-CANARY", KEY_SECRET);

        evidence.see(sesame);
        evidence.see(sesame.kms());
        evidence.see(sesame.kms().secrets());
        evidence.see(sesame.kms().tags());
        evidence.see(client());
        evidence.see(credentials);
        evidence.see(CredentialsSource.of(credentials));
        evidence.see(kms);
        evidence.see(kms.newSecret("orders/db").text(VALUE));

        assertThat(evidence.text()).contains("OpenSesame[", "LTAI-CANARY", "value=<redacted>");
    }

    /** A client whose listener hands over every attempt, and that gives up soon. */
    private OpenSesame.Builder client() {
        return TestClients.connectedTo(kms)
                .callListener(evidence::see)
                .calls(CallOptions.builder()
                        .maxAttempts(2)
                        .baseBackoff(Duration.ofMillis(1))
                        .build());
    }

    private <R> R send(KmsRequest<R> request) {
        return evidence.see(sesame.kms().send(evidence.see(request)));
    }

    private PutSecretValueRequest put(String versionId, String value) {
        return PutSecretValueRequest.builder()
                .secretName("orders/db")
                .versionId(versionId)
                .text(value)
                .build();
    }

    /** Runs what must fail, takes in its failure, and returns it. */
    private Throwable fails(Runnable call) {
        Throwable failure = evidence.see(catchThrowable(call::run));
        assertThat(failure)
                .isInstanceOfAny(
                        OpenSesameException.class,
                        IllegalArgumentException.class,
                        IllegalStateException.class,
                        CompletionException.class);
        return failure;
    }
}
