package io.opensesame.localkms.engine.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SymmetricCipherTest {
    private static final byte[] IV = new byte[SymmetricCipher.IV_BYTES];
    private static final byte[] AAD = "order=17".getBytes(StandardCharsets.UTF_8);
    private static final byte[] PLAINTEXT = "a plaintext of more than one block".getBytes(StandardCharsets.UTF_8);

    @ParameterizedTest
    @EnumSource(
            value = KeySpec.class,
            names = {"AES_256", "AES_192", "AES_128", "SM4"})
    void decrypt_anyBitFlipped_isRefused(KeySpec spec) {
        byte[] key = new byte[spec.materialBytes()];

        byte[] ciphertext = SymmetricCipher.encrypt(spec, key, IV, AAD, PLAINTEXT);

        assertThat(ciphertext).hasSize(PLAINTEXT.length + SymmetricCipher.TAG_BYTES);
        assertThat(SymmetricCipher.decrypt(spec, key, IV, AAD, ciphertext))
                .hasValueSatisfying(plaintext -> assertThat(plaintext).isEqualTo(PLAINTEXT));
        for (int bit = 0; bit < ciphertext.length * Byte.SIZE; bit++) {
            assertThat(SymmetricCipher.decrypt(spec, key, IV, AAD, flipped(ciphertext, bit)))
                    .isEmpty();
        }
        assertThat(SymmetricCipher.decrypt(spec, flipped(key, 3), IV, AAD, ciphertext))
                .isEmpty();
        assertThat(SymmetricCipher.decrypt(spec, key, flipped(IV, 90), AAD, ciphertext))
                .isEmpty();
        assertThat(SymmetricCipher.decrypt(spec, key, IV, flipped(AAD, 0), ciphertext))
                .isEmpty();
        assertThat(SymmetricCipher.decrypt(spec, key, IV, new byte[0], ciphertext))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = KeySpec.class,
            names = {"AES_256", "AES_192", "AES_128", "SM4"})
    void decrypt_lessThanATag_isRefused(KeySpec spec) {
        byte[] key = new byte[spec.materialBytes()];
        byte[] ofNothing = SymmetricCipher.encrypt(spec, key, IV, AAD, new byte[0]);

        assertThat(SymmetricCipher.decrypt(spec, key, IV, AAD, ofNothing))
                .hasValueSatisfying(plaintext -> assertThat(plaintext).isEmpty());
        assertThat(SymmetricCipher.decrypt(spec, key, IV, AAD, new byte[15])).isEmpty();
        assertThat(SymmetricCipher.decrypt(spec, key, IV, AAD, new byte[0])).isEmpty();
    }

    /** Test cases 13 and 14 of the GCM specification (McGrew and Viega). */
    @Test
    void encrypt_aes256_isTheSpecifications() {
        byte[] key = new byte[32];

        assertThat(SymmetricCipher.encrypt(KeySpec.AES_256, key, IV, new byte[0], new byte[0]))
                .isEqualTo(hex("530f8afbc74536b9a963b4f1c4cb738b"));
        assertThat(SymmetricCipher.encrypt(KeySpec.AES_256, key, IV, new byte[0], new byte[16]))
                .isEqualTo(hex("cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919"));
    }

    /** The example of RFC 8998, A.1. */
    @Test
    void encrypt_sm4_isTheSpecifications() {
        byte[] plaintext = hex("aaaaaaaaaaaaaaaabbbbbbbbbbbbbbbbccccccccccccccccdddddddddddddddd"
                + "eeeeeeeeeeeeeeeeffffffffffffffffeeeeeeeeeeeeeeeeaaaaaaaaaaaaaaaa");

        byte[] ciphertext = SymmetricCipher.encrypt(
                KeySpec.SM4,
                hex("0123456789abcdeffedcba9876543210"),
                hex("00001234567800000000abcd"),
                hex("feedfacedeadbeeffeedfacedeadbeefabaddad2"),
                plaintext);

        assertThat(ciphertext)
                .isEqualTo(hex("17f399f08c67d5ee19d0dc9969c4bb7d5fd46fd3756489069157b282bb200735"
                        + "d82710ca5c22f0ccfa7cbf93d496ac15a56834cbcf98c397b4024a2691233b8d"
                        + "83de3541e4c2b58177e065a9bf7b62ec"));
    }

    @Test
    void encrypt_wrongLengths_areRefusedWithTheRule() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SymmetricCipher.encrypt(KeySpec.AES_256, new byte[16], IV, AAD, PLAINTEXT))
                .withMessage("a key of Aliyun_AES_256 has 32 bytes; this one has 16");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SymmetricCipher.encrypt(KeySpec.SM4, new byte[16], new byte[16], AAD, PLAINTEXT))
                .withMessage("an initialization vector has 12 bytes; this one has 16");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SymmetricCipher.decrypt(KeySpec.RSA_2048, new byte[16], IV, AAD, PLAINTEXT))
                .withMessageContaining("RSA_2048");
    }

    private static byte[] flipped(byte[] bytes, int bit) {
        byte[] copy = bytes.clone();
        copy[bit / Byte.SIZE] ^= (byte) (1 << (bit % Byte.SIZE));
        return copy;
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }
}
