package io.opensesame.localkms.engine.crypto;

import static io.opensesame.localkms.engine.crypto.Wycheproof.hex;
import static io.opensesame.localkms.engine.crypto.Wycheproof.isValid;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import java.security.MessageDigest;
import java.util.Arrays;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.crypto.util.PublicKeyFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Wycheproof's vectors, forged and damaged ones included, through the code that answers the operations. */
class WycheproofTest {
    @Test
    void aesGcm() throws Throwable {
        Wycheproof.forEach(
                "aes_gcm_test.json",
                (group, test) -> checkGcm(
                        switch (group.get("keySize").intValue()) {
                            case 128 -> KeySpec.AES_128;
                            case 192 -> KeySpec.AES_192;
                            default -> KeySpec.AES_256;
                        },
                        test));
    }

    @Test
    void sm4Gcm() throws Throwable {
        Wycheproof.forEach("sm4_gcm_test.json", (group, test) -> checkGcm(KeySpec.SM4, test));
    }

    @ParameterizedTest
    @CsvSource({
        "ecdsa_secp256r1_sha256_test.json, ECDSA_SHA_256",
        "ecdsa_secp256k1_sha256_test.json, ECDSA_SHA_256",
        "rsa_pss_2048_sha256_mgf1_32_test.json, RSA_PSS_SHA_256",
    })
    void signatures(String fileName, KeyAlgorithm algorithm) throws Throwable {
        Wycheproof.forEach(fileName, (group, test) -> {
            AsymmetricKeyParameter publicKey = PublicKeyFactory.createKey(hex(group, "publicKeyDer"));
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(hex(test, "msg"));

            assertThat(DigestSigner.of(algorithm).verify(publicKey, digest, hex(test, "sig")))
                    .isEqualTo(isValid(test));
        });
    }

    /** The service has no labels, so a ciphertext with one is as wrong as any other. */
    @Test
    void rsaOaep() throws Throwable {
        Wycheproof.forEach("rsa_oaep_2048_sha256_mgf1sha256_test.json", (group, test) -> {
            AsymmetricKeyParameter privateKey = PrivateKeyFactory.createKey(hex(group, "privateKeyPkcs8"));
            EncryptionScheme scheme = EncryptionScheme.of(KeyAlgorithm.RSAES_OAEP_SHA_256);
            boolean decrypts = isValid(test) && hex(test, "label").length == 0;

            assertThat(scheme.decrypt(privateKey, hex(test, "ct"))
                            .map(plaintext -> Arrays.equals(plaintext, hex(test, "msg")))
                            .orElse(false))
                    .isEqualTo(decrypts);
        });
    }

    private static void checkGcm(KeySpec spec, JsonNode test) {
        byte[] key = hex(test, "key");
        byte[] iv = hex(test, "iv");
        byte[] aad = hex(test, "aad");
        byte[] ciphertext = concat(hex(test, "ct"), hex(test, "tag"));
        if (iv.length != SymmetricCipher.IV_BYTES) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> SymmetricCipher.decrypt(spec, key, iv, aad, ciphertext));
            return;
        }
        if (isValid(test)) {
            assertThat(SymmetricCipher.encrypt(spec, key, iv, aad, hex(test, "msg")))
                    .isEqualTo(ciphertext);
            assertThat(SymmetricCipher.decrypt(spec, key, iv, aad, ciphertext))
                    .hasValueSatisfying(plaintext -> assertThat(plaintext).isEqualTo(hex(test, "msg")));
        } else {
            assertThat(SymmetricCipher.decrypt(spec, key, iv, aad, ciphertext)).isEmpty();
        }
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] joined = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, joined, first.length, second.length);
        return joined;
    }
}
