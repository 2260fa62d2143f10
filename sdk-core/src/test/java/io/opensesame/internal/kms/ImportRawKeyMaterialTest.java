package io.opensesame.internal.kms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opensesame.error.KmsTransportException;
import io.opensesame.internal.http.RpcCall;
import io.opensesame.kms.key.ImportOptions;
import io.opensesame.kms.key.ImportWrapping;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.gm.GMNamedCurves;
import org.bouncycastle.asn1.gm.GMObjectIdentifiers;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.engines.SM2Engine;
import org.bouncycastle.crypto.generators.ECKeyPairGenerator;
import org.bouncycastle.crypto.params.ECKeyGenerationParameters;
import org.bouncycastle.crypto.params.ECNamedDomainParameters;
import org.bouncycastle.crypto.util.SubjectPublicKeyInfoFactory;
import org.bouncycastle.util.BigIntegers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImportRawKeyMaterialTest {
    private static final byte[] MATERIAL = material(32);
    private static final KeyPair RSA = rsa(2_048);

    private byte[] publicKey = RSA.getPublic().getEncoded();

    private final FakeTransport transport =
            new FakeTransport(call -> call.action().equals("GetParametersForImport")
                    ? "{\"KeyId\":\"key-1\",\"ImportToken\":\"dG9rZW4=\",\"PublicKey\":\""
                            + Base64.getEncoder().encodeToString(publicKey)
                            + "\",\"TokenExpireTime\":\"2024-01-09T10:50:05Z\",\"RequestId\":\"r-1\"}"
                    : "{\"RequestId\":\"r-2\"}");

    private static byte[] material(int size) {
        byte[] material = new byte[size];
        for (int i = 0; i < size; i++) {
            material[i] = (byte) (i + 1);
        }
        return material;
    }

    private static KeyPair rsa(int bits) {
        return generate("RSA", generator -> generator.initialize(bits));
    }

    private interface Setting {
        void set(KeyPairGenerator generator) throws GeneralSecurityException;
    }

    private static KeyPair generate(String algorithm, Setting setting) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            setting.set(generator);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ImportOptions by(ImportWrapping wrapping) {
        return ImportOptions.builder().wrapping(wrapping).build();
    }

    private byte[] sentMaterial() {
        return Base64.getDecoder().decode(transport.calls().get(1).parameters().get("EncryptedKeyMaterial"));
    }

    private static byte[] decrypt(String padding, @Nullable AlgorithmParameterSpec parameters, byte[] ciphertext)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("RSA/ECB/" + padding);
        cipher.init(Cipher.DECRYPT_MODE, RSA.getPrivate(), parameters);
        return cipher.doFinal(ciphertext);
    }

    private static OAEPParameterSpec oaep(String hash) {
        return new OAEPParameterSpec(hash, "MGF1", new MGF1ParameterSpec(hash), PSource.PSpecified.DEFAULT);
    }

    @Test
    void importRawKeyMaterial_defaults_importsForGoodUnderOaepOfSha256() throws GeneralSecurityException {
        byte[] material = MATERIAL.clone();

        assertThat(transport
                        .client()
                        .keys()
                        .importRawKeyMaterial("key-1", material)
                        .requestId())
                .isEqualTo("r-2");

        RpcCall parameters = transport.calls().get(0);
        RpcCall sent = transport.calls().get(1);
        assertThat(transport.calls()).hasSize(2);
        assertThat(parameters.parameters())
                .isEqualTo(Map.of(
                        "KeyId", "key-1", "WrappingAlgorithm", "RSAES_OAEP_SHA_256", "WrappingKeySpec", "RSA_2048"));
        assertThat(sent.action()).isEqualTo("ImportKeyMaterial");
        assertThat(sent.confidential()).isTrue();
        assertThat(sent.parameters())
                .containsEntry("KeyId", "key-1")
                .containsEntry("ImportToken", "dG9rZW4=")
                .containsEntry("KeyMaterialExpireUnix", "0");
        assertThat(decrypt("OAEPPadding", oaep("SHA-256"), sentMaterial())).isEqualTo(MATERIAL);
        assertThat(material).as("is the caller's to wipe").isEqualTo(MATERIAL);
    }

    @Test
    void importRawKeyMaterial_expiry_isSent() {
        Instant expiry = Instant.parse("2026-12-31T00:00:00Z");

        transport
                .client()
                .keys()
                .importRawKeyMaterial(
                        "key-1",
                        MATERIAL,
                        ImportOptions.builder().expiresAt(expiry).build());

        assertThat(transport.calls().get(1).parameters())
                .containsEntry("KeyMaterialExpireUnix", Long.toString(expiry.getEpochSecond()));
    }

    @Test
    void importRawKeyMaterial_otherRsaWays_decryptByTheirOwnPadding() throws GeneralSecurityException {
        transport.client().keys().importRawKeyMaterial("key-1", MATERIAL, by(ImportWrapping.RSAES_OAEP_SHA_1));
        assertThat(decrypt("OAEPPadding", oaep("SHA-1"), sentMaterial())).isEqualTo(MATERIAL);

        transport.calls().clear();
        transport.client().keys().importRawKeyMaterial("key-1", MATERIAL, by(ImportWrapping.RSAES_PKCS1_V1_5));
        assertThat(decrypt("PKCS1Padding", null, sentMaterial())).isEqualTo(MATERIAL);
    }

    @Test
    void importRawKeyMaterial_sm2_decryptsFromTheStructureOfGmt0009() throws Exception {
        AsymmetricCipherKeyPair sm2 = sm2();
        publicKey = SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(sm2.getPublic())
                .getEncoded();

        transport.client().keys().importRawKeyMaterial("key-1", material(16), by(ImportWrapping.SM2PKE));

        assertThat(transport.calls().get(0).parameters())
                .containsEntry("WrappingAlgorithm", "SM2PKE")
                .containsEntry("WrappingKeySpec", "EC_SM2");
        ASN1Sequence parts = ASN1Sequence.getInstance(sentMaterial());
        byte[] joined = new byte[65 + 32 + 16];
        joined[0] = 4;
        put(joined, 1, BigIntegers.asUnsignedByteArray(32, integer(parts, 0)));
        put(joined, 33, BigIntegers.asUnsignedByteArray(32, integer(parts, 1)));
        put(joined, 65, ASN1OctetString.getInstance(parts.getObjectAt(2)).getOctets());
        put(joined, 97, ASN1OctetString.getInstance(parts.getObjectAt(3)).getOctets());
        SM2Engine engine = new SM2Engine(SM2Engine.Mode.C1C3C2);
        engine.init(false, sm2.getPrivate());
        assertThat(parts.size()).isEqualTo(4);
        assertThat(engine.processBlock(joined, 0, joined.length)).isEqualTo(material(16));
    }

    private static AsymmetricCipherKeyPair sm2() {
        ECKeyPairGenerator generator = new ECKeyPairGenerator();
        generator.init(new ECKeyGenerationParameters(
                new ECNamedDomainParameters(GMObjectIdentifiers.sm2p256v1, GMNamedCurves.getByName("sm2p256v1")),
                new SecureRandom()));
        return generator.generateKeyPair();
    }

    private static BigInteger integer(ASN1Sequence sequence, int index) {
        return ASN1Integer.getInstance(sequence.getObjectAt(index)).getPositiveValue();
    }

    private static void put(byte[] target, int at, byte[] part) {
        System.arraycopy(part, 0, target, at, part.length);
    }

    @ParameterizedTest
    @CsvSource({
        "RSAES_OAEP_SHA_256, RSA_2048, 190",
        "RSAES_OAEP_SHA_1, RSA_2048, 214",
        "RSAES_PKCS1_V1_5, RSA_2048, 245"
    })
    void importRawKeyMaterial_asMuchAsFits_isTaken(String algorithm, String keySpec, int most) {
        ImportOptions options = by(ImportWrapping.of(algorithm, keySpec));

        transport.client().keys().importRawKeyMaterial("key-1", new byte[most], options);

        assertThat(sentMaterial()).hasSize(256);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> transport.client().keys().importRawKeyMaterial("key-1", new byte[most + 1], options))
                .withMessage("key material has 1 to " + most + " bytes by " + algorithm + " under RSA_2048; got "
                        + (most + 1));
        assertThat(transport.calls()).hasSize(2);
    }

    @Test
    void importRawKeyMaterial_badInput_isToldBeforeAnyCall() {
        var keys = transport.client().keys();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> keys.importRawKeyMaterial("key-1", new byte[0]))
                .withMessageContaining("1 to 190 bytes by RSAES_OAEP_SHA_256 under RSA_2048; got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> keys.importRawKeyMaterial("key-1", new byte[6_048], by(ImportWrapping.SM2PKE)))
                .withMessageContaining("1 to 6047 bytes");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> keys.importRawKeyMaterial("alias/orders", MATERIAL))
                .withMessageContaining("not an alias");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        keys.importRawKeyMaterial("key-1", MATERIAL, by(ImportWrapping.of("RSA_AES_WRAP", "RSA_4096"))))
                .withMessageContaining("RSAES_OAEP_SHA_256 under RSA_2048")
                .withMessageContaining("not by RSA_AES_WRAP under RSA_4096; encrypt it elsewhere");
        assertThat(transport.calls()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"RSAES_OAEP_SHA_256", "SM2PKE"})
    void importRawKeyMaterial_publicKeyOfAnotherKind_sendsNothing(String algorithm) {
        ImportWrapping wrapping =
                algorithm.equals("SM2PKE") ? ImportWrapping.SM2PKE : ImportWrapping.RSAES_OAEP_SHA_256;
        List<byte[]> unusable = List.of(
                new byte[] {1, 2, 3},
                rsa(1_024).getPublic().getEncoded(),
                generate("EC", generator -> generator.initialize(new ECGenParameterSpec("secp256r1")))
                        .getPublic()
                        .getEncoded());
        for (byte[] key : unusable) {
            publicKey = key;
            transport.calls().clear();

            assertThatThrownBy(() -> transport.client().keys().importRawKeyMaterial("key-1", MATERIAL, by(wrapping)))
                    .isInstanceOf(KmsTransportException.class)
                    .hasMessageStartingWith(
                            "GetParametersForImport at kms.example.com was answered, but its public key")
                    .hasMessageEndingWith("No key material was sent");
            assertThat(transport.calls()).hasSize(1);
        }
    }
}
