package io.opensesame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import io.opensesame.error.SecretFormatException;
import io.opensesame.localkms.ClientCertificate;
import io.opensesame.localkms.LocalKms;
import io.opensesame.pem.PemBundle;
import io.opensesame.secrets.Secret;
import io.opensesame.secrets.SecretValue;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Secrets as certificates and keys, followed while they rotate. */
class TypedSecretsIT {
    private final LocalKms kms = LocalKms.builder().https().start();
    private final OpenSesame sesame = TestClients.connectedTo(kms).build();

    @AfterEach
    void close() {
        sesame.close();
        kms.close();
    }

    @Test
    void secret_pemBundle_isParsedOnceAVersionHoweverOftenItIsRead() {
        kms.createSecret("tls/server", pem("one"));
        List<String> parsed = new CopyOnWriteArrayList<>();
        Secret<PemBundle> secret = sesame.secrets().secret("tls/server", value -> {
            parsed.add(value.versionId());
            return value.exposePem();
        });
        PemBundle first = secret.value();
        for (int i = 0; i < 1_000; i++) {
            assertThat(secret.value()).isSameAs(first);
        }
        assertThat(sesame.secrets().refresh("tls/server").versionId())
                .isEqualTo(secret.version().versionId());
        assertThat(parsed).hasSize(1);

        String second = kms.putSecretValue("tls/server", pem("two"));
        sesame.secrets().refresh("tls/server");

        await().untilAsserted(() -> assertThat(subject(secret)).contains("two"));
        for (int i = 0; i < 1_000; i++) {
            assertThat(secret.value().chain()).hasSize(1);
        }
        assertThat(parsed).hasSize(2).endsWith(second);
    }

    @Test
    void secret_newVersionIsNoPem_keepsTheOldBundleMarkedStale() {
        kms.createSecret("tls/server", pem("one"));
        Secret<PemBundle> secret = sesame.secrets().secret("tls/server", PemBundle.class);

        kms.putSecretValue("tls/server", "no certificate");
        sesame.secrets().refresh("tls/server");

        await().untilAsserted(() -> assertThat(secret.version().stale()).isTrue());
        assertThat(subject(secret)).contains("one");
    }

    @Test
    void secret_noPem_isRefusedAtTheStart() {
        kms.createSecret("tls/server", "no certificate");

        assertThatExceptionOfType(SecretFormatException.class)
                .isThrownBy(() -> sesame.secrets().secret("tls/server", PemBundle.class))
                .withMessageContaining("tls/server");
    }

    @Test
    void secret_valueItself_givesEachReaderItsOwnBytes() {
        kms.createSecret("mail/key", "bytes");
        Secret<SecretValue> secret = sesame.secrets().secret("mail/key", SecretValue.class);

        secret.value().exposeBytes()[0] = 0;

        assertThat(secret.value().exposeBytes()).asString().isEqualTo("bytes");
        assertThat(secret.value()).isSameAs(secret.value());
    }

    @Test
    void secret_bytes_isRefusedBeforeAnythingIsSent() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sesame.secrets().secret("mail/key", byte[].class))
                .withMessageContaining("SecretValue.class");
        assertThat(kms.requestCount("GetSecretValue")).isZero();
    }

    @Test
    void secret_fields_areFollowedAsText() {
        kms.createSecret("orders/db", "{\"username\":\"app\",\"port\":5432}");

        Secret<Map<String, String>> secret = sesame.secrets().secret("orders/db", SecretValue::exposeFields);

        assertThat(secret.value()).containsEntry("username", "app").containsEntry("port", "5432");
    }

    private String pem(String name) {
        ClientCertificate issued = kms.tls().issueClientCertificate(name);
        return issued.exposePrivateKeyPem() + issued.certificatePem();
    }

    private static String subject(Secret<PemBundle> secret) {
        return secret.value().chain().get(0).getSubjectX500Principal().getName();
    }
}
