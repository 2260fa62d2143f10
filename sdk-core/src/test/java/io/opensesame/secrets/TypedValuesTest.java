package io.opensesame.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.opensesame.error.SecretFormatException;
import io.opensesame.pem.PemBundle;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TypedValuesTest {
    private static final char[] PASSPHRASE = "open-sesame".toCharArray();
    private static final String CANARY = "cAnArY-5f1d";

    enum Mode {
        READ,
        WRITE
    }

    record Grant(String user, Mode mode) {}

    record Dated(Instant since) {}

    record Perhaps(Optional<String> host) {}

    record Cluster(List<Grant> grants, Map<String, Grant> byHost) {}

    @Test
    void exposePem_textAndBytes_areReadAlike() {
        String pem = text("inter.pem") + text("ec.pem") + text("ec.sec1.key");
        SecretValue asBytes = SecretValue.builder("tls/server", "v1")
                .bytes(pem.getBytes(StandardCharsets.UTF_8))
                .build();

        for (SecretValue value : List.of(value(pem), asBytes)) {
            PemBundle bundle = value.exposePem();

            assertThat(bundle.chain()).hasSize(2);
            assertThat(bundle.exposePrivateKey()).isPresent();
        }
    }

    @Test
    void exposePem_encryptedKey_needsItsPassphrase() {
        SecretValue value = value(text("ec.pem") + text("ec.encrypted.key"));

        assertThat(value.exposePem(PASSPHRASE).exposePrivateKey()).isPresent();
        assertThatExceptionOfType(SecretFormatException.class)
                .isThrownBy(value::exposePem)
                .withMessageContaining("secret 'tls/server' version 'v1' holds no PEM bundle: PEM block 2")
                .withMessageContaining("no passphrase was given");
    }

    @Test
    void exposePem_fieldsOfJson_areNamedByTheCaller() throws Exception {
        SecretValue value = json(Map.of(
                "certificate", text("inter.pem") + text("rsa.pem"), "privateKey", text("rsa.pkcs1.key"), "port", 443));
        SecretValue encrypted = json(Map.of("crt", text("rsa.pem"), "key", text("rsa.encrypted.key")));

        assertThat(value.exposePem("certificate", "privateKey").chain()).hasSize(2);
        assertThat(encrypted.exposePem("crt", "key", PASSPHRASE).exposePrivateKey())
                .isPresent();
    }

    @Test
    void exposePem_fieldMissingOrDamagedOrOfAnother_isNamed() throws Exception {
        SecretValue value =
                json(Map.of("certificate", text("rsa.pem"), "other", text("ec.pkcs8.key"), "noise", CANARY));

        assertThatExceptionOfType(SecretFormatException.class)
                .isThrownBy(() -> value.exposePem("certificate", "privateKey"))
                .withMessageContaining("has no field 'privateKey'");
        assertThatExceptionOfType(SecretFormatException.class)
                .isThrownBy(() -> value.exposePem("certificate", "certificate"))
                .withMessageContaining("no private key in its field 'certificate'");
        assertThatExceptionOfType(SecretFormatException.class)
                .isThrownBy(() -> value.exposePem("noise", "other"))
                .withMessageContaining("in its field 'noise'")
                .withMessageNotContaining(CANARY)
                .withNoCause();
        assertThatExceptionOfType(SecretFormatException.class)
                .isThrownBy(() -> value.exposePem("certificate", "other"))
                .withMessageContaining("belongs to none");
    }

    @Test
    void exposePem_noPem_namesSecretAndVersionAndQuotesNothing() {
        assertThatExceptionOfType(SecretFormatException.class)
                .isThrownBy(() ->
                        value("-----BEGIN RSA PRIVATE KEY-----\n" + CANARY).exposePem())
                .withMessageContaining("tls/server")
                .withMessageContaining("(RSA PRIVATE KEY, line 1)")
                .withMessageNotContaining(CANARY)
                .withNoCause();
    }

    @Test
    void exposeKeyStore_pkcs12_isOpenedByItsPasswordAlone() throws Exception {
        SecretValue value = SecretValue.builder("mail/keystore", "v1")
                .bytes(file("rsa.p12"))
                .build();

        KeyStore store = value.exposeKeyStore(PASSPHRASE);

        assertThat(Collections.list(store.aliases())).hasSize(1);
        assertThat(store.getCertificateChain(store.aliases().nextElement())).hasSize(2);
        assertThatExceptionOfType(SecretFormatException.class)
                .isThrownBy(() -> value.exposeKeyStore("wrong".toCharArray()))
                .withMessageContaining("password does not open")
                .withNoCause();
        assertThatExceptionOfType(SecretFormatException.class)
                .isThrownBy(() -> value(CANARY).exposeKeyStore(PASSPHRASE))
                .withMessageContaining("is no PKCS #12 key store")
                .withMessageNotContaining(CANARY)
                .withNoCause();
    }

    @Test
    void exposeJson_arraysNestedGenericsAndEnums_keepTheirTypes() {
        String grant = "{\"user\":\"app\",\"mode\":\"WRITE\"}";
        Grant read = new Grant("app", Mode.WRITE);

        assertThat(value("[" + grant + "]").exposeJson(Grant[].class)).containsExactly(read);
        assertThat(value("{\"grants\":[" + grant + "],\"byHost\":{\"a\":" + grant + "}}")
                        .exposeJson(Cluster.class))
                .isEqualTo(new Cluster(List.of(read), Map.of("a", read)));
    }

    @Test
    void exposeJson_unknownEnumConstant_namesThePlaceAndQuotesNothing() {
        assertThatExceptionOfType(SecretFormatException.class)
                .isThrownBy(() -> value("[{\"user\":\"app\",\"mode\":\"" + CANARY + "\"}]")
                        .exposeJson(Grant[].class))
                .withMessageContaining("/*/mode")
                .withMessageNotContaining(CANARY)
                .withNoCause();
    }

    @Test
    void exposeJson_timesAndOptionals_areRefusedWithAdvice() {
        assertThatExceptionOfType(SecretFormatException.class)
                .isThrownBy(() -> value("{\"since\":\"2026-01-01T00:00:00Z\"}").exposeJson(Dated.class))
                .withMessageContaining("java.time.Instant cannot be made from JSON: declare a String or a number");
        assertThatExceptionOfType(SecretFormatException.class)
                .isThrownBy(() -> value("{\"host\":\"a\"}").exposeJson(Perhaps.class))
                .withMessageContaining("java.util.Optional cannot be made from JSON");
    }

    @Test
    void typedMapper_naturalTypes_areReadAsSuch() {
        SecretValue value = value(text("rsa.pem"));

        assertThat(TypedMapper.to(String.class).map(value)).isEqualTo(text("rsa.pem"));
        assertThat(TypedMapper.to(SecretValue.class).map(value)).isSameAs(value);
        assertThat(TypedMapper.to(PemBundle.class).map(value).certificates()).hasSize(1);
        assertThat(TypedMapper.to(Grant.class).map(value("{\"user\":\"a\",\"mode\":\"READ\"}")))
                .isEqualTo(new Grant("a", Mode.READ));
    }

    @Test
    void typedMapper_typesThatCannotBeShared_areRefusedBeforeAnythingIsRead() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TypedMapper.to(byte[].class))
                .withMessageContaining("SecretValue.class")
                .withMessageContaining("exposeBytes()");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TypedMapper.to(KeyStore.class))
                .withMessageContaining("exposeKeyStore(password)");
    }

    private static SecretValue json(Map<String, Object> members) throws JsonProcessingException {
        return value(JsonMapper.builder().build().writeValueAsString(members));
    }

    private static SecretValue value(String text) {
        return SecretValue.builder("tls/server", "v1").text(text).build();
    }

    private static String text(String name) {
        return new String(file(name), StandardCharsets.UTF_8);
    }

    private static byte[] file(String name) {
        try (InputStream in = TypedValuesTest.class.getResourceAsStream("/pem/" + name)) {
            if (in == null) {
                throw new IllegalArgumentException("no test file " + name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
