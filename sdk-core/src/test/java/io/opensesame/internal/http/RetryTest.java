package io.opensesame.internal.http;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import io.opensesame.error.KmsServiceException;
import io.opensesame.error.KmsTransportException;
import io.opensesame.error.ServiceUnavailableException;
import io.opensesame.error.ThrottledException;
import io.opensesame.kms.CallAttempt.Outcome;
import io.opensesame.kms.CallOptions;
import io.opensesame.kms.KmsEndpoint;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RetryTest {
    private static final RpcCall CREATE =
            new RpcCall("CreateSecret", Map.of("SecretName", "orders/db"), "orders/db", true);

    private final TransportRig rig = new TransportRig();

    @AfterEach
    void close() {
        rig.close();
    }

    @ParameterizedTest
    @CsvSource({
        "429, Rejected.Throttling",
        "400, Throttling",
        "400, Throttling.User",
        "400, Throttling.Api",
        "429, ''",
        "500, InternalFailure",
        "500, InternalError",
        "503, ServiceUnavailableTemporary",
        "503, SerivceUnvailableTemporary",
        "503, ServiceUnavailable",
        "502, ''",
        "504, ''",
        "400, SignatureNonceUsed",
        "400, InternalFailure"
    })
    void send_transientRefusal_isTriedAgain(int status, String code) {
        stubOnceThenSuccess(error(status, code));

        rig.transport().send(TransportRig.GET);

        assertThat(rig.requests()).hasSize(2);
        assertThat(rig.time.waits).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "404, Forbidden.ResourceNotFound", "403, Forbidden.NoPermission", "400, InvalidParameter",
                "409, Rejected.Disabled",
        "400, SignatureDoesNotMatch", "404, ''", "400, Rejected.LimitExceeded", "404, InvalidApi.NotFound"
    })
    void send_definiteRefusal_isNotTriedAgain(int status, String code) {
        stubOnceThenSuccess(error(status, code));

        assertThatExceptionOfType(KmsServiceException.class)
                .isThrownBy(() -> rig.transport().send(TransportRig.GET));
        assertThat(rig.requests()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"CONNECTION_RESET_BY_PEER", "EMPTY_RESPONSE", "MALFORMED_RESPONSE_CHUNK"})
    void send_brokenConnection_isTriedAgain(Fault fault) {
        stubOnceThenSuccess(aResponse().withFault(fault));

        rig.transport().send(TransportRig.GET);

        assertThat(rig.attempts).extracting(a -> a.outcome()).containsExactly(Outcome.NO_ANSWER, Outcome.SUCCEEDED);
    }

    @Test
    void send_throttledForGood_stopsAfterTheAttemptsAllowedWithGrowingRandomWaits() {
        rig.options = CallOptions.builder()
                .maxAttempts(5)
                .baseBackoff(Duration.ofMillis(100))
                .maxBackoff(Duration.ofMillis(250))
                .build();
        rig.server.stubFor(any(anyUrl()).willReturn(error(429, "Rejected.Throttling")));

        assertThatExceptionOfType(ThrottledException.class)
                .isThrownBy(() -> rig.transport().send(TransportRig.GET))
                .withMessageContaining("GetSecretValue of 'orders/db'");

        assertThat(rig.requests()).hasSize(5);
        assertThat(rig.time.waits).hasSize(4).doesNotHaveDuplicates();
        List<Long> bounds = List.of(100L, 200L, 250L, 250L);
        for (int i = 0; i < bounds.size(); i++) {
            assertThat(rig.time.waits.get(i)).isBetween(0L, bounds.get(i));
        }
    }

    @Test
    void send_retryAfterInSeconds_isWaitedFor() {
        stubOnceThenSuccess(error(429, "Rejected.Throttling").withHeader("Retry-After", "3"));

        rig.transport().send(TransportRig.GET);

        assertThat(rig.time.waits)
                .hasSize(1)
                .allSatisfy(wait -> assertThat(wait).isBetween(3_000L, 3_200L));
    }

    @Test
    void send_retryAfterAsADate_isWaitedFor() {
        stubOnceThenSuccess(error(503, "").withHeader("Retry-After", "Fri, 02 Jan 2026 03:04:09 GMT"));

        rig.transport().send(TransportRig.GET);

        assertThat(rig.time.waits)
                .hasSize(1)
                .allSatisfy(wait -> assertThat(wait).isBetween(4_000L, 4_200L));
    }

    @Test
    void send_retryAfterBeyondTheDeadline_failsAtOnceAndTellsThePause() {
        rig.server.stubFor(
                any(anyUrl()).willReturn(error(429, "Rejected.Throttling").withHeader("Retry-After", "60")));

        assertThatExceptionOfType(ThrottledException.class)
                .isThrownBy(() -> rig.transport().send(TransportRig.GET))
                .satisfies(e -> assertThat(e.retryAfter()).contains(Duration.ofSeconds(60)));
        assertThat(rig.requests()).hasSize(1);
        assertThat(rig.time.waits).isEmpty();
    }

    @Test
    void send_deadlineUsedUpByWaits_failsWithTheLastFailure() {
        rig.options = CallOptions.builder()
                .deadline(Duration.ofSeconds(10))
                .maxAttempts(100)
                .build();
        rig.server.stubFor(any(anyUrl()).willReturn(error(503, "").withHeader("Retry-After", "4")));

        assertThatExceptionOfType(ServiceUnavailableException.class)
                .isThrownBy(() -> rig.transport().send(TransportRig.GET));
        assertThat(rig.requests()).hasSize(3);
        assertThat(rig.time.nanos.get()).isLessThan(Duration.ofSeconds(10).toNanos());
    }

    @Test
    @Timeout(20)
    void send_serverThatNeverAnswers_isCutToWhatIsLeftOfTheDeadline() throws Exception {
        try (ServerSocket silent = new ServerSocket(0)) {
            rig.options = CallOptions.builder()
                    .deadline(Duration.ofMillis(300))
                    .attemptTimeout(Duration.ofMinutes(10))
                    .readTimeout(Duration.ofMinutes(10))
                    .maxAttempts(1)
                    .build();

            assertThatExceptionOfType(KmsTransportException.class)
                    .isThrownBy(
                            () -> rig.transport(endpoint(silent.getLocalPort())).send(TransportRig.GET))
                    .withMessageContaining("timed out");
        }
    }

    @Test
    void send_createAfterACutConnection_isNotRepeatedAndSaysThatItMayHaveHappened() {
        stubOnceThenSuccess(aResponse().withFault(Fault.EMPTY_RESPONSE));

        assertThatExceptionOfType(KmsTransportException.class)
                .isThrownBy(() -> rig.transport().send(CREATE))
                .withMessageContaining("may have been carried out");
        assertThat(rig.requests()).hasSize(1);
    }

    @Test
    void send_createAfterAnInternalFailure_isNotRepeated() {
        stubOnceThenSuccess(error(500, "InternalFailure"));

        assertThatExceptionOfType(ServiceUnavailableException.class)
                .isThrownBy(() -> rig.transport().send(CREATE));
        assertThat(rig.requests()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"429, Rejected.Throttling", "503, ServiceUnavailableTemporary"})
    void send_createThatHadNoEffect_isTriedAgain(int status, String code) {
        stubOnceThenSuccess(error(status, code));

        rig.transport().send(CREATE);

        assertThat(rig.requests()).hasSize(2);
    }

    @Test
    void send_createWithoutConnection_isTriedAgain() throws Exception {
        int closedPort;
        try (ServerSocket socket = new ServerSocket(0)) {
            closedPort = socket.getLocalPort();
        }

        assertThatExceptionOfType(KmsTransportException.class)
                .isThrownBy(() -> rig.transport(endpoint(closedPort)).send(CREATE))
                .withMessageContaining("no connection could be made")
                .withMessageNotContaining("carried out");
        assertThat(rig.attempts).hasSize(4);
    }

    @ParameterizedTest
    @CsvSource({
        "GetSecretValue, true",
        "PutSecretValue, true",
        "RotateSecret, true",
        "DescribeKey, true",
        "Decrypt, true",
        "UpdateSecret, true",
        "CreateKey, false",
        "DeleteSecret, false",
        "RestoreSecret, false",
        "ImportKeyMaterial, false",
        "CreateKeyVersion, false",
        "ScheduleKeyDeletion, false",
        "CancelKeyDeletion, false",
        "DeleteKeyMaterial, false",
        "CreateAlias, false",
        "DeleteAlias, false",
        "UpdateAlias, true",
        "EnableKey, true",
        "DisableKey, true",
        "UpdateKeyDescription, true",
        "UpdateRotationPolicy, true",
        "SetDeletionProtection, true",
        "GetParametersForImport, true",
        "ListKeys, true",
        "ListKeyVersions, true",
        "ListAliases, true",
        "DescribeRegions, true",
        "Encrypt, true",
        "ReEncrypt, true",
        "GenerateDataKey, true",
        "GenerateDataKeyWithoutPlaintext, true",
        "ExportDataKey, true",
        "GenerateAndExportDataKey, true",
        "AsymmetricSign, true",
        "AsymmetricVerify, true",
        "AsymmetricEncrypt, true",
        "AsymmetricDecrypt, true",
        "GetPublicKey, true",
        "GetCertificate, true",
        "DescribeCertificate, true",
        "UpdateCertificateStatus, true",
        "CertificatePrivateKeySign, true",
        "CertificatePublicKeyVerify, true",
        "CertificatePublicKeyEncrypt, true",
        "CertificatePrivateKeyDecrypt, true",
        "CreateCertificate, false",
        "UploadCertificate, false",
        "DeleteCertificate, false",
        "CreateAccessKey, false",
        "UpdateAccessKey, true",
        "DeleteAccessKey, false",
        "ListAccessKeys, true",
        "CreateUser, false",
        "CreateRole, false",
        "UpdateRole, true",
        "GetRole, true",
        "CreatePolicy, false",
        "CreatePolicyVersion, false",
        "SetDefaultPolicyVersion, true",
        "AttachPolicyToRole, false",
        "DetachPolicyFromRole, false",
        "GetCallerIdentity, true",
        "AssumeRole, true",
        "SomethingNew, false"
    })
    void isRepeatable_operation_isWhatItsSecondExecutionWouldDo(String action, boolean repeatable) {
        assertThat(Repeatability.isRepeatable(new RpcCall(action, Map.of(), "", false)))
                .isEqualTo(repeatable);
    }

    @Test
    void isRepeatable_stageMoveThatNamesWhereFrom_isNot() {
        RpcCall move = new RpcCall("UpdateSecretVersionStage", Map.of("MoveToVersion", "v2"), "s", false);
        RpcCall moveFrom = new RpcCall("UpdateSecretVersionStage", Map.of("RemoveFromVersion", "v1"), "s", false);

        assertThat(Repeatability.isRepeatable(move)).isTrue();
        assertThat(Repeatability.isRepeatable(moveFrom)).isFalse();
    }

    private void stubOnceThenSuccess(ResponseDefinitionBuilder first) {
        rig.server.stubFor(any(anyUrl())
                .inScenario("once")
                .whenScenarioStateIs(Scenario.STARTED)
                .willSetStateTo("then")
                .willReturn(first));
        rig.server.stubFor(
                any(anyUrl()).inScenario("once").whenScenarioStateIs("then").willReturn(okJson("{}")));
    }

    private static ResponseDefinitionBuilder error(int status, String code) {
        String body = code.isEmpty() ? "" : "{\"HttpStatus\":" + status + ",\"Code\":\"" + code + "\"}";
        return aResponse().withStatus(status).withBody(body);
    }

    private static KmsEndpoint endpoint(int port) {
        return KmsEndpoint.of(URI.create("http://127.0.0.1:" + port));
    }
}
