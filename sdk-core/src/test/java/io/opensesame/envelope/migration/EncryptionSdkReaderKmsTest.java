package io.opensesame.envelope.migration;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.opensesame.OpenSesame;
import io.opensesame.auth.Credentials;
import io.opensesame.error.EnvelopeException;
import io.opensesame.kms.KmsEndpoint;
import io.opensesame.kms.crypto.EncryptionContext;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Reads a message with a client that calls a KMS. */
class EncryptionSdkReaderKmsTest {
    private final PublishedMessage published = PublishedMessage.named("AES_GCM_NOPADDING_256");
    private final WireMockServer kms = new WireMockServer(
            WireMockConfiguration.options().bindAddress("127.0.0.1").dynamicPort());

    @BeforeEach
    void start() {
        kms.start();
    }

    @AfterEach
    void stop() {
        kms.stop();
    }

    @Test
    void decrypt_kmsDecryptsTheDataKey_isThePlaintext() {
        answer(
                200,
                "{\"KeyId\":\"key-hzz0000000000000001\",\"KeyVersionId\":\"v\",\"RequestId\":\"r\",\"Plaintext\":\""
                        + Base64.getEncoder().encodeToString(published.hex("dataKeyHex")) + "\"}");

        byte[] plaintext = decrypt().exposePlaintext();

        assertThat(plaintext).isEqualTo(MessageMaker.utf8("hello"));
        LoggedRequest asked = kms.findAll(anyRequestedFor(anyUrl())).get(0);
        String parameters = URLDecoder.decode(asked.getUrl() + asked.getBodyAsString(), StandardCharsets.UTF_8);
        assertThat(parameters)
                .contains("用途")
                .contains(Base64.getEncoder().encodeToString(MessageMaker.utf8("wrapped-data-key-0001")));
    }

    @Test
    void decrypt_kmsRefusesTheCiphertext_isAnEnvelopeException() {
        answer(400, "{\"Code\":\"InvalidParameter\",\"Message\":\"CiphertextBlob\",\"RequestId\":\"r\"}");

        assertThatExceptionOfType(EnvelopeException.class).isThrownBy(this::decrypt);
    }

    private DecryptedMessage decrypt() {
        try (OpenSesame sesame = OpenSesame.builder()
                .endpoint(KmsEndpoint.of(URI.create("http://127.0.0.1:" + kms.port())))
                .credentials(Credentials.accessKey("AK-EXAMPLE", "secret"))
                .build()) {
            return EncryptionSdkReader.of(
                            sesame.kms(),
                            EncryptionSdkReaderOptions.builder(published.keyArn())
                                    .build())
                    .decrypt(published.message(), EncryptionContext.none());
        }
    }

    private void answer(int status, String body) {
        kms.stubFor(any(anyUrl())
                .willReturn(aResponse()
                        .withStatus(status)
                        .withHeader("Content-Type", "application/json;charset=utf-8")
                        .withBody(body)));
    }
}
