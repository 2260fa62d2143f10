package io.opensesame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.opensesame.error.InvalidRequestException;
import io.opensesame.error.KeyUnavailableException;
import io.opensesame.error.KmsServiceException;
import io.opensesame.error.ResourceNotFoundException;
import io.opensesame.kms.crypto.AsymmetricDecryptRequest;
import io.opensesame.kms.crypto.AsymmetricEncryptRequest;
import io.opensesame.kms.crypto.AsymmetricEncryptResponse;
import io.opensesame.kms.crypto.AsymmetricSignRequest;
import io.opensesame.kms.crypto.AsymmetricVerifyRequest;
import io.opensesame.kms.crypto.DataKeySpec;
import io.opensesame.kms.crypto.DecryptRequest;
import io.opensesame.kms.crypto.EncryptRequest;
import io.opensesame.kms.crypto.EncryptResponse;
import io.opensesame.kms.crypto.EncryptionAlgorithm;
import io.opensesame.kms.crypto.EncryptionContext;
import io.opensesame.kms.crypto.ExportDataKeyRequest;
import io.opensesame.kms.crypto.GenerateAndExportDataKeyRequest;
import io.opensesame.kms.crypto.GenerateAndExportDataKeyResponse;
import io.opensesame.kms.crypto.GenerateDataKeyRequest;
import io.opensesame.kms.crypto.GenerateDataKeyResponse;
import io.opensesame.kms.crypto.GenerateDataKeyWithoutPlaintextRequest;
import io.opensesame.kms.crypto.GetPublicKeyRequest;
import io.opensesame.kms.crypto.KeySigner;
import io.opensesame.kms.crypto.ReEncryptRequest;
import io.opensesame.kms.crypto.SigningAlgorithm;
import io.opensesame.kms.crypto.WrappingAlgorithm;
import io.opensesame.kms.crypto.WrappingKeySpec;
import io.opensesame.kms.key.CreateKeyRequest;
import io.opensesame.kms.key.DisableKeyRequest;
import io.opensesame.kms.key.KeyOperations;
import io.opensesame.kms.key.KeySpec;
import io.opensesame.kms.key.KeyUsage;
import io.opensesame.kms.key.ListKeyVersionsRequest;
import io.opensesame.localkms.LocalKms;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.spec.MGF1ParameterSpec;
import java.util.Random;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The operations that encrypt, decrypt, sign and verify, over real HTTP and with real keys. */
class CryptographyIT {
    private static final EncryptionContext CONTEXT =
            EncryptionContext.of("order", "4711").with("kunde", "Müller & Söhne \"测试\"");
    private static final byte[] SECRET = "pin 1234".getBytes(StandardCharsets.UTF_8);

    private final LocalKms kms = LocalKms.start();
    private final OpenSesame sesame = TestClients.connectedTo(kms).build();
    private final KeyOperations keys = sesame.kms().keys();

    @AfterEach
    void close() {
        sesame.close();
        kms.close();
    }

    private String createKey(String spec, String usage) {
        return keys.createKey(CreateKeyRequest.builder()
                        .keySpec(KeySpec.of(spec))
                        .keyUsage(KeyUsage.of(usage))
                        .build())
                .keyMetadata()
                .keyId();
    }

    private String createKey() {
        return createKey("Aliyun_AES_256", "ENCRYPT/DECRYPT");
    }

    private String versionOf(String keyId) {
        return keys.listKeyVersions(ListKeyVersionsRequest.of(keyId))
                .versions()
                .get(0)
                .keyVersionId();
    }

    private static byte[] random(int sizeBytes) {
        byte[] bytes = new byte[sizeBytes];
        new Random(sizeBytes).nextBytes(bytes);
        return bytes;
    }

    @ParameterizedTest
    @ValueSource(strings = {"Aliyun_AES_256", "Aliyun_SM4"})
    void encrypt_theMostAndAContext_decrypts(String spec) {
        String key = createKey(spec, "ENCRYPT/DECRYPT");
        byte[] plaintext = random(6_144);

        EncryptResponse encrypted = keys.encrypt(EncryptRequest.builder()
                .keyId(key)
                .plaintext(plaintext)
                .encryptionContext(CONTEXT)
                .build());

        var decrypted = keys.decrypt(DecryptRequest.of(encrypted.ciphertextBlob(), CONTEXT));
        assertThat(decrypted.exposePlaintext()).isEqualTo(plaintext);
        assertThat(decrypted.keyId()).isEqualTo(key);
        assertThat(decrypted.keyVersionId()).isEqualTo(encrypted.keyVersionId());
    }

