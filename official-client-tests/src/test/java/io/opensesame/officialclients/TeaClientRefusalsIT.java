package io.opensesame.officialclients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.aliyun.kms20160120.Client;
import com.aliyun.kms20160120.models.CreateSecretRequest;
import com.aliyun.kms20160120.models.DeleteSecretRequest;
import com.aliyun.kms20160120.models.GetSecretValueRequest;
import com.aliyun.tea.TeaException;
import com.aliyun.teaopenapi.models.Config;
import com.aliyun.teaopenapi.models.GlobalParameters;
import io.opensesame.localkms.LocalAccessKey;
import io.opensesame.localkms.LocalKms;
import io.opensesame.localkms.fault.Fault;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The current client reports LocalKms's refusals as it reports the service's: status, code, message and request id. */
@ParameterizedClass
@EnumSource(value = TeaClients.class, mode = EnumSource.Mode.EXCLUDE, names = "ACS3_OVER_HTTPS")
class TeaClientRefusalsIT {
    private final TeaClients clients;
    private final LocalKms kms = LocalKms.start();
    private final Client client;

    TeaClientRefusalsIT(TeaClients clients) {
        this.clients = clients;
        this.client = clients.client(kms);
        kms.createSecret("orders/db", "s3cret");
    }

    @AfterEach
    void close() {
        kms.close();
    }

    @Test
    void secret_missing_isNotFound() {
        TeaException refusal = refusalOf(() -> read(client, "orders/missing"));

        assertThat(refusal.getStatusCode()).isEqualTo(404);
        assertThat(refusal.getCode()).isEqualTo("Forbidden.ResourceNotFound");
        assertThat(refusal.getMessage()).startsWith("code: 404, The resource is not found. request id: ");
        assertThat(refusal.getData()).containsKeys("RequestId", "HostId", "Recommend");
    }

    @Test
    void permission_missing_isToldWithItsDetail() {
        Client alice = clients.client(kms, kms.ram().createUser("alice").createAccessKey());

        TeaException refusal = refusalOf(() -> read(alice, "orders/db"));

        assertThat(refusal.getStatusCode()).isEqualTo(403);
        assertThat(refusal.getCode()).isEqualTo("Forbidden.NoPermission");
        assertThat(refusal.getMessage()).contains(":secret/orders/db is forbidden by permission system.");
        assertThat(refusal.getAccessDeniedDetail().toString())
                .contains("AuthAction=kms:GetSecretValue", "NoPermissionType=ImplicitDeny");
    }

    @Test
    void secret_thatExists_isNotCreatedAgain() {
        TeaException refusal = refusalOf(() -> client.createSecret(new CreateSecretRequest()
                .setSecretName("orders/db")
                .setVersionId("v9")
                .setSecretData("x")));

        assertThat(refusal.getStatusCode()).isEqualTo(409);
        assertThat(refusal.getCode()).isEqualTo("Rejected.ResourceExist");
    }

    @Test
    void secret_inItsRecoveryWindow_isNotServed() throws Exception {
        client.deleteSecret(new DeleteSecretRequest().setSecretName("orders/db"));

        assertThat(refusalOf(() -> read(client, "orders/db")).getCode()).isEqualTo("Rejected.ResourceInDeleteWindow");
    }

    @Test
    void accessKeySecret_wrong_isASignatureThatDoesNotMatch() {
        Client wrong = TeaClients.client(clients.config(kms).setAccessKeySecret("wrong"));

        TeaException refusal = refusalOf(() -> read(wrong, "orders/db"));

        assertThat(refusal.getStatusCode()).isEqualTo(400);
        assertThat(refusal.getCode()).isEqualTo("SignatureDoesNotMatch");
    }

    @Test
    void accessKeyId_unknown_isNotFound() {
        Client unknown = TeaClients.client(clients.config(kms).setAccessKeyId("AK-UNKNOWN"));

        assertThat(refusalOf(() -> read(unknown, "orders/db")).getCode()).isEqualTo("InvalidAccessKeyId.NotFound");
    }

