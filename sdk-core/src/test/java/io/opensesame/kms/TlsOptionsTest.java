package io.opensesame.kms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsOptionsTest {
    private static final HeldCertificate ONE =
            new HeldCertificate.Builder().commonName("one").build();
    private static final HeldCertificate TWO =
            new HeldCertificate.Builder().rsa2048().commonName("two").build();

    @TempDir
    Path folder;

    @Test
    void trust_fileWithTextBetweenTheCertificates_loadsAll() throws IOException {
        Path file = folder.resolve("ca.pem");
        Files.writeString(file, "Subject: é\n" + ONE.certificatePem() + "# second\r\n" + TWO.certificatePem() + "end");

        TlsOptions options = TlsOptions.builder().trust(file).build();

        assertThat(options.trustedCertificates()).containsExactly(ONE.certificate(), TWO.certificate());
        assertThat(options.trustSystem()).isTrue();
    }

    @Test
    void clientCertificate_ecAndRsaKeys_areRead() {
        for (HeldCertificate held : new HeldCertificate[] {ONE, TWO}) {
            TlsOptions options = TlsOptions.builder()
                    .clientCertificate(held.certificatePem(), held.privateKeyPkcs8Pem())
                    .build();

            assertThat(options.exposeClientKey()).contains(held.keyPair().getPrivate());
            assertThat(options.toString())
                    .isEqualTo("TlsOptions[trustedCertificates=0, trustSystem=true, clientCertificate=true]");
        }
    }

    @Test
    void clientCertificate_pkcs1Key_isRead() {
        TlsOptions options = TlsOptions.builder()
                .clientCertificate(TWO.certificatePem(), TWO.privateKeyPkcs1Pem())
                .build();

        assertThat(options.exposeClientKey()).contains(TWO.keyPair().getPrivate());
    }

    @Test
    void clientCertificate_keyOfAnother_isRejected() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> TlsOptions.builder().clientCertificate(ONE.certificatePem(), TWO.privateKeyPkcs8Pem()))
                .withMessageContaining("belongs to none");
    }

    @Test
    void clientCertificate_noKey_isRejected() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TlsOptions.builder().clientCertificate(ONE.certificatePem(), ONE.certificatePem()))
                .withMessageContaining("BEGIN PRIVATE KEY");
    }

    @Test
    void clientCertificate_damagedKey_isRejectedWithoutQuotingIt() {
        String pem = "-----BEGIN PRIVATE KEY-----\nY2FuYXJ5\n-----END PRIVATE KEY-----";

        assertThatIllegalArgumentException()
                .isThrownBy(() -> TlsOptions.builder().clientCertificate(ONE.certificatePem(), pem))
                .withMessageContaining("PEM block 1 (PRIVATE KEY, line 1)")
                .withNoCause();
    }

    @Test
    void trust_textWithoutCertificate_isRejected() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TlsOptions.builder().trust("nothing"))
                .withMessageContaining("BEGIN CERTIFICATE");
    }

    @Test
    void trust_truncatedCertificate_isRejected() {
        String pem = ONE.certificatePem();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> TlsOptions.builder().trust(pem.substring(0, pem.length() / 2)))
                .withMessageContaining("'-----END' line is missing");
    }

    @Test
    void trust_secondCertificateDamaged_isNamed() {
        String damaged = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";

        assertThatIllegalArgumentException()
                .isThrownBy(() -> TlsOptions.builder().trust(ONE.certificatePem() + damaged))
                .withMessageContaining("PEM block 2 (CERTIFICATE");
    }

    @Test
    void trust_missingFile_isNamed() {
        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> TlsOptions.builder().trust(folder.resolve("absent.pem")))
                .withMessageContaining("absent.pem");
    }

    @Test
    void build_nothingTrusted_isRejected() {
        TlsOptions.Builder builder = TlsOptions.builder().trustSystem(false);

        assertThatIllegalArgumentException().isThrownBy(builder::build).withMessageContaining("trust at least one");
    }
}
