package io.opensesame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.opensesame.auth.Credentials;
import io.opensesame.error.AccessDeniedException;
import io.opensesame.error.InvalidRequestException;
import io.opensesame.error.KeyUnavailableException;
import io.opensesame.error.KmsServiceException;
import io.opensesame.error.PendingDeletionException;
import io.opensesame.error.RefusedCredentialsException;
import io.opensesame.error.ResourceExistsException;
import io.opensesame.error.SecretNotFoundException;
import io.opensesame.error.ServiceUnavailableException;
import io.opensesame.kms.CallOptions;
import io.opensesame.kms.GenericRequest;
import io.opensesame.kms.KmsRequest;
import io.opensesame.kms.secret.CreateSecretRequest;
import io.opensesame.kms.secret.DeleteSecretRequest;
import io.opensesame.kms.secret.DescribeSecretRequest;
import io.opensesame.kms.secret.GetSecretValueRequest;
import io.opensesame.kms.secret.PutSecretValueRequest;
import io.opensesame.kms.secret.RestoreSecretRequest;
import io.opensesame.localkms.LocalAccessKey;
import io.opensesame.localkms.LocalKms;
import io.opensesame.localkms.fault.Fault;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each refusal of the service becomes the exception that says what to do about it, with the facts of the call. */
class RefusalsIT {
    private final LocalKms kms = LocalKms.builder()
            .frozenClock(Instant.parse("2026-03-01T08:00:00Z"))
            .start();
    private final OpenSesame sesame = TestClients.connectedTo(kms).build();

    @BeforeEach
    void create() {
        kms.newSecret("orders/db").text("one").versionId("v1").create();
    }

    @AfterEach
    void close() {
        sesame.close();
        kms.close();
    }

    @Test
    void read_missingSecret_isNotFound() {
        KmsServiceException refused =
                refusal(SecretNotFoundException.class, GetSecretValueRequest.of("orders/typo"), sesame);

        assertFacts(refused, "GetSecretValue", "orders/typo", 404, "Forbidden.ResourceNotFound");
        assertThat(refused).hasMessageContaining("region of the endpoint");
    }

    @Test
    void read_missingVersion_isNotFound() {
        KmsServiceException refused = refusal(
                SecretNotFoundException.class,
                GetSecretValueRequest.builder()
                        .secretName("orders/db")
                        .versionId("v9")
                        .build(),
                sesame);

        assertFacts(refused, "GetSecretValue", "orders/db", 404, "Forbidden.ResourceNotFound");
    }

    @Test
    void create_nameThatIsTaken_exists() {
        KmsServiceException refused = refusal(
                ResourceExistsException.class,
                CreateSecretRequest.builder()
                        .secretName("orders/db")
                        .versionId("v1")
                        .text("two")
                        .build(),
                sesame);

        assertFacts(refused, "CreateSecret", "orders/db", 409, "Rejected.ResourceExist");
    }

    @Test
    void put_sameIdWithAnotherValue_exists() {
        KmsServiceException refused = refusal(
                ResourceExistsException.class,
                PutSecretValueRequest.builder()
                        .secretName("orders/db")
                        .versionId("v1")
                        .text("another")
                        .build(),
                sesame);

        assertFacts(refused, "PutSecretValue", "orders/db", 409, "Rejected.ResourceExist");
    }

    @Test
    void anyUse_secretInItsRecoveryWindow_isPendingDeletion() {
        sesame.kms().secrets().deleteSecret(DeleteSecretRequest.of("orders/db"));

        KmsServiceException read =
                refusal(PendingDeletionException.class, GetSecretValueRequest.of("orders/db"), sesame);
        KmsServiceException deletion =
                refusal(PendingDeletionException.class, DeleteSecretRequest.of("orders/db"), sesame);

        assertFacts(read, "GetSecretValue", "orders/db", 409, "Rejected.ResourceInDeleteWindow");
        assertThat(read).hasMessageContaining("RestoreSecret");
        assertFacts(deletion, "DeleteSecret", "orders/db", 409, "Rejected.ResourceInDeleteWindow");
    }

    @Test
    void restore_normalSecret_isARefusalWithItsCode() {
        KmsServiceException refused = refusal(KmsServiceException.class, RestoreSecretRequest.of("orders/db"), sesame);

        assertFacts(refused, "RestoreSecret", "orders/db", 409, "Rejected.ResourceInUse");
    }

    @Test
    void call_parameterOutOfRange_isInvalid() {
        KmsServiceException refused = refusal(
                InvalidRequestException.class, GenericRequest.of("ListSecrets").parameter("PageSize", "1000"), sesame);

        assertFacts(refused, "ListSecrets", "", 400, "InvalidParameter");
        assertThat(refused).hasMessageContaining("PageSize");
    }

    @Test
    void call_unknownAction_isInvalid() {
        KmsServiceException refused = refusal(InvalidRequestException.class, GenericRequest.of("BakeSecret"), sesame);

        assertFacts(refused, "BakeSecret", "", 404, "InvalidApi.NotFound");
    }

