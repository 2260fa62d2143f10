package io.opensesame.internal.kms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.opensesame.internal.http.RpcCall;
import io.opensesame.kms.crypto.KeySigner;
import io.opensesame.kms.crypto.SigningAlgorithm;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class ClientKeySignerTest {
    private static final byte[] MESSAGE = "message digest".getBytes(StandardCharsets.US_ASCII);

    /** The key, message and digest of GB/T 32918.5-2017, annex A.2. */
    private static final byte[] SM2_KEY = HexFormat.of()
            .parseHex("3059301306072a8648ce3d020106082a811ccf5501822d03420004"
                    + "09f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020"
                    + "ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13");

    private static final String SM2_DIGEST = "f0b43e94ba45accaace692ed534382eb17e6ab5a19ce7b31f4486fdfc0d28640";

    private final KeyPair pair = p256();

    /** Signs the digests that it is sent, as KMS does. */
    private final FakeTransport kms = new FakeTransport(this::answer);

    private final KeySigner signer = kms.client().keys().signer("alias/orders", "v-1", SigningAlgorithm.ECDSA_SHA_256);

    private static KeyPair p256() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private String answer(RpcCall call) {
        return call.action().equals("GetPublicKey")
                ? publicKey(pair.getPublic().getEncoded())
                : signature(sign(Base64.getDecoder().decode(call.parameters().get("Digest"))));
    }

    private static String publicKey(byte[] der) {
        return "{\"KeyId\":\"k\",\"KeyVersionId\":\"v-1\",\"PublicKey\":\"-----BEGIN PUBLIC KEY-----\\n"
                + Base64.getEncoder().encodeToString(der) + "\\n-----END PUBLIC KEY-----\\n\"}";
    }

    private static String signature(byte[] value) {
        return "{\"KeyId\":\"k\",\"KeyVersionId\":\"v-1\",\"Value\":\""
                + Base64.getEncoder().encodeToString(value) + "\"}";
    }

    private byte[] sign(byte[] digest) {
        try {
            Signature signature = Signature.getInstance("NONEwithECDSA");
            signature.initSign(pair.getPrivate());
            signature.update(digest);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void sign_message_sendsItsSha256Alone() throws Exception {
        byte[] signature = signer.sign(MESSAGE);

        byte[] digest = MessageDigest.getInstance("SHA-256").digest(MESSAGE);
        assertThat(kms.onlyCall().action()).isEqualTo("AsymmetricSign");
        assertThat(kms.onlyCall().parameters())
                .containsEntry("KeyId", "alias/orders")
                .containsEntry("KeyVersionId", "v-1")
                .containsEntry("Algorithm", "ECDSA_SHA_256")
                .containsEntry("Digest", Base64.getEncoder().encodeToString(digest))
                .hasSize(4);
        assertThat(signer.verifyLocally(MESSAGE, signature)).isTrue();
    }

    @Test
    void sign_stream_isAsOfTheWhole() throws IOException {
        byte[] large = new byte[50_000];
        byte[] signature = signer.sign(new ByteArrayInputStream(large));

        assertThat(signer.verifyLocally(large, signature)).isTrue();
        assertThat(signer.verifyLocally(new ByteArrayInputStream(large), signature))
                .isTrue();
    }

    @Test
    void verifyLocally_manyTimes_fetchesThePublicKeyOnceAndAsksNothingElse() {
        byte[] signature = sign(new byte[32]);

        assertThat(signer.verifyLocally(MESSAGE, signature)).isFalse();
        assertThat(signer.verifyLocally(MESSAGE, new byte[0])).isFalse();
        assertThat(signer.publicKey()).isEqualTo(pair.getPublic());

        assertThat(kms.onlyCall().action()).isEqualTo("GetPublicKey");
    }

    @Test
    void sign_sm2_digestsWithThePublicKey() {
        FakeTransport sm2 = new FakeTransport(
                call -> call.action().equals("GetPublicKey") ? publicKey(SM2_KEY) : signature(new byte[] {1}));

        byte[] signature =
                sm2.client().keys().signer("k", "v-1", SigningAlgorithm.SM2DSA).sign(MESSAGE);

        byte[] digest = HexFormat.of().parseHex(SM2_DIGEST);
        assertThat(signature).containsExactly(1);
        assertThat(sm2.calls()).extracting(RpcCall::action).containsExactly("GetPublicKey", "AsymmetricSign");
        assertThat(sm2.calls().get(1).parameters())
                .containsEntry("Digest", Base64.getEncoder().encodeToString(digest));
    }

    @Test
    void verifyLocally_algorithmOfAnotherKey_isRefused() {
        KeySigner wrong = kms.client().keys().signer("k", "v-1", SigningAlgorithm.RSA_PSS_SHA_256);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> wrong.verifyLocally(MESSAGE, new byte[256]))
                .withMessageContaining("EC_P256 has no signatures of RSA_PSS_SHA_256");
    }

    @Test
    void signer_badArguments_areRefusedBeforeAnyCall() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> kms.client().keys().signer("", "v", SigningAlgorithm.SM2DSA))
                .withMessageContaining("a key's id must not be empty");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> kms.client().keys().signer("k", "v", SigningAlgorithm.of("EDDSA")))
                .withMessageContaining("got EDDSA");
        assertThat(kms.calls()).isEmpty();
    }

    @Test
    void sign_streamThatCannotBeRead_isNotSent() throws IOException {
        InputStream broken = InputStream.nullInputStream();
        broken.close();

        assertThatExceptionOfType(IOException.class).isThrownBy(() -> signer.sign(broken));
        assertThat(kms.calls()).isEmpty();
    }
}
