package io.opensesame.officialclients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.aliyuncs.auth.SignatureVersion;
import com.aliyuncs.exceptions.ClientException;
import com.aliyuncs.kms.model.v20160120.AsymmetricDecryptRequest;
import com.aliyuncs.kms.model.v20160120.AsymmetricEncryptRequest;
import com.aliyuncs.kms.model.v20160120.AsymmetricSignRequest;
import com.aliyuncs.kms.model.v20160120.AsymmetricVerifyRequest;
import com.aliyuncs.kms.model.v20160120.CancelKeyDeletionRequest;
import com.aliyuncs.kms.model.v20160120.CreateAliasRequest;
import com.aliyuncs.kms.model.v20160120.CreateKeyRequest;
import com.aliyuncs.kms.model.v20160120.CreateKeyResponse;
import com.aliyuncs.kms.model.v20160120.DecryptRequest;
import com.aliyuncs.kms.model.v20160120.DecryptResponse;
import com.aliyuncs.kms.model.v20160120.DescribeKeyRequest;
import com.aliyuncs.kms.model.v20160120.DescribeKeyResponse;
import com.aliyuncs.kms.model.v20160120.DescribeRegionsRequest;
import com.aliyuncs.kms.model.v20160120.EncryptRequest;
import com.aliyuncs.kms.model.v20160120.EncryptResponse;
import com.aliyuncs.kms.model.v20160120.ExportDataKeyRequest;
import com.aliyuncs.kms.model.v20160120.GenerateDataKeyRequest;
import com.aliyuncs.kms.model.v20160120.GenerateDataKeyResponse;
import com.aliyuncs.kms.model.v20160120.GenerateDataKeyWithoutPlaintextRequest;
import com.aliyuncs.kms.model.v20160120.GetParametersForImportRequest;
import com.aliyuncs.kms.model.v20160120.GetParametersForImportResponse;
import com.aliyuncs.kms.model.v20160120.GetPublicKeyRequest;
import com.aliyuncs.kms.model.v20160120.ImportKeyMaterialRequest;
import com.aliyuncs.kms.model.v20160120.ListKeyVersionsRequest;
import com.aliyuncs.kms.model.v20160120.ScheduleKeyDeletionRequest;
import io.opensesame.localkms.LocalKms;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The classic client makes and imports keys, encrypts, decrypts, signs and verifies. */
@ParameterizedClass
@EnumSource(SignatureVersion.class)
class ClassicClientKeysIT {
    private static final OAEPParameterSpec OAEP_SHA_256 =
            new OAEPParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, PSource.PSpecified.DEFAULT);

    private final LocalKms kms = LocalKms.start();
    private final ClassicClient client;

    ClassicClientKeysIT(SignatureVersion signature) {
        this.client = new ClassicClient(kms, signature);
    }

    @AfterEach
    void close() {
        client.close();
        kms.close();
    }

    @Test
    void createKey_thenDescribeKey_tellsTheSame() throws Exception {
        CreateKeyRequest create = new CreateKeyRequest();
        create.setDescription("");
        CreateKeyResponse.KeyMetadata created = client.send(create).getKeyMetadata();

        DescribeKeyResponse.KeyMetadata described = describe(created.getKeyId());

        assertThat(described.getArn()).isEqualTo(created.getArn()).endsWith(":key/" + created.getKeyId());
        assertThat(described.getKeyState()).isEqualTo("Enabled");
        assertThat(described.getPrimaryKeyVersion()).isEqualTo(created.getPrimaryKeyVersion());
        assertThat(described.getDeletionProtection()).isEqualTo("Disabled");
    }

    @Test
    void encrypt_byAlias_decryptsWithTheContextAlone() throws Exception {
        String key = createKey("Aliyun_AES_256", "ENCRYPT/DECRYPT");
        CreateAliasRequest alias = new CreateAliasRequest();
        alias.setKeyId(key);
        alias.setAliasName("alias/orders/eu");
        client.send(alias);
        EncryptRequest encrypt = new EncryptRequest();
        encrypt.setKeyId("alias/orders/eu");
        encrypt.setPlaintext(base64("hello".getBytes(StandardCharsets.UTF_8)));
        encrypt.setEncryptionContext("{ \"b\" : \"2\", \"a\":\"1\" }");

        EncryptResponse encrypted = client.send(encrypt);
        DecryptRequest decrypt = new DecryptRequest();
        decrypt.setCiphertextBlob(encrypted.getCiphertextBlob());
        decrypt.setEncryptionContext("{\"a\":\"1\",\"b\":\"2\"}");
        DecryptResponse decrypted = client.send(decrypt);

        assertThat(decrypted.getPlaintext()).isEqualTo(encrypt.getPlaintext());
        assertThat(decrypted.getKeyId()).isEqualTo(key);
        decrypt.setEncryptionContext("{\"a\":\"1\"}");
        refused("InvalidParameter", () -> client.send(decrypt));
    }

    @Test
    void generateDataKey_andWithoutPlaintext_bothDecrypt() throws Exception {
        String key = createKey("Aliyun_SM4", "ENCRYPT/DECRYPT");
        GenerateDataKeyRequest generate = new GenerateDataKeyRequest();
        generate.setKeyId(key);
        generate.setNumberOfBytes(16);
        GenerateDataKeyWithoutPlaintextRequest hidden = new GenerateDataKeyWithoutPlaintextRequest();
        hidden.setKeyId(key);

        GenerateDataKeyResponse dataKey = client.send(generate);
        String hiddenBlob = client.send(hidden).getCiphertextBlob();

        assertThat(decrypt(dataKey.getCiphertextBlob())).isEqualTo(bytes(dataKey.getPlaintext()));
        assertThat(decrypt(hiddenBlob)).hasSize(32);
    }

    @Test
    void exportDataKey_underAPublicKey_opensWithItsPrivateKey() throws Exception {
        KeyPair pair = rsa();
        GenerateDataKeyRequest generate = new GenerateDataKeyRequest();
        generate.setKeyId(createKey("Aliyun_AES_256", "ENCRYPT/DECRYPT"));
        GenerateDataKeyResponse dataKey = client.send(generate);
        ExportDataKeyRequest export = new ExportDataKeyRequest();
        export.setCiphertextBlob(dataKey.getCiphertextBlob());
        export.setPublicKeyBlob(base64(pair.getPublic().getEncoded()));
        export.setWrappingKeySpec("RSA_2048");
        export.setWrappingAlgorithm("RSAES_OAEP_SHA_256");

        byte[] exported = bytes(client.send(export).getExportedDataKey());

        assertThat(oaep(Cipher.DECRYPT_MODE, pair.getPrivate(), exported)).isEqualTo(bytes(dataKey.getPlaintext()));
    }

    @Test
    void importKeyMaterial_wrappedByThePublicKey_enablesTheKey() throws Exception {
        CreateKeyRequest create = new CreateKeyRequest();
        create.setOrigin("EXTERNAL");
        String key = client.send(create).getKeyMetadata().getKeyId();
        assertThat(describe(key).getKeyState()).isEqualTo("PendingImport");
        GetParametersForImportRequest parameters = new GetParametersForImportRequest();
        parameters.setKeyId(key);
        parameters.setWrappingAlgorithm("RSAES_OAEP_SHA_256");
        parameters.setWrappingKeySpec("RSA_2048");
        GetParametersForImportResponse forImport = client.send(parameters);
        PublicKey wrapping = Signatures.RSA_PSS.publicKey(bytes(forImport.getPublicKey()));

        ImportKeyMaterialRequest material = new ImportKeyMaterialRequest();
        material.setKeyId(key);
        material.setImportToken(forImport.getImportToken());
        material.setEncryptedKeyMaterial(base64(oaep(Cipher.ENCRYPT_MODE, wrapping, new byte[32])));
        material.setKeyMaterialExpireUnix(0L);
        client.send(material);

        assertThat(describe(key).getKeyState()).isEqualTo("Enabled");
    }

    @ParameterizedClass
    @EnumSource(Signatures.class)
    @Nested
    class Signing {
        private final Signatures signatures;

        Signing(Signatures signatures) {
            this.signatures = signatures;
        }

        @Test
        void asymmetricSign_aDigest_verifiesHereAndAtKms() throws Exception {
            byte[] message = "an order".getBytes(StandardCharsets.UTF_8);
            String key = createKey(signatures.keySpec(), "SIGN/VERIFY");
            String version = version(key);
            byte[] publicKey = Signatures.derOf(publicKeyPem(key, version));
            AsymmetricSignRequest sign = new AsymmetricSignRequest();
            sign.setKeyId(key);
            sign.setKeyVersionId(version);
            sign.setAlgorithm(signatures.algorithm());
            sign.setDigest(base64(signatures.digest(message, publicKey)));

            String signature = client.send(sign).getValue();
            AsymmetricVerifyRequest verify = new AsymmetricVerifyRequest();
            verify.setKeyId(key);
            verify.setKeyVersionId(version);
            verify.setAlgorithm(signatures.algorithm());
            verify.setDigest(sign.getDigest());
            verify.setValue(signature);

            assertThat(signatures.verify(message, bytes(signature), publicKey)).isTrue();
            assertThat(client.send(verify).getValue()).isTrue();
            verify.setDigest(base64(new byte[32]));
            assertThat(client.send(verify).getValue()).isFalse();
        }
    }

    @Test
    void asymmetricEncrypt_withThePublicKeyHere_decryptsAtKms() throws Exception {
        String key = createKey("RSA_2048", "ENCRYPT/DECRYPT");
        String version = version(key);
        PublicKey publicKey = Signatures.RSA_PSS.publicKey(Signatures.derOf(publicKeyPem(key, version)));
        byte[] plaintext = "hello".getBytes(StandardCharsets.UTF_8);
        AsymmetricEncryptRequest encrypt = new AsymmetricEncryptRequest();
        encrypt.setKeyId(key);
        encrypt.setKeyVersionId(version);
        encrypt.setAlgorithm("RSAES_OAEP_SHA_256");
        encrypt.setPlaintext(base64(plaintext));

        String atKms = client.send(encrypt).getCiphertextBlob();
        String here = base64(oaep(Cipher.ENCRYPT_MODE, publicKey, plaintext));

        assertThat(asymmetricDecrypt(key, version, atKms)).isEqualTo(plaintext);
        assertThat(asymmetricDecrypt(key, version, here)).isEqualTo(plaintext);
    }

    @Test
    void scheduleKeyDeletion_thenCancel_makesTheKeyWorkAgain() throws Exception {
        String key = createKey("Aliyun_AES_256", "ENCRYPT/DECRYPT");
        ScheduleKeyDeletionRequest schedule = new ScheduleKeyDeletionRequest();
        schedule.setKeyId(key);
        schedule.setPendingWindowInDays(7);
        CancelKeyDeletionRequest cancel = new CancelKeyDeletionRequest();
        cancel.setKeyId(key);
        GenerateDataKeyRequest generate = new GenerateDataKeyRequest();
        generate.setKeyId(key);

        client.send(schedule);
        refused("Rejected.PendingDeletion", () -> client.send(generate));
        client.send(cancel);

        assertThat(client.send(generate).getKeyId()).isEqualTo(key);
    }

    @Test
    void describeRegions_tellsTheRegion() throws Exception {
        assertThat(client.send(new DescribeRegionsRequest()).getRegions())
                .extracting("regionId")
                .contains(kms.region());
    }

    private String createKey(String spec, String usage) throws ClientException {
        CreateKeyRequest create = new CreateKeyRequest();
        create.setKeySpec(spec);
        create.setKeyUsage(usage);
        return client.send(create).getKeyMetadata().getKeyId();
    }

    private DescribeKeyResponse.KeyMetadata describe(String key) throws ClientException {
        DescribeKeyRequest describe = new DescribeKeyRequest();
        describe.setKeyId(key);
        return client.send(describe).getKeyMetadata();
    }

    private String version(String key) throws ClientException {
        ListKeyVersionsRequest versions = new ListKeyVersionsRequest();
        versions.setKeyId(key);
        return client.send(versions).getKeyVersions().get(0).getKeyVersionId();
    }

    private String publicKeyPem(String key, String version) throws ClientException {
        GetPublicKeyRequest request = new GetPublicKeyRequest();
        request.setKeyId(key);
        request.setKeyVersionId(version);
        return client.send(request).getPublicKey();
    }

    private byte[] decrypt(String blob) throws ClientException {
        DecryptRequest decrypt = new DecryptRequest();
        decrypt.setCiphertextBlob(blob);
        return bytes(client.send(decrypt).getPlaintext());
    }

    private byte[] asymmetricDecrypt(String key, String version, String blob) throws ClientException {
        AsymmetricDecryptRequest decrypt = new AsymmetricDecryptRequest();
        decrypt.setKeyId(key);
        decrypt.setKeyVersionId(version);
        decrypt.setAlgorithm("RSAES_OAEP_SHA_256");
        decrypt.setCiphertextBlob(blob);
        return bytes(client.send(decrypt).getPlaintext());
    }

    private static void refused(String code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        ClientException.class,
                        refusal -> assertThat(refusal.getErrCode()).isEqualTo(code));
    }

    private static KeyPair rsa() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        return generator.generateKeyPair();
    }

    private static byte[] oaep(int mode, PublicKey key, byte[] input) throws Exception {
        Cipher cipher = Cipher.getInstance("RSA/ECB/OAEPPadding");
        cipher.init(mode, key, OAEP_SHA_256);
        return cipher.doFinal(input);
    }

    private static byte[] oaep(int mode, PrivateKey key, byte[] input) throws Exception {
        Cipher cipher = Cipher.getInstance("RSA/ECB/OAEPPadding");
        cipher.init(mode, key, OAEP_SHA_256);
        return cipher.doFinal(input);
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static byte[] bytes(String base64) {
        return Base64.getDecoder().decode(base64);
    }
}
