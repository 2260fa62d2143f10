package io.opensesame.localkms.engine.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.gm.GMNamedCurves;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.util.test.FixedSecureRandom;
import org.junit.jupiter.api.Test;

/** The worked examples of GB/T 32918.5 on the recommended curve, annexes A.2 (signature) and C.2 (encryption). */
class Sm2KnownAnswerTest {
    private static final ECDomainParameters DOMAIN = domain();
    private static final ECPrivateKeyParameters PRIVATE_KEY = new ECPrivateKeyParameters(
            number("3945208F7B2144B13F36E38AC6D39F95889393692860B51A42FB81EF4DF7C5B8"), DOMAIN);
    private static final ECPublicKeyParameters PUBLIC_KEY =
            new ECPublicKeyParameters(DOMAIN.getG().multiply(PRIVATE_KEY.getD()), DOMAIN);
    private static final String K = "59276E27D506861A16680F3AD9C02DCCEF3CC1FA3CDBE4CE6D54B80DEAC1BC21";
    private static final byte[] E = bytes("F0B43E94BA45ACCAACE692ED534382EB17E6AB5A19CE7B31F4486FDFC0D28640");

    @Test
    void digest_isTheStandardsE() {
        byte[] message = "message digest".getBytes(StandardCharsets.US_ASCII);

        assertThat(Sm2Digest.of(PUBLIC_KEY, Sm2Digest.DEFAULT_IDENTITY, message))
                .isEqualTo(E);
    }

    @Test
    void sign_withTheStandardsK_isTheStandardsSignature() throws IOException {
        SecureRandom k = new FixedSecureRandom(bytes(K));

        byte[] signature = DigestSigner.of(KeyAlgorithm.SM2DSA).sign(PRIVATE_KEY, E, k);

        assertThat(signature)
                .isEqualTo(sequence(
                        integer("F5A03B0648D2C4630EEAC513E1BB81A15944DA3827D5B74143AC7EACEEE720B3"),
                        integer("B1B6AA29DF212FD8763182BC0D421CA1BB9038FD1F7F42D4840B69C485BBC1AA")));
        assertThat(DigestSigner.of(KeyAlgorithm.SM2DSA).verify(PUBLIC_KEY, E, signature))
                .isTrue();
    }

    @Test
    void encrypt_withTheStandardsK_isTheStandardsCiphertext() throws IOException {
        byte[] plaintext = "encryption standard".getBytes(StandardCharsets.US_ASCII);
        EncryptionScheme scheme = EncryptionScheme.of(KeyAlgorithm.SM2PKE);

        byte[] ciphertext = scheme.encrypt(PUBLIC_KEY, plaintext, new FixedSecureRandom(bytes(K)));

        assertThat(ciphertext)
                .isEqualTo(sequence(
                        integer("04EBFC718E8D1798620432268E77FEB6415E2EDE0E073C0F4F640ECD2E149A73"),
                        integer("E858F9D81E5430A57B36DAAB8F950A3C64E6EE6A63094D99283AFF767E124DF0"),
                        octets("59983C18F809E262923C53AEC295D30383B54E39D609D160AFCB1908D0BD8766"),
                        octets("21886CA989CA9C7D58087307CA93092D651EFA")));
        assertThat(scheme.decrypt(PRIVATE_KEY, ciphertext))
                .hasValueSatisfying(decrypted -> assertThat(decrypted).isEqualTo(plaintext));
    }

    private static ECDomainParameters domain() {
        X9ECParameters curve = GMNamedCurves.getByName("sm2p256v1");
        return new ECDomainParameters(curve);
    }

    private static byte[] sequence(org.bouncycastle.asn1.ASN1Encodable... members) throws IOException {
        return new DERSequence(members).getEncoded();
    }

    private static ASN1Integer integer(String hex) {
        return new ASN1Integer(number(hex));
    }

    private static DEROctetString octets(String hex) {
        return new DEROctetString(bytes(hex));
    }

    private static BigInteger number(String hex) {
        return new BigInteger(hex, 16);
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }
}
