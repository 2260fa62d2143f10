package io.opensesame.localkms.engine.key;

import static io.opensesame.localkms.engine.RefusalAssert.assertInvalid;
import static io.opensesame.localkms.engine.RefusalAssert.assertMissing;
import static io.opensesame.localkms.engine.RefusalAssert.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.opensesame.localkms.engine.TestKms;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AsymmetricOperationsTest {
    private static final byte[] MESSAGE = {1, 2, 3};

    private final TestKms kms = new TestKms();

    @ParameterizedTest
    @CsvSource({"RSA_2048, RSA_PKCS1_SHA_256, RSA, SHA256withRSA", "EC_P256, ECDSA_SHA_256, EC, SHA256withECDSA"})
    void signature_verifiesByTheJdk_withThePublicKeyOfGetPublicKey(
            String spec, String algorithm, String keyFactory, String jdkAlgorithm) throws Exception {
        String id = create(spec, "SIGN/VERIFY");

        JsonNode signed = use("AsymmetricSign", id, algorithm, "Digest", digest());

        Signature verifier = Signature.getInstance(jdkAlgorithm);
        verifier.initVerify(publicKey(keyFactory, id));
        verifier.update(MESSAGE);
        assertThat(verifier.verify(
                        Base64.getDecoder().decode(signed.get("Value").textValue())))
                .isTrue();
        assertThat(signed.get("KeyId").textValue()).isEqualTo(id);
        assertThat(signed.get("KeyVersionId").textValue()).isEqualTo(version(id));
    }

    @ParameterizedTest
    @CsvSource({"EC_P256, ECDSA_SHA_256", "EC_P256K, ECDSA_SHA_256", "EC_SM2, SM2DSA", "RSA_2048, RSA_PSS_SHA_256"})
    void asymmetricVerify_tellsRightFromWrong_withoutAnError(String spec, String algorithm) throws Exception {
        String id = create(spec, "SIGN/VERIFY");
        String value = use("AsymmetricSign", id, algorithm, "Digest", digest())
                .get("Value")
                .textValue();

        JsonNode right = use("AsymmetricVerify", id, algorithm, "Digest", digest(), "Value", value);
        JsonNode wrong = use("AsymmetricVerify", id, algorithm, "Digest", KeyScene.DIGEST, "Value", value);
        JsonNode garbage = use("AsymmetricVerify", id, algorithm, "Digest", digest(), "Value", "AAAA");

        assertThat(right.get("Value").isBoolean()).isTrue();
        assertThat(right.get("Value").booleanValue()).isTrue();
        assertThat(wrong.get("Value").booleanValue()).isFalse();
        assertThat(garbage.get("Value").booleanValue()).isFalse();
    }

    @Test
    void signatures_ofAnOldVersion_stillVerifyByIt() throws Exception {
        String id = create("EC_P256", "SIGN/VERIFY");
        String first = version(id);
        String value = use("AsymmetricSign", id, "ECDSA_SHA_256", "Digest", digest())
                .get("Value")
                .textValue();
        kms.clock.advance(Duration.ofDays(7));
        String second = kms.call("CreateKeyVersion", "KeyId", id)
                .at("/KeyVersion/KeyVersionId")
                .textValue();
        Map<String, String> verification = TestKms.parameters(
                "KeyId", id, "KeyVersionId", first, "Algorithm", "ECDSA_SHA_256", "Digest", digest(), "Value", value);

        assertThat(verified(verification)).isTrue();
        verification.put("KeyVersionId", second);
        assertThat(verified(verification)).isFalse();
        verification.put("KeyVersionId", version(create("EC_P256", "SIGN/VERIFY")));
        assertRefused(kms.refused("AsymmetricVerify", verification, TestKms.ROOT), 404, "Forbidden.KeyVersionNotFound");
    }

    @ParameterizedTest
    @CsvSource({
        "RSA_2048, RSAES_OAEP_SHA_256, 190, 256",
        "RSA_2048, RSAES_OAEP_SHA_1, 214, 256",
        "EC_SM2, SM2PKE, 6047, 0"
    })
    void asymmetricEncrypt_upToTheLongestPlaintext_decrypts(String spec, String algorithm, int longest, int size) {
        String id = create(spec, "ENCRYPT/DECRYPT");
        String plaintext = Base64.getEncoder().encodeToString(new byte[longest]);

        String blob = use("AsymmetricEncrypt", id, algorithm, "Plaintext", plaintext)
                .get("CiphertextBlob")
                .textValue();

        JsonNode decrypted = use("AsymmetricDecrypt", id, algorithm, "CiphertextBlob", blob);
        assertThat(decrypted.get("Plaintext").textValue()).isEqualTo(plaintext);
        assertThat(TestKms.fieldNames(decrypted)).containsExactly("KeyId", "KeyVersionId", "Plaintext");
        if (size > 0) {
            assertThat(Base64.getDecoder().decode(blob)).hasSize(size);
        }
        assertInvalid(
                kms.refused(
                        "AsymmetricEncrypt",
                        parameters(
                                id, algorithm, "Plaintext", Base64.getEncoder().encodeToString(new byte[longest + 1])),
                        TestKms.ROOT),
                "Plaintext");
        assertInvalid(
                kms.refused("AsymmetricDecrypt", parameters(id, algorithm, "CiphertextBlob", plaintext), TestKms.ROOT),
                "CiphertextBlob");
    }

    @ParameterizedTest
    @ValueSource(strings = {"KeyId", "KeyVersionId", "Algorithm", "Digest"})
    void asymmetricSign_withoutAParameter_isRefused(String parameter) {
        Map<String, String> parameters =
                parameters(create("EC_P256", "SIGN/VERIFY"), "ECDSA_SHA_256", "Digest", KeyScene.DIGEST);
        parameters.remove(parameter);

        assertMissing(kms.refused("AsymmetricSign", parameters, TestKms.ROOT), parameter);
    }

    @ParameterizedTest
    @ValueSource(ints = {31, 33, 64})
    void digest_ofAnotherLength_isInvalid(int length) {
        String digest = Base64.getEncoder().encodeToString(new byte[length]);
        String id = create("EC_P256", "SIGN/VERIFY");

        assertInvalid(
                kms.refused("AsymmetricSign", parameters(id, "ECDSA_SHA_256", "Digest", digest), TestKms.ROOT),
                "Digest");
        assertInvalid(
                kms.refused(
                        "AsymmetricVerify",
                        parameters(id, "ECDSA_SHA_256", "Digest", digest, "Value", "AAAA"),
                        TestKms.ROOT),
                "Digest");
    }

    @Test
    void getPublicKey_byAlias_namesTheKeyAndIsAlwaysTheSame() {
        String id = create("EC_SM2", "ENCRYPT/DECRYPT");
        kms.call("CreateAlias", "KeyId", id, "AliasName", "alias/a");

        JsonNode answer = kms.call("GetPublicKey", "KeyId", "alias/a", "KeyVersionId", version(id));

        assertThat(answer.get("KeyId").textValue()).isEqualTo(id);
        assertThat(answer.get("PublicKey").textValue()).startsWith("-----BEGIN PUBLIC KEY-----\n");
        assertThat(kms.call("GetPublicKey", "KeyId", id, "KeyVersionId", version(id)))
                .isEqualTo(answer);
        assertRefused(
                kms.refused("GetPublicKey", "KeyId", id, "KeyVersionId", "x"), 404, "Forbidden.KeyVersionNotFound");
    }

    @ParameterizedTest
    @CsvSource({
        "AsymmetricSign:ECDSA_SHA_256, EC_P256/S",
        "AsymmetricVerify:ECDSA_SHA_256, EC_P256/S",
        "AsymmetricEncrypt:SM2PKE, EC_SM2/E",
        "AsymmetricDecrypt:SM2PKE, EC_SM2/E",
        "GetPublicKey, EC_P256/S"
    })
    void dryRun_alwaysFails(String operation, String kind) {
        KeyScene scene = new KeyScene(new KeyKind(kind));
        Map<String, String> parameters = new LinkedHashMap<>(scene.parameters(operation));
        parameters.put("DryRun", "true");

        assertThat(scene.outcome(operation, parameters)).isEqualTo("DryRunOperationError");
        parameters.put("KeyVersionId", "x");
        assertThat(scene.outcome(operation, parameters)).isEqualTo("ValidationError");
    }

    @Test
    @Timeout(60)
    void firstUse_byManyThreads_makesOneKeyPair() throws Exception {
        String id = create("RSA_2048", "SIGN/VERIFY");
        String version = version(id);
        Callable<String> read = () -> kms.call("GetPublicKey", "KeyId", id, "KeyVersionId", version)
                .get("PublicKey")
                .textValue();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<String> seen = new ArrayList<>();
            for (Future<String> key : threads.invokeAll(List.of(read, read, read, read))) {
                seen.add(key.get());
            }

            assertThat(seen).hasSize(4).containsOnly(seen.get(0));
        } finally {
            threads.shutdownNow();
        }
    }

    private JsonNode use(String action, String id, String algorithm, String... namesAndValues) {
        return kms.engine.perform(action, parameters(id, algorithm, namesAndValues), TestKms.ROOT);
    }

    private boolean verified(Map<String, String> parameters) {
        return kms.engine
                .perform("AsymmetricVerify", parameters, TestKms.ROOT)
                .get("Value")
                .booleanValue();
    }

    private Map<String, String> parameters(String id, String algorithm, String... namesAndValues) {
        Map<String, String> parameters = TestKms.parameters(namesAndValues);
        parameters.put("KeyId", id);
        parameters.put("KeyVersionId", version(id));
        parameters.put("Algorithm", algorithm);
        return parameters;
    }

    private PublicKey publicKey(String keyFactory, String id) throws Exception {
        String pem = kms.call("GetPublicKey", "KeyId", id, "KeyVersionId", version(id))
                .get("PublicKey")
                .textValue();
        String body = pem.replaceAll("-----[A-Z ]+-----|\\s", "");
        return KeyFactory.getInstance(keyFactory)
                .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(body)));
    }

    private String create(String spec, String usage) {
        return kms.call("CreateKey", "KeySpec", spec, "KeyUsage", usage)
                .at("/KeyMetadata/KeyId")
                .textValue();
    }

    private String version(String id) {
        return kms.call("ListKeyVersions", "KeyId", id)
                .at("/KeyVersions/KeyVersion/0/KeyVersionId")
                .textValue();
    }

    private static String digest() throws Exception {
        return Base64.getEncoder()
                .encodeToString(MessageDigest.getInstance("SHA-256").digest(MESSAGE));
    }
}
