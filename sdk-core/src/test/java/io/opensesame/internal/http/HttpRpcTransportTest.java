package io.opensesame.internal.http;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.serviceUnavailable;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.github.tomakehurst.wiremock.http.HttpHeader;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.opensesame.auth.Credentials;
import io.opensesame.auth.CredentialsProvider;
import io.opensesame.error.ServiceUnavailableException;
import io.opensesame.internal.signing.Acs3Signature;
import io.opensesame.kms.CallAttempt;
import io.opensesame.kms.CallOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HttpRpcTransportTest {
    private static final RpcCall PUT = new RpcCall(
            "PutSecretValue",
            Map.of("SecretName", "orders/db", "VersionId", "v2", "SecretData", "canary secret+data/é"),
            "orders/db",
            true);

    private final TransportRig rig = new TransportRig();

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void send_plainCall_isAPostWithTheParametersInTheQueryAndNoBody() {
        rig.server.stubFor(any(anyUrl()).willReturn(okJson("{\"SecretData\":\"x\",\"Unknown\":[1]}")));

        assertThat(rig.transport().send(TransportRig.GET).get("SecretData").asText())
                .isEqualTo("x");

        LoggedRequest request = rig.requests().get(0);
        assertThat(request.getMethod().getName()).isEqualTo("POST");
        assertThat(request.getUrl()).isEqualTo("/?SecretName=orders%2Fdb");
        assertThat(request.getBody()).isEmpty();
        assertThat(request.getHeader("x-acs-action")).isEqualTo("GetSecretValue");
        assertThat(request.getHeader("x-acs-version")).isEqualTo("2016-01-20");
        assertThat(request.getHeader("x-acs-date")).isEqualTo("2026-01-02T03:04:05Z");
        assertThat(request.getHeader("accept")).isEqualTo("application/json");
        assertThat(request.getHeader("user-agent")).matches("OpenSesame/\\d+\\.\\d+\\.\\d+\\S* \\(Java .+; .+\\)");
        assertThat(request.containsHeader("content-type")).isFalse();
        assertThat(request.containsHeader("x-acs-security-token")).isFalse();
        assertSigned(request, TransportRig.CREDENTIALS, "SecretName=orders%2Fdb");
    }

    @Test
    void send_confidentialCall_hasNothingInTheUrlAndASignedForm() {
        rig.server.stubFor(any(anyUrl()).willReturn(okJson("{}")));

        rig.transport().send(PUT);

        LoggedRequest request = rig.requests().get(0);
        assertThat(request.getUrl()).isEqualTo("/");
        assertThat(request.getHeader("content-type")).isEqualTo("application/x-www-form-urlencoded");
        assertThat(request.getBodyAsString())
                .isEqualTo("SecretData=canary%20secret%2Bdata%2F%C3%A9&SecretName=orders%2Fdb&VersionId=v2");
        assertThat(request.getHeader("x-acs-content-sha256")).isEqualTo(Acs3Signature.hashOf(request.getBody()));
        assertSigned(request, TransportRig.CREDENTIALS, "");
    }

    @Test
    void send_confidentialCallWithSecretsInTheUrlChosen_sendsTheQueryAsOfficialClientsDo() {
        rig.options = CallOptions.builder().secretsInBody(false).build();
        rig.server.stubFor(any(anyUrl()).willReturn(okJson("{}")));

        rig.transport().send(PUT);

        LoggedRequest request = rig.requests().get(0);
        assertThat(request.getUrl()).contains("SecretData=canary%20secret%2Bdata%2F%C3%A9");
        assertThat(request.getBody()).isEmpty();
    }

    @Test
    void send_temporaryCredentials_sendsAndSignsIdAndToken() {
        Credentials temporary = Credentials.temporary("STS.AK", TransportRig.SECRET, TransportRig.TOKEN);
        rig.credentials = CredentialsProvider.of(temporary);
        rig.server.stubFor(any(anyUrl()).willReturn(okJson("{}")));

        rig.transport().send(TransportRig.GET);

        LoggedRequest request = rig.requests().get(0);
        assertThat(request.getHeader("x-acs-accesskey-id")).isEqualTo("STS.AK");
        assertThat(request.getHeader("x-acs-security-token")).isEqualTo(TransportRig.TOKEN);
        assertThat(request.getHeader("authorization")).contains("x-acs-accesskey-id", "x-acs-security-token");
        assertSigned(request, temporary, "SecretName=orders%2Fdb");
    }

    @Test
    void send_secondAttempt_hasANonceATimeAndASignatureOfItsOwn() {
        rig.listeners = List.of(attempt -> rig.time.advance(Duration.ofSeconds(1)));
        rig.options = CallOptions.builder().maxAttempts(3).build();
        rig.server.stubFor(any(anyUrl()).willReturn(serviceUnavailable()));

        assertThatExceptionOfType(ServiceUnavailableException.class)
                .isThrownBy(() -> rig.transport().send(TransportRig.GET));

        assertThat(rig.requests()).hasSize(3);
        assertThat(rig.requests())
                .extracting(r -> r.getHeader("x-acs-signature-nonce"))
                .doesNotHaveDuplicates();
        assertThat(rig.requests()).extracting(r -> r.getHeader("authorization")).doesNotHaveDuplicates();
        assertThat(rig.requests()).extracting(r -> r.getHeader("x-acs-date")).doesNotHaveDuplicates();
        for (LoggedRequest request : rig.requests()) {
            assertSigned(request, TransportRig.CREDENTIALS, "SecretName=orders%2Fdb");
        }
    }

    @Test
    void send_listenersAndLog_tellEachAttemptAndHoldNoSecret() {
        rig.credentials =
                CredentialsProvider.of(Credentials.temporary("STS.AK", TransportRig.SECRET, TransportRig.TOKEN));
        rig.server.stubFor(any(anyUrl())
                .willReturn(serviceUnavailable()
                        .withBody("{\"Code\":\"ServiceUnavailableTemporary\",\"RequestId\":\"R-1\",\"Message\":\""
                                + "canary secret+data/é " + TransportRig.TOKEN + "\"}")));

        Throwable failure = catchThrowable(() -> rig.transport().send(PUT));
        rig.server.stubFor(any(anyUrl()).willReturn(okJson("{\"RequestId\":\"R-2\",\"SecretData\":\"canary\"}")));
        rig.transport().send(PUT);

        assertThat(rig.attempts).hasSize(5);
        CallAttempt first = rig.attempts.get(0);
        assertThat(first.action()).isEqualTo("PutSecretValue");
        assertThat(first.resource()).isEqualTo("orders/db");
        assertThat(first.endpoint()).isEqualTo("127.0.0.1:" + rig.server.port());
        assertThat(first.outcome()).isEqualTo(CallAttempt.Outcome.SERVICE_FAILED);
        assertThat(first.httpStatus()).isEqualTo(503);
        assertThat(first.code()).isEqualTo("ServiceUnavailableTemporary");
        assertThat(first.requestId()).isEqualTo("R-1");
        assertThat(rig.attempts).extracting(CallAttempt::number).containsExactly(1, 2, 3, 4, 1);
        assertThat(rig.attempts.get(4).outcome()).isEqualTo(CallAttempt.Outcome.SUCCEEDED);
        assertThat(rig.log.lines).isNotEmpty().noneMatch(line -> line.contains("canary"));
        assertThat(rig.log.lines).anyMatch(line -> line.startsWith("DEBUG PutSecretValue 'orders/db'"));
        assertThat(rig.attempts.toString()).doesNotContain("canary");
        assertThat(failure.toString()).doesNotContain("canary").contains("R-1");
    }

    @Test
    void send_listenerThatThrows_isLoggedOnceAndDoesNotDisturbTheCall() {
        rig.listeners = List.of(
                attempt -> {
                    throw new IllegalStateException("listener");
                },
                rig.attempts::add);
        rig.server.stubFor(any(anyUrl()).willReturn(okJson("{}")));
        HttpRpcTransport transport = rig.transport();

        transport.send(TransportRig.GET);
        transport.send(TransportRig.GET);

        assertThat(rig.attempts).hasSize(2);
        assertThat(rig.log.lines).filteredOn(line -> line.startsWith("WARN")).hasSize(1);
    }

    @Test
    void send_textThatCannotBeEncoded_failsBeforeAnythingIsSent() {
        RpcCall call = new RpcCall("DescribeSecret", Map.of("SecretName", "a\uD83D"), "a", false);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> rig.transport().send(call))
                .withMessageContaining("SecretName");
        assertThat(rig.requests()).isEmpty();
    }

    @Test
    void rpcCall_actionThatIsNoWord_isRejected() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RpcCall("Get\r\nx: y", Map.of(), "", false))
                .withMessageContaining("letters and digits");
    }

    @Test
    void rpcCall_toString_showsNoParameter() {
        assertThat(PUT.toString()).isEqualTo("RpcCall[PutSecretValue of 'orders/db']");
    }

    /** Computes the signature anew from what arrived. */
    private static void assertSigned(LoggedRequest request, Credentials credentials, String query) {
        Map<String, String> received = new TreeMap<>();
        for (HttpHeader header : request.getHeaders().all()) {
            received.put(header.key(), header.firstValue());
        }
        SortedMap<String, String> headers = Acs3Signature.signedHeaders(received);
        assertThat(request.getHeader("authorization"))
                .isEqualTo(Acs3Signature.authorization(
                        credentials, "POST", "/", query, headers, request.getHeader("x-acs-content-sha256")));
    }
}