    @Test
    void call_withoutPermission_namesTheLeastStatement() {
        kms.faults()
                .add(Fault.error(403, "Forbidden.NoPermission", "This operation is forbidden by permission system."));

        AccessDeniedException refused =
                refusal(AccessDeniedException.class, GetSecretValueRequest.of("orders/db"), sesame);

        assertFacts(refused, "GetSecretValue", "orders/db", 403, "Forbidden.NoPermission");
        assertThat(refused.resourceArn()).endsWith(":secret/orders/db");
        assertThat(refused.leastStatement()).contains("\"kms:GetSecretValue\"", ":secret/orders/db");
    }

    @Test
    void read_keyDisabled_isKeyUnavailable() {
        kms.faults()
                .add(Fault.error(
                        409, "Rejected.Disabled", "The request was rejected because the key state is Disabled."));

        KmsServiceException refused =
                refusal(KeyUnavailableException.class, GetSecretValueRequest.of("orders/db"), sesame);

        assertFacts(refused, "GetSecretValue", "orders/db", 409, "Rejected.Disabled");
    }

    @Test
    void read_serviceFailing_isUnavailableAfterItsRetries() {
        kms.faults().add(Fault.error(503, "ServiceUnavailableTemporary", "Service Unavailable Temporary."));

        try (OpenSesame hasty = TestClients.connectedTo(kms)
                .calls(CallOptions.builder()
                        .maxAttempts(3)
                        .baseBackoff(Duration.ofMillis(1))
                        .build())
                .build()) {
            KmsServiceException refused =
                    refusal(ServiceUnavailableException.class, DescribeSecretRequest.of("orders/db"), hasty);

            assertFacts(refused, "DescribeSecret", "orders/db", 503, "ServiceUnavailableTemporary");
        }
        assertThat(kms.requestCount("DescribeSecret")).isEqualTo(3);
    }

    @Test
    void call_wrongAccessKeySecret_isRefused() {
        assertRefusedCredentials(
                Credentials.accessKey(kms.accessKeyId(), "not-the-secret"), 400, "SignatureDoesNotMatch");
    }

    @Test
    void call_unknownAccessKey_isRefused() {
        assertRefusedCredentials(
                Credentials.accessKey("LTAI-NOBODY", "some-secret"), 404, "InvalidAccessKeyId.NotFound");
    }

    @Test
    void call_disabledAccessKey_isRefused() {
        LocalAccessKey disabled = kms.createAccessKey();
        kms.disableAccessKey(disabled.accessKeyId());

        assertRefusedCredentials(TestClients.credentials(disabled), 400, "InvalidAccessKeyId.Inactive");
    }

    @Test
    void call_expiredToken_isRefused() {
        LocalAccessKey temporary = kms.issueTemporaryCredentials(Duration.ofHours(1));
        Credentials credentials = TestClients.credentials(temporary);
        try (OpenSesame own =
                TestClients.connectedTo(kms).credentials(credentials).build()) {
            own.kms().send(GetSecretValueRequest.of("orders/db"));
        }

        kms.clock().advance(Duration.ofHours(1).plusSeconds(1));

        assertRefusedCredentials(credentials, 400, "InvalidSecurityToken.Expired");
    }

    @Test
    void call_tokenOfAnotherKey_isRefused() {
        LocalAccessKey one = kms.issueTemporaryCredentials(Duration.ofHours(1));
        LocalAccessKey other = kms.issueTemporaryCredentials(Duration.ofHours(1));

        assertRefusedCredentials(
                Credentials.temporary(
                        one.accessKeyId(),
                        one.exposeAccessKeySecret(),
                        other.exposeSecurityToken().orElseThrow()),
                400,
                "InvalidSecurityToken.MismatchWithAccessKey");
    }

    private void assertRefusedCredentials(Credentials credentials, int httpStatus, String code) {
        try (OpenSesame own =
                TestClients.connectedTo(kms).credentials(credentials).build()) {
            KmsServiceException refused =
                    refusal(RefusedCredentialsException.class, GetSecretValueRequest.of("orders/db"), own);

            assertFacts(refused, "GetSecretValue", "orders/db", httpStatus, code);
        }
    }

    private void assertFacts(KmsServiceException refused, String action, String resource, int httpStatus, String code) {
        assertThat(refused.action()).isEqualTo(action);
        assertThat(refused.resource()).isEqualTo(resource);
        assertThat(refused.httpStatus()).isEqualTo(httpStatus);
        assertThat(refused.code()).isEqualTo(code);
        assertThat(refused.requestId()).isNotEmpty();
        assertThat(refused.endpoint()).isEqualTo(kms.endpoint().getAuthority());
        assertThat(refused)
                .hasMessageContaining(action)
                .hasMessageContaining(resource)
                .hasMessageContaining(code)
                .hasMessageContaining(refused.requestId())
                .hasMessageContaining(kms.endpoint().getAuthority());
    }

    private static <E extends KmsServiceException> E refusal(Class<E> type, KmsRequest<?> request, OpenSesame client) {
        E refused = catchThrowableOfType(type, () -> client.kms().send(request));
        assertThat(refused).isExactlyInstanceOf(type);
        return refused;
    }
}
