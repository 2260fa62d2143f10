package io.opensesame.internal.envelope.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** The building blocks of the format, with answers that are published. */
class KnownAnswerTest {
    @Test
    void hmacSha512_rfc4231Case1_fits() {
        HmacKey key = new HmacKey(Hash.SHA_512, hex("0b".repeat(20)));

        assertThat(key.mac(ascii("Hi There")))
                .containsExactly(hex("87aa7cdea5ef619d4ff0b4241a1d6cb02379f4e2ce4ec2787ad0b30545e17cde"
                        + "daa833b7d6b8a702038b274eaea3f4e4be9d914eeb61f1702e696c203a126854"));
    }

    @Test
    void hmacSha512_rfc4231Case6WithLongKey_fitsMoreThanOnce() {
        HmacKey key = new HmacKey(Hash.SHA_512, hex("aa".repeat(131)));
        byte[] expected = hex("80b24263c7c1a3ebb71493c1dd7be8b49b46d1f41b4aeec1121b013783f8f352"
                + "6b56d037e05f2598bd0fd2215d6a1e5295e64f73f63f0aec8b915a985d786598");

        byte[] first = key.mac(ascii("Test Using Larger Than Block-Size Key"), ascii(" - Hash Key First"));
        byte[] second = key.mac(ascii("Test Using Larger Than Block-Size Key - Hash Key First"));

        assertThat(first).containsExactly(expected);
        assertThat(second).containsExactly(expected);
    }

    /** The inputs of RFC 5869, A.1, which has SHA-256 for its hash, under SHA-512. */
    @Test
    void hkdfSha512_inputsOfRfc5869A1_fits() {
        HmacKey extracted = Hkdf.extract(Hash.SHA_512, hex("000102030405060708090a0b0c"), hex("0b".repeat(22)));

        byte[] expanded = Hkdf.expand(Hash.SHA_512, extracted, hex("f0f1f2f3f4f5f6f7f8f9"), 42);

        assertThat(expanded)
                .containsExactly(
                        hex("832390086cda71fb47625bb5ceb168e4c8e26a1a16ed34d9fc7fe92c1481579338da362cb8d9f925d7cb"));
    }

    @Test
    void sm3_examplesOfGbt32905_fit() {
        assertThat(Hash.SM3.newDigest().digest(ascii("abc")))
                .containsExactly(hex("66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"));
        assertThat(Hash.SM3.newDigest().digest(ascii("abcd".repeat(16))))
                .containsExactly(hex("debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732"));
    }

    @Test
    void sm4Gcm_exampleOfRfc8998_fitsBothWays() {
        FrameCipher cipher = SuiteSpec.SM4_GCM.newFrameCipher();
        FrameKey key = new FrameKey("SM4", hex("0123456789abcdeffedcba9876543210"));

        requireBothWays(
                cipher,
                key,
                hex("00001234567800000000abcd"),
                hex("feedfacedeadbeeffeedfacedeadbeefabaddad2"),
                hex("aaaaaaaaaaaaaaaabbbbbbbbbbbbbbbbccccccccccccccccdddddddddddddddd"
                        + "eeeeeeeeeeeeeeeeffffffffffffffffeeeeeeeeeeeeeeeeaaaaaaaaaaaaaaaa"),
                hex("17f399f08c67d5ee19d0dc9969c4bb7d5fd46fd3756489069157b282bb200735"
                        + "d82710ca5c22f0ccfa7cbf93d496ac15a56834cbcf98c397b4024a2691233b8d"
                        + "83de3541e4c2b58177e065a9bf7b62ec"));
    }

    @Test
    void aesGcm_testCase16OfMcGrewAndViega_fitsBothWays() {
        FrameCipher cipher = SuiteSpec.AES_256_GCM.newFrameCipher();
        FrameKey key = new FrameKey("AES", hex("feffe9928665731c6d6a8f9467308308".repeat(2)));

        requireBothWays(
                cipher,
                key,
                hex("cafebabefacedbaddecaf888"),
                hex("feedfacedeadbeeffeedfacedeadbeefabaddad2"),
                hex("d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
                        + "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39"),
                hex("522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa"
                        + "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662"
                        + "76fc6ece0f4e1768cddf8853bb2d551b"));
    }

    private static void requireBothWays(
            FrameCipher cipher, FrameKey key, byte[] nonce, byte[] associated, byte[] plaintext, byte[] sealed) {
        byte[] encrypted = new byte[sealed.length + 2];
        byte[] decrypted = new byte[plaintext.length];

        cipher.encrypt(key, nonce, associated, plaintext, 0, plaintext.length, encrypted, 1);
        boolean fits = cipher.decrypt(key, nonce, associated, sealed, 0, plaintext.length, decrypted, 0);

        assertThat(HexFormat.of().formatHex(encrypted, 1, 1 + sealed.length))
                .isEqualTo(HexFormat.of().formatHex(sealed));
        assertThat(encrypted[0]).isZero();
        assertThat(encrypted[sealed.length + 1]).isZero();
        assertThat(fits).isTrue();
        assertThat(decrypted).containsExactly(plaintext);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] hex(String hex) {
        return HexFormat.of().parseHex(hex);
    }
}
