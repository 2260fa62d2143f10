package io.opensesame.localkms;

import static org.assertj.core.api.Assertions.assertThat;

import io.opensesame.localkms.SigningClient.Answer;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who may call, over real HTTP: every way to be refused, by the service's code. */
class VerificationTest {
    private static final Map<String, String> ORDERS_DB = Map.of("SecretName", "orders/db");
    private static LocalKms kms;

    private SigningClient client;

    @BeforeAll
    static void start() {
        kms = LocalKms.start();
        kms.createSecret("orders/db", "s3cret");
    }

    @AfterAll
    static void close() {
        kms.close();
    }

    @BeforeEach
    void connect() {
        client = new SigningClient(kms);
    }

    @Test
    void headerSignature_parametersInTheQuery_isServed() throws Exception {
        Answer answer = client.call("GetSecretValue", ORDERS_DB);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text("SecretData")).isEqualTo("s3cret");
    }

    @Test
    void headerSignature_parametersInAForm_isServed() throws Exception {
        assertThat(client.callWithForm("GetSecretValue", ORDERS_DB).text("SecretData"))
                .isEqualTo("s3cret");
    }

    @Test
    void rpcSignature_isServed() throws Exception {
        assertThat(client.callRpc("GetSecretValue", ORDERS_DB).text("SecretData"))
                .isEqualTo("s3cret");
    }

    @Test
    void wrongSecret_headerSignature_isRefusedWithTheServersView() throws Exception {
        client.accessKeySecret = "wrong";

        Answer answer = client.call("GetSecretValue", ORDERS_DB);

        assertRefused(answer, 400, "SignatureDoesNotMatch");
        assertThat(answer.text("Message"))
                .contains("server StringToSign is [ACS3-HMAC-SHA256\n")
                .contains("server CanonicalRequest is [POST\n/\nSecretName=orders%2Fdb\n");
    }

    @Test
    void wrongSecret_rpcSignature_isRefusedWithTheStringThatTheClassicClientLooksFor() throws Exception {
        client.accessKeySecret = "wrong";

        Answer answer = client.callRpc("GetSecretValue", ORDERS_DB);

        assertRefused(answer, 400, "SignatureDoesNotMatch");
        assertThat(answer.text("Message")).contains("string to sign is:POST&%2F&AccessKeyId%3D" + kms.accessKeyId());
    }

    @Test
    void unknownAccessKey_isRefused() throws Exception {
        client.accessKeyId = "nobody";

        assertRefused(client.call("GetSecretValue", ORDERS_DB), 404, "InvalidAccessKeyId.NotFound");
        assertRefused(client.callRpc("GetSecretValue", ORDERS_DB), 404, "InvalidAccessKeyId.NotFound");
    }

    @Test
    void accessKey_disabledEnabledDeleted_isRefusedServedRefused() throws Exception {
        LocalAccessKey key = kms.createAccessKey();
        client.as(key);

        kms.disableAccessKey(key.accessKeyId());
        Answer disabled = client.call("GetSecretValue", ORDERS_DB);
        kms.enableAccessKey(key.accessKeyId());
        Answer enabled = client.call("GetSecretValue", ORDERS_DB);
        kms.deleteAccessKey(key.accessKeyId());
        Answer deleted = client.call("GetSecretValue", ORDERS_DB);

        assertRefused(disabled, 400, "InvalidAccessKeyId.Inactive");
        assertThat(enabled.status()).isEqualTo(200);
        assertRefused(deleted, 404, "InvalidAccessKeyId.NotFound");
    }

    @Test
    void timestamp_beyondFifteenMinutesEitherWay_isRefused() throws Exception {
        for (Duration offset : new Duration[] {Duration.ofMinutes(-16), Duration.ofMinutes(16)}) {
            client.now = Instant.now().plus(offset);

            assertRefused(client.call("GetSecretValue", ORDERS_DB), 400, "InvalidTimeStamp.Expired");
            assertRefused(client.callRpc("GetSecretValue", ORDERS_DB), 400, "InvalidTimeStamp.Expired");
        }
    }

    @Test
    void timestamp_withinFifteenMinutesEitherWay_isServed() throws Exception {
        for (Duration offset : new Duration[] {Duration.ofMinutes(-14), Duration.ofMinutes(14)}) {
            client.now = Instant.now().plus(offset);

            assertThat(client.call("GetSecretValue", ORDERS_DB).status()).isEqualTo(200);
        }
    }

    @Test
    void timestamp_malformed_isRefused() throws Exception {
        Map<String, String> headers = headers();
        headers.put("x-acs-date", "2026-02-30T00:00:00Z");

        assertRefused(client.send(client.headerSigned(headers, ORDERS_DB, "").build()), 400, "InvalidTimeStamp.Format");
    }

    @Test
    void nonce_usedTwice_isRefused() throws Exception {
        client.nonce = "once-only";

        Answer first = client.call("GetSecretValue", ORDERS_DB);
        Answer replay = client.call("GetSecretValue", ORDERS_DB);
        Answer rpcReplay = client.callRpc("GetSecretValue", ORDERS_DB);

        assertThat(first.status()).isEqualTo(200);
        assertRefused(replay, 400, "SignatureNonceUsed");
        assertRefused(rpcReplay, 400, "SignatureNonceUsed");
    }

    @Test
    void nonce_ofARequestWithAWrongSignature_isNotUsedUp() throws Exception {
        client.nonce = "kept-for-the-honest";
        client.accessKeySecret = "wrong";
        client.call("GetSecretValue", ORDERS_DB);
        client.accessKeySecret = kms.exposeAccessKeySecret();

        assertThat(client.call("GetSecretValue", ORDERS_DB).status()).isEqualTo(200);
    }

    @Test
    void form_tampered_isRefused() throws Exception {
        HttpRequest signed = client.headerSigned("GetSecretValue", Map.of(), "SecretName=orders%2Fdb")
                .build();
        HttpRequest tampered = HttpRequest.newBuilder(signed, (name, value) -> true)
                .POST(HttpRequest.BodyPublishers.ofString("SecretName=orders%2Fdc"))
                .build();

        assertRefused(client.send(tampered), 400, "SignatureDoesNotMatch");
    }

    @Test
    void query_tampered_isRefused() throws Exception {
        HttpRequest signed =
                client.headerSigned("GetSecretValue", ORDERS_DB, "").build();
        HttpRequest tampered = HttpRequest.newBuilder(signed, (name, value) -> true)
                .uri(URI.create(signed.uri() + "&VersionStage=ACSPrevious"))
                .build();
        Map<String, String> rpc = client.rpcSigned("GetSecretValue", ORDERS_DB);
        rpc.put("VersionStage", "ACSPrevious");

        assertRefused(client.send(tampered), 400, "SignatureDoesNotMatch");
        assertRefused(post("?" + SigningClient.query(rpc)), 400, "SignatureDoesNotMatch");
    }

    @Test
    void headerSignature_withoutARequiredHeader_isRefused() throws Exception {
        assertRefused(withoutHeader("x-acs-date"), 400, "MissingTimestamp");
        assertRefused(withoutHeader("x-acs-signature-nonce"), 400, "MissingSignatureNonce");
        assertRefused(withoutHeader("x-acs-content-sha256"), 400, "IncompleteSignature");
        assertRefused(withoutHeader("x-acs-version"), 400, "MissingVersion");
        assertRefused(withoutHeader("x-acs-action"), 400, "MissingAction");
        assertRefused(withoutHeader("host"), 400, "IncompleteSignature");
    }

    @Test
    void headerSignature_withAnUnsignedAcsHeader_isRefused() throws Exception {
        HttpRequest request = client.headerSigned("GetSecretValue", ORDERS_DB, "")
                .header("x-acs-extra", "not signed")
                .build();

        Answer answer = client.send(request);

        assertRefused(answer, 400, "IncompleteSignature");
        assertThat(answer.text("Message")).contains("x-acs-extra");
    }

    @Test
    void rpcSignature_withoutARequiredParameter_isRefused() throws Exception {
        for (String name :
                new String[] {"AccessKeyId", "SignatureMethod", "SignatureVersion", "Timestamp", "Signature"}) {
            Map<String, String> parameters = client.rpcSigned("GetSecretValue", ORDERS_DB);
            parameters.remove(name);

            assertRefused(post("?" + SigningClient.query(parameters)), 400, "Missing" + name);
        }
    }

    @Test
    void rpcSignature_operationOrVersionInAHeaderAlone_isRefused() throws Exception {
        for (String name : new String[] {"Action", "Version"}) {
            Map<String, String> parameters = client.rpcSignedWithout(name, "DescribeSecret", ORDERS_DB);

            Answer answer = postWithHeaders(parameters, "DeleteSecret", "2016-01-20");

            assertRefused(answer, 400, "Missing" + name);
        }
    }

    @Test
    void rpcSignature_unsignedHeaders_changeNothing() throws Exception {
        Answer answer = postWithHeaders(client.rpcSigned("GetSecretValue", ORDERS_DB), "DeleteSecret", "2015-04-01");

        assertThat(answer.text("SecretData")).isEqualTo("s3cret");
    }

    @Test
    void rpcSignature_withoutANonce_isServedOnce() throws Exception {
        Map<String, String> parameters = client.rpcSignedWithout("SignatureNonce", "GetSecretValue", ORDERS_DB);
        Map<String, String> decorated = new TreeMap<>(parameters);
        decorated.put("Extra", "");

        Answer first = post("?" + SigningClient.query(parameters));
        Answer replay = post("?" + SigningClient.query(parameters));
        Answer decoratedReplay = post("?" + SigningClient.query(decorated));

        assertThat(first.text("SecretData")).isEqualTo("s3cret");
        assertRefused(replay, 400, "SignatureNonceUsed");
        assertRefused(decoratedReplay, 400, "SignatureNonceUsed");
    }

    @Test
    void nonce_empty_isRefused() throws Exception {
        Map<String, String> parameters = client.rpcSignedWithout("SignatureNonce", "GetSecretValue", ORDERS_DB);
        parameters.put("SignatureNonce", "");
        Map<String, String> headers = headers();
        headers.put("x-acs-signature-nonce", "");

        assertRefused(post("?" + SigningClient.query(parameters)), 400, "MissingSignatureNonce");
        assertRefused(client.send(client.headerSigned(headers, ORDERS_DB, "").build()), 400, "MissingSignatureNonce");
    }

    @Test
    void nonce_over128Characters_isRefused() throws Exception {
        client.nonce = "n".repeat(128);
        assertThat(client.call("GetSecretValue", ORDERS_DB).status()).isEqualTo(200);

        client.nonce = "n".repeat(129);
        assertRefused(client.call("GetSecretValue", ORDERS_DB), 400, "InvalidParameter");
        assertRefused(client.callRpc("GetSecretValue", ORDERS_DB), 400, "InvalidParameter");
    }

    @Test
    void rpcSignature_emptyParametersThatItLeavesOut_areDropped() throws Exception {
        kms.newSecret("described").text("v").description("kept").create();
        Map<String, String> signed = client.rpcSigned("UpdateSecret", Map.of("SecretName", "described"));
        Map<String, String> tampered = new TreeMap<>(signed);
        tampered.put("Description", "");

        post("?" + SigningClient.query(tampered));

        assertThat(client.call("DescribeSecret", Map.of("SecretName", "described"))
                        .text("Description"))
                .isEqualTo("kept");
    }

    @Test
    void authorization_ofAnotherAlgorithmOrMalformed_isRefused() throws Exception {
        assertRefused(
                authorizedBy("ACS3-RSA-SHA256 Credential=a,SignedHeaders=host,Signature=0"),
                400,
                "InvalidSignatureMethod");
        assertRefused(authorizedBy("Basic YTpi"), 400, "InvalidSignatureMethod");
        assertRefused(authorizedBy("ACS3-HMAC-SHA256 Credential=a,Signature=0"), 400, "IncompleteSignature");
        assertRefused(
                authorizedBy("ACS3-HMAC-SHA256 Credential=a,Credential=b,SignedHeaders=host,Signature=0"),
                400,
                "IncompleteSignature");
        assertRefused(
                authorizedBy("ACS4-HMAC-SHA256 Credential=a,SignedHeaders=host,Signature=0"),
                400,
                "IncompleteSignature");
    }

    @Test
    void temporaryCredentials_withTheirToken_areServed() throws Exception {
        client.as(kms.issueTemporaryCredentials(Duration.ofHours(1)));

        assertThat(client.call("GetSecretValue", ORDERS_DB).status()).isEqualTo(200);
        assertThat(client.callRpc("GetSecretValue", ORDERS_DB).status()).isEqualTo(200);
    }

    @Test
    void temporaryCredentials_withoutOrWithAnotherToken_areRefused() throws Exception {
        client.as(kms.issueTemporaryCredentials(Duration.ofHours(1)));
        client.securityToken = null;
        Answer without = client.call("GetSecretValue", ORDERS_DB);
        client.securityToken = kms.issueTemporaryCredentials(Duration.ofHours(1))
                .exposeSecurityToken()
                .orElseThrow();
        Answer other = client.call("GetSecretValue", ORDERS_DB);

        assertRefused(without, 400, "MissingSecurityToken");
        assertRefused(other, 400, "InvalidSecurityToken.MismatchWithAccessKey");
    }

    @Test
    void temporaryCredentials_afterTheirEndByTheClock_areRefused() throws Exception {
        try (LocalKms own = LocalKms.start()) {
            own.createSecret("orders/db", "s3cret");
            SigningClient its = new SigningClient(own).as(own.issueTemporaryCredentials(Duration.ofHours(1)));
            own.clock().advance(Duration.ofHours(1));

            assertRefused(its.call("GetSecretValue", ORDERS_DB), 400, "InvalidSecurityToken.Expired");
        }
    }

    @Test
    void permanentAccessKey_withAToken_isRefused() throws Exception {
        client.securityToken = "whatever";

        assertRefused(client.call("GetSecretValue", ORDERS_DB), 400, "InvalidSecurityToken.MismatchWithAccessKey");
    }

    private Map<String, String> headers() throws Exception {
        Map<String, String> headers = new TreeMap<>();
        HttpRequest request =
                client.headerSigned("GetSecretValue", ORDERS_DB, "").build();
        request.headers().map().forEach((name, values) -> headers.put(name, values.get(0)));
        headers.remove("Authorization");
        headers.put("host", client.endpoint.getAuthority());
        return headers;
    }

    private Answer withoutHeader(String name) throws Exception {
        Map<String, String> headers = headers();
        headers.remove(name);
        return client.send(client.headerSigned(headers, ORDERS_DB, "").build());
    }

    private Answer authorizedBy(String authorization) throws Exception {
        HttpRequest signed =
                client.headerSigned("GetSecretValue", ORDERS_DB, "").build();
        return client.send(HttpRequest.newBuilder(signed, (name, value) -> true)
                .setHeader("Authorization", authorization)
                .build());
    }

    private Answer postWithHeaders(Map<String, String> parameters, String action, String version) throws Exception {
        return client.send(HttpRequest.newBuilder(URI.create(kms.endpoint() + "/?" + SigningClient.query(parameters)))
                .header("x-acs-action", action)
                .header("x-acs-version", version)
                .POST(HttpRequest.BodyPublishers.noBody())
                .build());
    }

    private Answer post(String target) throws Exception {
        return client.send(HttpRequest.newBuilder(URI.create(kms.endpoint() + "/" + target))
                .POST(HttpRequest.BodyPublishers.noBody())
                .build());
    }

    private static void assertRefused(Answer answer, int status, String code) {
        assertThat(answer.code()).as(answer.text("Message")).isEqualTo(code);
        assertThat(answer.status()).isEqualTo(status);
    }
}