    @Test
    void accessKey_disabled_isInactiveUntilEnabled() throws Exception {
        LocalAccessKey key = kms.createAccessKey();
        Client other = clients.client(kms, key);
        kms.disableAccessKey(key.accessKeyId());
        String code = refusalOf(() -> read(other, "orders/db")).getCode();
        kms.enableAccessKey(key.accessKeyId());

        assertThat(code).isEqualTo("InvalidAccessKeyId.Inactive");
        assertThat(read(other, "orders/db")).isEqualTo("s3cret");
    }

    @Test
    void temporaryCredentials_workUntilTheyExpire() throws Exception {
        Client temporary = clients.client(kms, kms.issueTemporaryCredentials(Duration.ofHours(1)));
        String value = read(temporary, "orders/db");
        kms.clock().advance(Duration.ofHours(2));

        assertThat(value).isEqualTo("s3cret");
        assertThat(refusalOf(() -> read(temporary, "orders/db")).getCode()).isEqualTo("InvalidSecurityToken.Expired");
    }

    @Test
    void clockOfLocalKms_jumpsAhead_withoutLockingTheClientOut() throws Exception {
        kms.clock().advance(Duration.ofDays(400));

        assertThat(read(client, "orders/db")).isEqualTo("s3cret");
    }

    @Test
    void timestamp_olderThanAQuarterOfAnHour_isExpired() throws Exception {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        Client stale = signingWith(
                "Timestamp", "x-acs-date", now.minus(Duration.ofMinutes(16)).toString());
        Client early = signingWith(
                "Timestamp", "x-acs-date", now.plus(Duration.ofMinutes(16)).toString());
        Client tolerated = signingWith(
                "Timestamp", "x-acs-date", now.minus(Duration.ofMinutes(14)).toString());

        assertThat(refusalOf(() -> read(stale, "orders/db")).getCode()).isEqualTo("InvalidTimeStamp.Expired");
        assertThat(refusalOf(() -> read(early, "orders/db")).getCode()).isEqualTo("InvalidTimeStamp.Expired");
        assertThat(read(tolerated, "orders/db")).isEqualTo("s3cret");
    }

    @Test
    void nonce_usedBefore_isRefused() throws Exception {
        Client repeating = signingWith("SignatureNonce", "x-acs-signature-nonce", "nonce");
        read(repeating, "orders/db");

        assertThat(refusalOf(() -> read(repeating, "orders/db")).getCode()).isEqualTo("SignatureNonceUsed");
    }

    @Test
    void request_sentAgainByteForByte_isRefused() throws Exception {
        try (RecordingRelay relay = RecordingRelay.to(kms.endpoint())) {
            String value = read(TeaClients.client(clients.config(kms).setEndpoint(relay.address())), "orders/db");

            assertThat(value).isEqualTo("s3cret");
            assertThat(relay.sendAgain()).startsWith("HTTP/1.1 400 ").contains("\"Code\":\"SignatureNonceUsed\"");
        }
    }

    @Test
    void throttling_isReportedByItsStatusAndCode() {
        kms.faults().add(Fault.throttle(0).onOperation("GetSecretValue"));

        TeaException refusal = refusalOf(() -> read(client, "orders/db"));

        assertThat(refusal.getStatusCode()).isEqualTo(429);
        assertThat(refusal.getCode()).isEqualTo("Rejected.Throttling");
    }

    /** Returns a client whose global parameters put a value of the test's in the place of the one it would make. */
    private Client signingWith(String parameter, String header, String value) {
        Config config = clients.config(kms);
        GlobalParameters global = new GlobalParameters();
        return TeaClients.client(config.setGlobalParameters(
                clients == TeaClients.RPC
                        ? global.setQueries(Map.of(parameter, value))
                        : global.setHeaders(Map.of(header, value))));
    }

    private static String read(Client client, String name) throws Exception {
        return client.getSecretValue(new GetSecretValueRequest().setSecretName(name))
                .getBody()
                .getSecretData();
    }

    private static TeaException refusalOf(ThrowingCallable call) {
        return assertThatExceptionOfType(TeaException.class).isThrownBy(call).actual();
    }
}