    @Test
    void decrypt_anotherContextOrDamage_isRefused() {
        byte[] ciphertext = keys.encrypt(EncryptRequest.builder()
                        .keyId(createKey())
                        .plaintext(SECRET)
                        .encryptionContext(CONTEXT)
                        .build())
                .ciphertextBlob();
        byte[] damaged = ciphertext.clone();
        damaged[damaged.length - 1] ^= 1;

        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> keys.decrypt(DecryptRequest.of(ciphertext)));
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> keys.decrypt(DecryptRequest.of(ciphertext, CONTEXT.with("order", "4712"))));
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> keys.decrypt(DecryptRequest.of(damaged, CONTEXT)));
    }

    @Test
    void encrypt_unknownOrDisabledKey_isRefused() {
        String key = createKey();
        keys.disableKey(DisableKeyRequest.of(key));

        assertThatExceptionOfType(KeyUnavailableException.class)
                .isThrownBy(() -> keys.encrypt(EncryptRequest.of(key, SECRET)));
        assertThatExceptionOfType(ResourceNotFoundException.class)
                .isThrownBy(() -> keys.encrypt(EncryptRequest.of("alias/nobody", SECRET)));
    }

    @Test
    void encrypt_dryRun_isAlwaysRefused() {
        EncryptRequest request = EncryptRequest.builder()
                .keyId(createKey())
                .plaintext(SECRET)
                .dryRun(true)
                .build();

        assertThatExceptionOfType(KmsServiceException.class)
                .isThrownBy(() -> keys.encrypt(request))
                .satisfies(refused -> assertThat(refused.code()).isEqualTo("DryRunOperationError"));
    }

    @Test
    void generateDataKey_anyKindOrSize_decryptsToTheSameKey() {
        String key = createKey();
        GenerateDataKeyResponse usual = keys.generateDataKey(GenerateDataKeyRequest.of(key));
        GenerateDataKeyResponse small = keys.generateDataKey(GenerateDataKeyRequest.builder()
                .keyId(key)
                .dataKeySpec(DataKeySpec.AES_128)
                .build());
        byte[] blind = keys.generateDataKeyWithoutPlaintext(GenerateDataKeyWithoutPlaintextRequest.builder()
                        .keyId(key)
                        .numberOfBytes(1_024)
                        .encryptionContext(CONTEXT)
                        .build())
                .ciphertextBlob();

        assertThat(usual.exposePlaintext())
                .hasSize(32)
                .isEqualTo(
                        keys.decrypt(DecryptRequest.of(usual.ciphertextBlob())).exposePlaintext());
        assertThat(small.exposePlaintext()).hasSize(16);
        assertThat(keys.decrypt(DecryptRequest.of(blind, CONTEXT)).exposePlaintext())
                .hasSize(1_024);
    }

    @Test
    void reEncrypt_toAnotherKeyAndContext_decryptsThere() {
        String destination = createKey();
        byte[] ciphertext = keys.encrypt(EncryptRequest.of(createKey(), SECRET)).ciphertextBlob();

        byte[] moved = keys.reEncrypt(ReEncryptRequest.builder()
                        .ciphertextBlob(ciphertext)
                        .destinationKeyId(destination)
                        .destinationEncryptionContext(CONTEXT)
                        .build())
                .ciphertextBlob();

        var decrypted = keys.decrypt(DecryptRequest.of(moved, CONTEXT));
        assertThat(decrypted.exposePlaintext()).isEqualTo(SECRET);
        assertThat(decrypted.keyId()).isEqualTo(destination);
    }

    @Test
    void reEncrypt_fromAnAsymmetricKey_decryptsByTheSymmetricOne() {
        String inbox = createKey("RSA_2048", "ENCRYPT/DECRYPT");
        byte[] ciphertext = keys.asymmetricEncrypt(AsymmetricEncryptRequest.of(
                        inbox, versionOf(inbox), EncryptionAlgorithm.RSAES_OAEP_SHA_256, SECRET))
                .ciphertextBlob();

        byte[] moved = keys.reEncrypt(ReEncryptRequest.builder()
                        .ciphertextBlob(ciphertext)
                        .destinationKeyId(createKey())
                        .asymmetricSource(inbox, versionOf(inbox), EncryptionAlgorithm.RSAES_OAEP_SHA_256)
                        .build())
                .ciphertextBlob();

        assertThat(keys.decrypt(DecryptRequest.of(moved)).exposePlaintext()).isEqualTo(SECRET);
    }

    @Test
    void exports_underAPublicKey_areTheDataKey() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2_048);
        KeyPair receiver = generator.generateKeyPair();
        GenerateAndExportDataKeyResponse made = keys.generateAndExportDataKey(GenerateAndExportDataKeyRequest.builder()
                .keyId(createKey())
                .publicKeyBlob(receiver.getPublic().getEncoded())
                .wrappingKeySpec(WrappingKeySpec.RSA_2048)
                .wrappingAlgorithm(WrappingAlgorithm.RSAES_OAEP_SHA_256)
                .build());
        byte[] exported = keys.exportDataKey(ExportDataKeyRequest.builder()
                        .ciphertextBlob(made.ciphertextBlob())
                        .publicKeyBlob(receiver.getPublic().getEncoded())
                        .wrappingKeySpec(WrappingKeySpec.RSA_2048)
                        .wrappingAlgorithm(WrappingAlgorithm.RSAES_OAEP_SHA_256)
                        .build())
                .exportedDataKey();

        byte[] dataKey = keys.decrypt(DecryptRequest.of(made.ciphertextBlob())).exposePlaintext();
        assertThat(unwrap(receiver, made.exportedDataKey())).isEqualTo(dataKey).hasSize(32);
        assertThat(unwrap(receiver, exported)).isEqualTo(dataKey);
    }

    private static byte[] unwrap(KeyPair receiver, byte[] wrapped) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("RSA/ECB/OAEPPadding");
        OAEPParameterSpec sha256 =
                new OAEPParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, PSource.PSpecified.DEFAULT);
        cipher.init(Cipher.DECRYPT_MODE, receiver.getPrivate(), sha256);
        return cipher.doFinal(wrapped);
    }

    @ParameterizedTest
    @CsvSource({
        "RSA_2048, RSA_PSS_SHA_256",
        "RSA_3072, RSA_PKCS1_SHA_256",
        "EC_P256, ECDSA_SHA_256",
        "EC_P256K, ECDSA_SHA_256",
        "EC_SM2, SM2DSA"
    })
    void signer_everyKindOfKey_signsAndVerifiesLocally(String spec, String algorithm) throws IOException {
        String key = createKey(spec, "SIGN/VERIFY");
        byte[] message = random(20_000);
        KeySigner signer = keys.signer(key, versionOf(key), SigningAlgorithm.of(algorithm));

        byte[] signature = signer.sign(message);
        byte[] ofStream = signer.sign(new ByteArrayInputStream(message));

        assertThat(signer.verifyLocally(message, signature)).isTrue();
        assertThat(signer.verifyLocally(new ByteArrayInputStream(message), ofStream))
                .isTrue();
        message[0] ^= 1;
        assertThat(signer.verifyLocally(message, signature)).isFalse();
        assertThat(signer.publicKey().getEncoded())
                .isEqualTo(keys.getPublicKey(GetPublicKeyRequest.of(key, versionOf(key)))
                        .publicKeyDer());
    }

    @Test
    void verifyLocally_kmsIsGone_goesOn() {
        String key = createKey("EC_P256", "SIGN/VERIFY");
        KeySigner signer = keys.signer(key, versionOf(key), SigningAlgorithm.ECDSA_SHA_256);
        byte[] signature = signer.sign(SECRET);
        assertThat(signer.verifyLocally(SECRET, signature)).isTrue();

        kms.close();

        assertThat(signer.verifyLocally(SECRET, signature)).isTrue();
        assertThat(signer.verifyLocally(SECRET, random(70))).isFalse();
    }

    @Test
    void asymmetricVerify_digest_agreesWithTheSigner() throws GeneralSecurityException {
        String key = createKey("RSA_2048", "SIGN/VERIFY");
        String version = versionOf(key);
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(SECRET);
        byte[] signature = keys.asymmetricSign(
                        AsymmetricSignRequest.of(key, version, SigningAlgorithm.RSA_PSS_SHA_256, digest))
                .value();

        assertThat(isValid(key, version, digest, signature)).isTrue();
        assertThat(isValid(key, version, new byte[32], signature)).isFalse();
        assertThat(keys.signer(key, version, SigningAlgorithm.RSA_PSS_SHA_256).verifyLocally(SECRET, signature))
                .isTrue();
    }

    private boolean isValid(String key, String version, byte[] digest, byte[] signature) {
        return keys.asymmetricVerify(
                        AsymmetricVerifyRequest.of(key, version, SigningAlgorithm.RSA_PSS_SHA_256, digest, signature))
                .valid();
    }

    @ParameterizedTest
    @CsvSource({"RSA_2048, RSAES_OAEP_SHA_256, 190", "RSA_3072, RSAES_OAEP_SHA_1, 342", "EC_SM2, SM2PKE, 6047"})
    void asymmetricEncrypt_theMostThatFits_decrypts(String spec, String algorithm, int sizeBytes) {
        String key = createKey(spec, "ENCRYPT/DECRYPT");
        String version = versionOf(key);
        EncryptionAlgorithm encryption = EncryptionAlgorithm.of(algorithm);

        AsymmetricEncryptResponse encrypted =
                keys.asymmetricEncrypt(AsymmetricEncryptRequest.of(key, version, encryption, random(sizeBytes)));

        assertThat(keys.asymmetricDecrypt(
                                AsymmetricDecryptRequest.of(key, version, encryption, encrypted.ciphertextBlob()))
                        .exposePlaintext())
                .isEqualTo(random(sizeBytes));
    }

    @Test
    void asymmetricEncrypt_moreThanTheKeyTakes_isRefusedByKms() {
        String key = createKey("RSA_2048", "ENCRYPT/DECRYPT");
        AsymmetricEncryptRequest tooMuch =
                AsymmetricEncryptRequest.of(key, versionOf(key), EncryptionAlgorithm.RSAES_OAEP_SHA_256, random(191));

        assertThatExceptionOfType(InvalidRequestException.class).isThrownBy(() -> keys.asymmetricEncrypt(tooMuch));
    }
}
