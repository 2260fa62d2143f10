package io.opensesame.internal.verification;

import static org.assertj.core.api.Assertions.assertThat;

import io.opensesame.kms.crypto.SigningAlgorithm;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERSequence;
import org.junit.jupiter.api.Test;

/** The example of GB/T 32918.5-2017 (GM/T 0003.5), annex A.2, on the recommended curve. */
class Sm2VerificationKeyTest {
    private static final String POINT = "09f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020"
            + "ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13";
    private static final byte[] KEY =
            HexFormat.of().parseHex("3059301306072a8648ce3d020106082a811ccf5501822d03420004" + POINT);
    private static final String DIGEST = "f0b43e94ba45accaace692ed534382eb17e6ab5a19ce7b31f4486fdfc0d28640";
    private static final String R = "f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3";
    private static final String S = "b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa";

    private final VerificationKey key = VerificationKey.of(SigningAlgorithm.SM2DSA, KEY);

    private static InputStream message() {
        return new ByteArrayInputStream("message digest".getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] signature(String r, String s) throws IOException {
        ASN1EncodableVector numbers = new ASN1EncodableVector();
        numbers.add(new ASN1Integer(new BigInteger(r, 16)));
        numbers.add(new ASN1Integer(new BigInteger(s, 16)));
        return new DERSequence(numbers).getEncoded();
    }

    @Test
    void digest_publishedExample_isTheNumberE() throws IOException {
        assertThat(key.digest(message())).asHexString().isEqualToIgnoringCase(DIGEST);
    }

    @Test
    void verify_publishedExample_isRight() throws IOException {
        assertThat(key.verify(message(), signature(R, S))).isTrue();
    }

    @Test
    void verify_anotherMessageOrSignature_isWrong() throws IOException {
        assertThat(key.verify(InputStream.nullInputStream(), signature(R, S))).isFalse();
        assertThat(key.verify(message(), signature(S, R))).isFalse();
        assertThat(key.verify(message(), signature("0", S))).isFalse();
    }

    @Test
    void verify_malformedSignature_isWrong() throws IOException {
        assertThat(key.verify(message(), new byte[0])).isFalse();
        assertThat(key.verify(message(), new byte[] {2, 1, 1})).isFalse();
        assertThat(key.verify(message(), HexFormat.of().parseHex(R + S))).isFalse();
    }

    @Test
    void publicKey_sm2_isTheEncodingForOtherLibraries() {
        assertThat(key.publicKey().getEncoded()).isEqualTo(KEY);
        assertThat(key.publicKey().getFormat()).isEqualTo("X.509");
        assertThat(key.publicKey())
                .isEqualTo(VerificationKey.of(SigningAlgorithm.SM2DSA, KEY).publicKey());
    }
}
