package io.opensesame.officialclients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.aliyuncs.AcsRequest;
import com.aliyuncs.auth.ISignatureComposer;
import com.aliyuncs.auth.SignatureVersion;
import com.aliyuncs.auth.Signer;
import com.aliyuncs.exceptions.ClientException;
import com.aliyuncs.exceptions.ServerException;
import com.aliyuncs.http.FormatType;
import com.aliyuncs.http.MethodType;
import com.aliyuncs.kms.model.v20160120.CreateSecretRequest;
import com.aliyuncs.kms.model.v20160120.DeleteSecretRequest;
import com.aliyuncs.kms.model.v20160120.GetSecretValueRequest;
import io.opensesame.localkms.LocalAccessKey;
import io.opensesame.localkms.LocalKms;
import io.opensesame.localkms.fault.Fault;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The classic client reports LocalKms's refusals as it reports the service's: by code, and with its own where it has
 * one.
 */
@ParameterizedClass
@EnumSource(SignatureVersion.class)
class ClassicClientRefusalsIT {
    private final LocalKms kms = LocalKms.start();
    private final SignatureVersion signature;
    private final ClassicClient client;

    ClassicClientRefusalsIT(SignatureVersion signature) {
        this.signature = signature;
        this.client = new ClassicClient(kms, signature);
        kms.createSecret("orders/db", "s3cret");
    }

    @AfterEach
    void close() {
        client.close();
        kms.close();
    }

    @Test
    void secret_missing_isNotFound() {
        ClientException refusal = refusalOf(client, getRequest("orders/missing"));

        assertThat(refusal.getErrCode()).isEqualTo("Forbidden.ResourceNotFound");
        assertThat(refusal.getErrMsg()).isEqualTo("The resource is not found.");
        assertThat(refusal.getRequestId()).isNotBlank();
    }

    @Test
    void permission_missing_isToldByItsCode() {
        LocalAccessKey key = kms.ram().createUser("alice").createAccessKey();
        try (ClassicClient alice = new ClassicClient(kms, signature, key.accessKeyId(), key.exposeAccessKeySecret())) {
            ClientException refusal = refusalOf(alice, getRequest("orders/db"));

            assertThat(refusal.getErrCode()).isEqualTo("Forbidden.NoPermission");
            assertThat(refusal.getErrMsg()).endsWith(":secret/orders/db is forbidden by permission system.");
        }
    }

    @Test
    void secret_thatExists_isNotCreatedAgain() {
        CreateSecretRequest again = new CreateSecretRequest();
        again.setSecretName("orders/db");
        again.setVersionId("v9");
        again.setSecretData("x");

        assertThat(refusalOf(client, again).getErrCode()).isEqualTo("Rejected.ResourceExist");
    }

    @Test
    void secret_inItsRecoveryWindow_isNotServed() throws Exception {
        DeleteSecretRequest delete = new DeleteSecretRequest();
        delete.setSecretName("orders/db");
        client.send(delete);

        assertThat(refusalOf(client, getRequest("orders/db")).getErrCode())
                .isEqualTo("Rejected.ResourceInDeleteWindow");
        assertThat(refusalOf(client, delete).getErrCode()).isEqualTo("Rejected.ResourceInDeleteWindow");
    }

    @Test
    void accessKeySecret_wrong_isRecognizedByTheStringToSign() {
        try (ClassicClient wrong = new ClassicClient(kms, signature, kms.accessKeyId(), "wrong")) {
            // The client compares the string to sign in the message with its own; it does so for version 1 only.
            assertThat(refusalOf(wrong, getRequest("orders/db")).getErrCode())
                    .isEqualTo(
                            signature == SignatureVersion.V1 ? "SDK.InvalidAccessKeySecret" : "SignatureDoesNotMatch");
        }
    }

    @Test
    void accessKeyId_unknown_isNotFound() {
        try (ClassicClient unknown = new ClassicClient(kms, signature, "AK-UNKNOWN", "x")) {
            assertThat(refusalOf(unknown, getRequest("orders/db")).getErrCode())
                    .isEqualTo("InvalidAccessKeyId.NotFound");
        }
    }

    @Test
    void accessKey_disabled_isInactiveUntilEnabled() throws Exception {
        LocalAccessKey key = kms.createAccessKey();
        try (ClassicClient other = new ClassicClient(kms, signature, key.accessKeyId(), key.exposeAccessKeySecret())) {
            kms.disableAccessKey(key.accessKeyId());
            String code = refusalOf(other, getRequest("orders/db")).getErrCode();
            kms.enableAccessKey(key.accessKeyId());

            assertThat(code).isEqualTo("InvalidAccessKeyId.Inactive");
            assertThat(other.send(getRequest("orders/db")).getSecretData()).isEqualTo("s3cret");
        }
    }

