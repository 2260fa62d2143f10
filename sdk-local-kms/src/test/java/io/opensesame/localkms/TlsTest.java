package io.opensesame.localkms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** HTTPS, with trust taken from each form in which LocalKms gives it. */
class TlsTest {

    @Test
    void https_trustedByTheTrustStore_isServed() throws Exception {
        try (LocalKms kms = LocalKms.builder().https().start()) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            try (InputStream in = Files.newInputStream(kms.tls().trustStoreFile())) {
                store.load(in, kms.tls().trustStorePassword().toCharArray());
            }

            assertThat(listSecrets(kms, trusting(store))).isEqualTo(200);
        }
    }

    @Test
    void https_trustedByThePemFile_isServed() throws Exception {
        try (LocalKms kms = LocalKms.builder().https().start()) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            try (InputStream in = Files.newInputStream(kms.tls().caCertificateFile())) {
                store.setCertificateEntry(
                        "ca", CertificateFactory.getInstance("X.509").generateCertificate(in));
            }

            assertThat(listSecrets(kms, trusting(store))).isEqualTo(200);
            assertThat(kms.tls().caCertificateFile()).hasContent(kms.tls().caCertificatePem());
        }
    }

    @Test
    void https_byEveryNameOfTheCertificate_isServed() throws Exception {
        try (LocalKms kms =
                LocalKms.builder().https().serverNames("kms.localhost").start()) {
            int port = kms.httpsEndpoint().getPort();
            for (String host : new String[] {"127.0.0.1", "localhost"}) {
                URI endpoint = URI.create("https://" + host + ":" + port);

                assertThat(listSecrets(kms, endpoint, kms.tls().sslContext())).isEqualTo(200);
            }
        }
    }

    @Test
    void https_ofAnUntrustedAuthority_isRefusedByTheClient() {
        try (LocalKms kms = LocalKms.builder().https().start();
                LocalKms other = LocalKms.builder().https().start()) {
            assertThatThrownBy(() -> listSecrets(kms, other.tls().sslContext()))
                    .isInstanceOf(IOException.class)
                    .hasStackTraceContaining("certification path");
        }
    }

    @Test
    void certificates_areValidForAMonthOfRealTime_whateverTheClock() throws Exception {
        try (LocalKms kms = LocalKms.builder()
                .https()
                .serverNames("kms.example", "10.0.0.1")
                .frozenClock(Instant.parse("2001-01-01T00:00:00Z"))
                .start()) {
            X509Certificate authority = kms.tls().trustManager().getAcceptedIssuers()[0];

            assertThat(authority.getNotBefore().toInstant()).isBefore(Instant.now());
            assertThat(authority.getNotAfter().toInstant())
                    .isBetween(Instant.now(), Instant.now().plusSeconds(31 * 86_400));
            assertThat(authority.getBasicConstraints()).isZero();
            assertThat(authority.getPublicKey().getAlgorithm()).isEqualTo("EC");
        }
    }

    @Test
    void clientCertificate_required_letsOnlyItsHoldersIn() throws Exception {
        try (LocalKms kms =
                LocalKms.builder().https().requireClientCertificate().start()) {
            ClientCertificate certificate = kms.tls().issueClientCertificate("orders-app");

            assertThat(listSecrets(kms, certificate.sslContext())).isEqualTo(200);
            assertThatThrownBy(() -> listSecrets(kms, kms.tls().sslContext())).isInstanceOf(IOException.class);
            assertThat(certificate.certificatePem()).startsWith("-----BEGIN CERTIFICATE-----\n");
            assertThat(certificate.exposePrivateKeyPem()).startsWith("-----BEGIN PRIVATE KEY-----\n");
            assertThat(certificate.toString()).contains("orders-app").doesNotContain("BEGIN");
        }
    }

    @Test
    void directory_givenByTheUser_keepsTheFiles(@TempDir Path directory) {
        Path nested = directory.resolve("certificates");

        LocalKms.builder().https().directory(nested).start().close();

        assertThat(nested.resolve("localkms-ca.pem")).isNotEmptyFile();
        assertThat(nested.resolve("localkms-truststore.p12")).isNotEmptyFile();
    }

    private static SSLContext trusting(KeyStore store) throws Exception {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, factory.getTrustManagers(), null);
        return context;
    }

    private static int listSecrets(LocalKms kms, SSLContext context) throws Exception {
        return listSecrets(kms, kms.httpsEndpoint(), context);
    }

    private static int listSecrets(LocalKms kms, URI endpoint, SSLContext context) throws Exception {
        HttpClient http = HttpClient.newBuilder().sslContext(context).build();
        return new SigningClient(http, endpoint, kms)
                .call("ListSecrets", Map.of())
                .status();
    }
}
