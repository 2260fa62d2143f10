package io.opensesame.localkms.engine.certificate;

import static io.opensesame.localkms.engine.certificate.CertificateScene.base64;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Base64;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.jcajce.spec.SM2ParameterSpec;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CertificateCryptographyTest {
    private static final String ID = "CertificateId";
    private static final String TEXT = "pay 17 to the bearer";

    private final CertificateScene scene = new CertificateScene();

    @ParameterizedTest
    @CsvSource({
        "RSA_2048, RSA_PKCS1_SHA_256",
        "RSA_2048, RSA_PSS_SHA_256",
        "EC_P256,  ECDSA_SHA_256",
        "EC_SM2,   SM2DSA",
    })
    void sign_raw_isVerifiedByOthersWithTheDescribedKey(String keySpec, String algorithm) throws Exception {
        String id = scene.active(keySpec);

        ObjectNode answer = sign(id, algorithm, "RAW", base64(TEXT));

        assertThat(answer.get(ID).textValue()).isEqualTo(id);
        Signature verifier = verifier(algorithm);
        verifier.initVerify(publicKey(id));
        verifier.update(TEXT.getBytes(StandardCharsets.UTF_8));
        assertThat(verifier.verify(
                        Base64.getDecoder().decode(answer.get("SignatureValue").textValue())))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "RSA_2048, RSA_PKCS1_SHA_256",
        "RSA_2048, RSA_PSS_SHA_256",
        "EC_P256,  ECDSA_SHA_256",
    })
    void sign_digest_isVerifiedAsTheMessage(String keySpec, String algorithm) throws GeneralSecurityException {
        String id = scene.active(keySpec);
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(TEXT.getBytes(StandardCharsets.UTF_8));

        String signature = sign(id, algorithm, "DIGEST", base64(digest))
                .get("SignatureValue")
                .textValue();

        assertThat(isValid(id, algorithm, "RAW", base64(TEXT), signature)).isTrue();
        assertThat(isValid(id, algorithm, "DIGEST", base64(digest), signature)).isTrue();
        assertThat(isValid(id, algorithm, "RAW", base64(TEXT + "!"), signature)).isFalse();
        assertThat(isValid(id, algorithm, "RAW", base64(TEXT), base64("no signature")))
                .isFalse();
        assertThat(isValid(scene.active(keySpec), algorithm, "RAW", base64(TEXT), signature))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "RSA_2048, RSAES_OAEP_SHA_256, 190",
        "RSA_2048, RSAES_OAEP_SHA_1,   214",
        "EC_SM2,   SM2PKE,             6047",
    })
    void decrypt_returnsWhatWasEncrypted_upToTheLongest(String keySpec, String algorithm, int maximum) {
        String id = scene.active(keySpec);
        String plaintext = base64(new byte[maximum]);

        ObjectNode encrypted =
                scene.call("CertificatePublicKeyEncrypt", ID, id, "Algorithm", algorithm, "Plaintext", plaintext);
        String ciphertext = encrypted.get("CiphertextBlob").textValue();
        ObjectNode decrypted = decrypt(id, algorithm, ciphertext);

        assertThat(encrypted.get(ID).textValue()).isEqualTo(id);
        assertThat(decrypted.get(ID).textValue()).isEqualTo(id);
        assertThat(decrypted.get("Plaintext").textValue()).isEqualTo(plaintext);
        scene.assertInvalid(
                "Plaintext",
                "CertificatePublicKeyEncrypt",
                ID,
                id,
                "Algorithm",
                algorithm,
                "Plaintext",
                base64(new byte[maximum + 1]));
        scene.assertInvalid(
                "CiphertextBlob",
                "CertificatePrivateKeyDecrypt",
                ID,
                scene.active(keySpec),
                "Algorithm",
                algorithm,
                "CiphertextBlob",
                ciphertext);
    }

    @ParameterizedTest
    @CsvSource({
        "EC_P256,  SM2DSA",
        "EC_P256,  RSAES_OAEP_SHA_256",
        "EC_SM2,   ECDSA_SHA_256",
        "RSA_2048, RSAES_PKCS1_V1_5",
        "RSA_2048, MD5",
    })
    void algorithms_thatDontFitTheKey_areRefused(String keySpec, String algorithm) {
        String id = scene.active(keySpec);

        scene.assertInvalid(
                "Algorithm",
                "CertificatePrivateKeySign",
                ID,
                id,
                "Algorithm",
                algorithm,
                "MessageType",
                "RAW",
                "Message",
                base64(TEXT));
        scene.assertInvalid(
                "Algorithm", "CertificatePublicKeyEncrypt", ID, id, "Algorithm", algorithm, "Plaintext", base64(TEXT));
    }

    @Test
    void sign_badMessages_areRefused() {
        String id = scene.active("EC_P256");

        sign(id, "ECDSA_SHA_256", "RAW", base64(new byte[4_096]));
        assertBadMessage(id, "Message", "RAW", base64(new byte[4_097]));
        assertBadMessage(id, "Message", "DIGEST", base64(new byte[31]));
        assertBadMessage(id, "Message", "RAW", "no Base64!");
        assertBadMessage(id, "MessageType", "digest", base64(new byte[32]));
    }

    private void assertBadMessage(String id, String parameter, String messageType, String message) {
        scene.assertInvalid(
                parameter,
                "CertificatePrivateKeySign",
                ID,
                id,
                "Algorithm",
                "ECDSA_SHA_256",
                "MessageType",
                messageType,
                "Message",
                message);
    }

    private ObjectNode sign(String id, String algorithm, String messageType, String message) {
        return scene.call(
                "CertificatePrivateKeySign",
                ID,
                id,
                "Algorithm",
                algorithm,
                "MessageType",
                messageType,
                "Message",
                message);
    }

    private boolean isValid(String id, String algorithm, String messageType, String message, String signature) {
        ObjectNode answer = scene.call(
                "CertificatePublicKeyVerify",
                ID,
                id,
                "Algorithm",
                algorithm,
                "MessageType",
                messageType,
                "Message",
                message,
                "SignatureValue",
                signature);
        assertThat(answer.get("SignatureValid").isBoolean()).isTrue();
        return answer.get("SignatureValid").booleanValue();
    }

    private ObjectNode decrypt(String id, String algorithm, String ciphertext) {
        return scene.call("CertificatePrivateKeyDecrypt", ID, id, "Algorithm", algorithm, "CiphertextBlob", ciphertext);
    }

    private PublicKey publicKey(String id) throws IOException {
        String pem = scene.describe(id).get("SubjectPublicKey").textValue();
        try (PEMParser parser = new PEMParser(new StringReader(pem))) {
            return new JcaPEMKeyConverter()
                    .setProvider(TestAuthority.BOUNCY_CASTLE)
                    .getPublicKey((SubjectPublicKeyInfo) parser.readObject());
        }
    }

    private static Signature verifier(String algorithm) throws GeneralSecurityException {
        return switch (algorithm) {
            case "RSA_PKCS1_SHA_256" -> Signature.getInstance("SHA256withRSA", TestAuthority.BOUNCY_CASTLE);
            case "RSA_PSS_SHA_256" -> {
                Signature pss = Signature.getInstance("RSASSA-PSS", TestAuthority.BOUNCY_CASTLE);
                pss.setParameter(new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
                yield pss;
            }
            case "ECDSA_SHA_256" -> Signature.getInstance("SHA256withECDSA", TestAuthority.BOUNCY_CASTLE);
            default -> {
                Signature sm2 = Signature.getInstance("SM3withSM2", TestAuthority.BOUNCY_CASTLE);
                sm2.setParameter(new SM2ParameterSpec("1234567812345678".getBytes(StandardCharsets.US_ASCII)));
                yield sm2;
            }
        };
    }
}