    @Test
    void temporaryCredentials_workUntilTheyExpire() throws Exception {
        try (ClassicClient temporary =
                new ClassicClient(kms, signature, kms.issueTemporaryCredentials(Duration.ofHours(1)))) {
            String value = temporary.send(getRequest("orders/db")).getSecretData();
            kms.clock().advance(Duration.ofHours(2));

            assertThat(value).isEqualTo("s3cret");
            assertThat(refusalOf(temporary, getRequest("orders/db")).getErrCode())
                    .isEqualTo("InvalidSecurityToken.Expired");
        }
    }

    @Test
    void clockOfLocalKms_jumpsAhead_withoutLockingTheClientOut() throws Exception {
        kms.clock().advance(Duration.ofDays(400));

        assertThat(client.send(getRequest("orders/db")).getSecretData()).isEqualTo("s3cret");
    }

    @Test
    void timestamp_olderThanAQuarterOfAnHour_isExpired() throws Exception {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);

        ClientException stale = refusalOf(client, signedWith(now.minus(Duration.ofMinutes(16)), "nonce-1"));
        ClientException early = refusalOf(client, signedWith(now.plus(Duration.ofMinutes(16)), "nonce-2"));
        String tolerated = client.send(signedWith(now.minus(Duration.ofMinutes(14)), "nonce-3"))
                .getSecretData();

        assertThat(stale.getErrCode()).isEqualTo("InvalidTimeStamp.Expired");
        assertThat(early.getErrCode()).isEqualTo("InvalidTimeStamp.Expired");
        assertThat(tolerated).isEqualTo("s3cret");
    }

    @Test
    void nonce_usedBefore_isRefused() throws Exception {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        client.send(signedWith(now, "nonce"));

        assertThat(refusalOf(client, signedWith(now, "nonce")).getErrCode()).isEqualTo("SignatureNonceUsed");
    }

    @Test
    void request_sentAgainByteForByte_isRefused() throws Exception {
        try (RecordingRelay relay = RecordingRelay.to(kms.endpoint())) {
            URI direct = kms.endpoint();
            ClassicClient.pointAt(kms.region(), relay.address());
            String value = client.send(getRequest("orders/db")).getSecretData();
            ClassicClient.pointAt(kms.region(), direct.getAuthority());

            assertThat(value).isEqualTo("s3cret");
            assertThat(relay.sendAgain()).startsWith("HTTP/1.1 400 ").contains("\"Code\":\"SignatureNonceUsed\"");
        }
    }

    @Test
    void throttling_isReportedByItsCode() {
        kms.faults().add(Fault.throttle(0).onOperation("GetSecretValue"));

        assertThat(refusalOf(client, getRequest("orders/db")).getErrCode()).isEqualTo("Rejected.Throttling");
    }

    @Test
    void serviceUnavailable_isTheClientsServerException() {
        kms.faults().add(Fault.error(503, "ServiceUnavailableTemporary", "Service Unavailable Temporary."));

        assertThat(refusalOf(client, getRequest("orders/db")))
                .isInstanceOf(ServerException.class)
                .extracting(ClientException::getErrCode)
                .isEqualTo("ServiceUnavailableTemporary");
    }

    private static ClientException refusalOf(ClassicClient client, AcsRequest<?> request) {
        return assertThatExceptionOfType(ClientException.class)
                .isThrownBy(() -> client.send(request))
                .actual();
    }

    private static GetSecretValueRequest getRequest(String name) {
        GetSecretValueRequest request = new GetSecretValueRequest();
        request.setSecretName(name);
        return request;
    }

    /** Returns a request that the client's own composer signs, but with a time and a nonce of the test's. */
    private static GetSecretValueRequest signedWith(Instant time, String nonce) {
        GetSecretValueRequest request = new GetSecretValueRequest() {
            @Override
            public void resolveSignatureComposer() {
                super.resolveSignatureComposer();
                composer = new FixedComposer(composer, time, nonce);
            }
        };
        request.setSecretName("orders/db");
        return request;
    }

    private record FixedComposer(ISignatureComposer composer, Instant time, String nonce)
            implements ISignatureComposer {
        @Override
        public Map<String, String> refreshSignParameters(
                Map<String, String> parameters, Signer signer, String accessKeyId, FormatType format) {
            Map<String, String> signed =
                    new HashMap<>(composer.refreshSignParameters(parameters, signer, accessKeyId, format));
            signed.replace("Timestamp", time.toString());
            signed.replace("SignatureNonce", nonce);
            signed.replace("x-acs-date", time.toString());
            signed.replace("x-acs-signature-nonce", nonce);
            return signed;
        }

        @Override
        public String composeStringToSign(
                MethodType method,
                String uriPattern,
                Signer signer,
                Map<String, String> queries,
                Map<String, String> headers,
                Map<String, String> paths) {
            return composer.composeStringToSign(method, uriPattern, signer, queries, headers, paths);
        }

        @Override
        public String getAuthorization(Signer signer, String accessKeyId, String signature) {
            return composer.getAuthorization(signer, accessKeyId, signature);
        }
    }
}
