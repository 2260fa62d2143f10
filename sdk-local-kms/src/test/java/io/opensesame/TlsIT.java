package io.opensesame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.opensesame.error.KmsTransportException;
import io.opensesame.kms.CallAttempt;
import io.opensesame.kms.CallOptions;
import io.opensesame.kms.TlsOptions;
import io.opensesame.localkms.ClientCertificate;
import io.opensesame.localkms.LocalKms;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** HTTPS with a certificate authority of the endpoint's own, as a KMS instance has. */
class TlsIT {
    private static final LocalKms KMS = LocalKms.builder().https().start();
    private static final LocalKms CHOOSY =
            LocalKms.builder().https().requireClientCertificate().start();

    @BeforeAll
    static void create() {
        KMS.createSecret("orders/db", "one");
        CHOOSY.createSecret("orders/db", "one");
    }

    @AfterAll
    static void close() {
        KMS.close();
        CHOOSY.close();
    }

    @Test
    void read_authorityTrustedByItsFile_succeeds() {
        TlsOptions tls =
                TlsOptions.builder().trust(KMS.tls().caCertificateFile()).build();

        assertThat(read(KMS, tls)).isEqualTo("one");
    }

    @Test
    void read_authorityTrustedByItsTextAlone_succeeds() {
        TlsOptions tls = TlsOptions.builder()
                .trust(KMS.tls().caCertificatePem())
                .trustSystem(false)
                .build();

        assertThat(read(KMS, tls)).isEqualTo("one");
    }

    @Test
    void read_authorityNotTrusted_failsAtOnceAndSaysWhatToDo() {
        List<CallAttempt> attempts = new CopyOnWriteArrayList<>();
        try (OpenSesame sesame = TestClients.connectedOverHttpsTo(KMS)
                .callListener(attempts::add)
                .build()) {
            assertThatExceptionOfType(KmsTransportException.class)
                    .isThrownBy(() -> sesame.secrets().get("orders/db"))
                    .withMessageContaining("GetSecretValue of 'orders/db'")
                    .withMessageContaining(KMS.httpsEndpoint().getAuthority())
                    .withMessageContaining("certificate is not trusted")
                    .withMessageContaining("TlsOptions");
        }
        assertThat(attempts)
                .singleElement()
                .satisfies(attempt -> assertThat(attempt.outcome()).isEqualTo(CallAttempt.Outcome.NO_ANSWER));
    }

    @Test
    void read_authorityOfAnotherKms_isNotTrusted() {
        TlsOptions tls =
                TlsOptions.builder().trust(CHOOSY.tls().caCertificatePem()).build();

        assertThatExceptionOfType(KmsTransportException.class)
                .isThrownBy(() -> read(KMS, tls))
                .withMessageContaining("certificate is not trusted");
    }

    @Test
    void read_clientCertificateShown_succeeds() {
        ClientCertificate certificate = CHOOSY.tls().issueClientCertificate("orders-app");
        TlsOptions tls = TlsOptions.builder()
                .trust(CHOOSY.tls().caCertificatePem())
                .clientCertificate(certificate.certificatePem(), certificate.exposePrivateKeyPem())
                .build();

        assertThat(read(CHOOSY, tls)).isEqualTo("one");
    }

    @Test
    void read_clientCertificateMissing_failsAndSaysSo() {
        TlsOptions tls =
                TlsOptions.builder().trust(CHOOSY.tls().caCertificatePem()).build();

        assertThatExceptionOfType(KmsTransportException.class)
                .isThrownBy(() -> read(CHOOSY, tls))
                .withMessageContaining(CHOOSY.httpsEndpoint().getAuthority())
                .withMessageContaining("client certificate");
    }

    private static String read(LocalKms kms, TlsOptions tls) {
        try (OpenSesame sesame = TestClients.connectedOverHttpsTo(kms)
                .tls(tls)
                .calls(CallOptions.builder().baseBackoff(Duration.ofMillis(1)).build())
                .build()) {
            return sesame.secrets().get("orders/db").exposeText();
        }
    }
}
