package io.opensesame.pem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Security;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.EncryptedPrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.EncryptionScheme;
import org.bouncycastle.asn1.pkcs.KeyDerivationFunc;
import org.bouncycastle.asn1.pkcs.PBES2Parameters;
import org.bouncycastle.asn1.pkcs.PBKDF2Params;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The files under {@code pem/} were made by OpenSSL 3.0: a root that signed an intermediate that signed a leaf for each
 * of three keys (RSA 2048, EC P-384, Ed25519), each key in every form that OpenSSL writes it in, under the passphrase
 * {@code open-sesame} where it is encrypted.
 */
class PemBundleTest {
    private static final char[] PASSPHRASE = "open-sesame".toCharArray();

    @ParameterizedTest
    @CsvSource({
        "rsa, rsa.pkcs8.key",
        "rsa, rsa.pkcs1.key",
        "rsa, rsa.encrypted.key",
        "rsa, rsa.pbes1.key",
        "ec, ec.pkcs8.key",
        "ec, ec.sec1.key",
        "ec, ec.encrypted.key",
        "ed25519, ed25519.pkcs8.key",
        "ed25519, ed25519.encrypted.key"
    })
    void parse_everyFormOfAKey_belongsToItsCertificate(String leaf, String keyFile) {
        PemBundle bundle = PemBundle.parse(file(leaf + ".pem") + file(keyFile), PASSPHRASE);

        assertThat(sameNumbers(bundle, PemBundle.parse(file(leaf + ".pkcs8.key"))))
                .isTrue();
        assertThat(names(bundle.chain())).containsExactly("CN=" + leaf + ".example");
    }

    @Test
    void parse_anyOrder_chainLeadsFromTheLeafToTheRoot() {
        List<String> parts =
                new ArrayList<>(List.of(file("root.pem"), file("inter.pem"), file("rsa.pem"), file("rsa.pkcs1.key")));
        for (int seed = 0; seed < 24; seed++) {
            Collections.shuffle(parts, new Random(seed));

            PemBundle bundle = PemBundle.parse(String.join("", parts));

            assertThat(names(bundle.chain())).containsExactly("CN=rsa.example", "CN=test intermediate", "CN=test root");
        }
    }

    @Test
    void parse_certificatesAlone_leafIsTheOneThatSignedNoOther() {
        PemBundle bundle = PemBundle.parse(file("root.pem") + file("ec.pem") + file("inter.pem"));

        assertThat(names(bundle.chain())).containsExactly("CN=ec.example", "CN=test intermediate", "CN=test root");
        assertThat(names(bundle.certificates()))
                .containsExactly("CN=test root", "CN=ec.example", "CN=test intermediate");
        assertThat(bundle.exposePrivateKey()).isEmpty();
    }

    @Test
    void parse_otherLeafAmongThem_isNoPartOfTheChain() {
        PemBundle bundle =
                PemBundle.parse(file("ec.pem") + file("inter.pem") + file("rsa.pem") + file("rsa.pkcs8.key"));

        assertThat(names(bundle.chain())).containsExactly("CN=rsa.example", "CN=test intermediate");
        assertThat(bundle.certificates()).hasSize(3);
    }

    @Test
    void parse_bagAttributesIndentationAndWindowsLineEnds_areTolerated() {
        String bag = file("bag.pem");

        assertThat(bag).contains("Bag Attributes");
        for (String text : List.of(bag, bag.replace("\n", "\r\n"), bag.indent(4))) {
            assertThat(names(PemBundle.parse(text).chain())).containsExactly("CN=rsa.example", "CN=test intermediate");
        }
    }

    @Test
    void parse_openSslsTrustedCertificate_isRead() {
        assertThat(PemBundle.parse(file("trusted.pem")).certificates())
                .isEqualTo(PemBundle.parse(file("rsa.pem")).certificates());
    }

    @Test
    void parse_keyAlone_isEnough() {
        PemBundle bundle = PemBundle.parse(file("ed25519.pkcs8.key"));

        assertThat(bundle.exposePrivateKey()).isPresent();
        assertThat(bundle.chain()).isEmpty();
        assertThatIllegalStateException()
                .isThrownBy(() -> bundle.exposeKeyStore(PASSPHRASE))
                .withMessageContaining("no certificate");
        assertThatIllegalStateException().isThrownBy(bundle::trustStore);
    }

    @ParameterizedTest
    @CsvSource({"rsa, ec", "ec, rsa", "ec, ed25519", "ed25519, ec", "rsa, ed25519"})
    void parse_keyOfAnotherCertificate_isRefused(String leaf, String key) {
        String pem = file(leaf + ".pem") + file("inter.pem") + file(key + ".pkcs8.key");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> PemBundle.parse(pem))
                .withMessageContaining("belongs to none of the 2 certificate(s)");
    }

    @Test
    void parse_twoPrivateKeys_namesTheSecond() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PemBundle.parse(file("ed25519.pkcs8.key") + "\n" + file("ec.pkcs8.key")))
                .withMessage("PEM block 2 (PRIVATE KEY, line 5) is a second private key; keep one");
    }

    @Test
    void parse_encryptedKeyWithoutOrWithWrongPassphrase_saysWhich() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PemBundle.parse(file("ec.encrypted.key")))
                .withMessageContaining("(ENCRYPTED PRIVATE KEY, line 1) is encrypted, and no passphrase was given");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PemBundle.parse(file("ec.encrypted.key"), "wrong".toCharArray()))
                .withMessageContaining("the passphrase does not fit")
                .withNoCause();
    }

    @Test
    void parse_encryptedKeyThatWouldTakeLongToDecrypt_isRefused() throws Exception {
        AlgorithmIdentifier hmac = new AlgorithmIdentifier(PKCSObjectIdentifiers.id_hmacWithSHA256, DERNull.INSTANCE);
        PBKDF2Params hashing = new PBKDF2Params(new byte[16], 5_000_001, 32, hmac);
        PBES2Parameters parameters = new PBES2Parameters(
                new KeyDerivationFunc(PKCSObjectIdentifiers.id_PBKDF2, hashing),
                new EncryptionScheme(NISTObjectIdentifiers.id_aes256_CBC, new DEROctetString(new byte[16])));
        byte[] der = new EncryptedPrivateKeyInfo(
                        new AlgorithmIdentifier(PKCSObjectIdentifiers.id_PBES2, parameters), new byte[64])
                .getEncoded();
        String pem = "-----BEGIN ENCRYPTED PRIVATE KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(der)
                + "\n-----END ENCRYPTED PRIVATE KEY-----\n";

        assertThatIllegalArgumentException()
                .isThrownBy(() -> PemBundle.parse(pem, "open-sesame".toCharArray()))
                .withMessageContaining("is encrypted with more than 5000000 iterations");
    }

    @Test
    void parse_formsOfKeysThatAreNotSupported_saysHowToConvert() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PemBundle.parse(file("rsa.legacy.key"), PASSPHRASE))
                .withMessageContaining("openssl pkcs8 -topk8");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PemBundle.parse(block("OPENSSH PRIVATE KEY", new byte[] {1, 2, 3})))
                .withMessageContaining("OPENSSH PRIVATE KEY")
                .withMessageContaining("openssl pkcs8 -topk8 -nocrypt");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PemBundle.parse(block("PKCS7", new byte[] {1, 2, 3}) + file("rsa.pem")))
                .withMessageContaining("PKCS7")
                .withMessageContaining("openssl pkcs7 -print_certs");
    }

    @ParameterizedTest
    @ValueSource(strings = {"CERTIFICATE", "PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY", "ENCRYPTED PRIVATE KEY"})
    void parse_damagedBlock_namesThePlaceAndQuotesNothing(String label) {
        String canary = "cAnArY7f3e9a";
        List<String> damaged = List.of(
                "-----BEGIN " + label + "-----\n" + canary + "\n-----END " + label + "-----\n",
                "-----BEGIN " + label + "-----\n!" + canary + "!\n-----END " + label + "-----\n",
                "-----BEGIN " + label + "-----\n" + canary,
                block(label, canary.getBytes(StandardCharsets.UTF_8)));
        for (String text : damaged) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> PemBundle.parse(file("ec.pem") + "# note\n" + text, PASSPHRASE))
                    .withMessageMatching("PEM block 2 \\(" + label + ", line " + (lines(file("ec.pem")) + 2) + "\\) .*")
                    .withMessageNotContaining(canary)
                    .withNoCause();
        }
    }

    @Test
    void parse_nothingInPem_saysWhatIsMissing() {
        for (String text : List.of("", "cAnArY", "-----BEGIN CERTIFICATE-----cAnArY-----END CERTIFICATE-----")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> PemBundle.parse(text))
                    .withMessageContaining("BEGIN CERTIFICATE")
                    .withMessageNotContaining("cAnArY");
        }
    }

    @Property(tries = 300)
    void parse_anyDamageToAKey_neverThrowsAnythingElse(@ForAll int at, @ForAll byte change) {
        for (String form : List.of("rsa.pkcs1.key", "ec.sec1.key", "ed25519.pkcs8.key", "rsa.pbes1.key")) {
            String[] parts = file(form).split("-----", -1);
            byte[] der = Base64.getMimeDecoder().decode(parts[parts.length - 3]);
            der[Math.floorMod(at, Math.min(der.length, 90))] ^= change;
            String label = parts[parts.length - 4].substring("BEGIN ".length());

            assertThatCode(() -> {
                        try {
                            PemBundle.parse(block(label, der), PASSPHRASE);
                        } catch (IllegalArgumentException expected) {
                            assertThat(expected)
                                    .hasMessageStartingWith("PEM block 1")
                                    .hasNoCause();
                        }
                    })
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void exposeKeyStore_rsa_servesAKeyManager() throws Exception {
        PemBundle bundle = PemBundle.parse(file("inter.pem") + file("rsa.pkcs1.key") + file("rsa.pem"));

        KeyStore store = bundle.exposeKeyStore(PASSPHRASE);

        assertThat(store.getKey(PemBundle.KEY_ALIAS, PASSPHRASE))
                .isEqualTo(bundle.exposePrivateKey().orElseThrow());
        assertThat(store.getCertificateChain(PemBundle.KEY_ALIAS)).containsExactlyElementsOf(bundle.chain());
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, PASSPHRASE);
        assertThat(factory.getKeyManagers()).hasSize(1);
    }

    @Test
    void trustStore_certificates_areTheOnlyAcceptedIssuers() throws Exception {
        PemBundle bundle = PemBundle.parse(file("root.pem") + file("inter.pem"));
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());

        factory.init(bundle.trustStore());

        X509TrustManager trust = (X509TrustManager) factory.getTrustManagers()[0];
        assertThat(trust.getAcceptedIssuers()).containsExactlyInAnyOrderElementsOf(bundle.certificates());
    }

    @Test
    void of_certificateAndItsKey_areOrderedAndChecked() {
        PrivateKey key = PemBundle.parse(file("ec.sec1.key")).exposePrivateKey().orElseThrow();
        List<X509Certificate> certificates =
                PemBundle.parse(file("inter.pem") + file("ec.pem")).certificates();

        assertThat(names(PemBundle.of(certificates, key).chain())).startsWith("CN=ec.example");
        assertThatIllegalArgumentException().isThrownBy(() -> PemBundle.of(certificates.subList(0, 1), key));
        assertThatIllegalArgumentException().isThrownBy(() -> PemBundle.of(List.of(), key));
    }

    @Test
    void toString_bundleWithKey_showsNoKey() {
        assertThat(PemBundle.parse(file("rsa.pem") + file("rsa.pkcs8.key")))
                .hasToString("PemBundle[certificates=1, privateKey=<redacted>]");
    }

    @Test
    void parse_anything_registersNoProvider() {
        PemBundle.parse(file("rsa.pkcs1.key"));

        assertThat(Security.getProvider("BC")).isNull();
    }

    /** Keys on elliptic curves are equal only if their encodings are, and the forms differ in optional members. */
    private static boolean sameNumbers(PemBundle one, PemBundle other) {
        PrivateKey key = one.exposePrivateKey().orElseThrow();
        PrivateKey otherKey = other.exposePrivateKey().orElseThrow();
        if (key instanceof ECPrivateKey ec && otherKey instanceof ECPrivateKey otherEc) {
            return ec.getS().equals(otherEc.getS())
                    && ec.getParams().getCurve().equals(otherEc.getParams().getCurve());
        }
        return key.equals(otherKey);
    }

    private static String block(String label, byte[] content) {
        return "-----BEGIN " + label + "-----\n" + Base64.getMimeEncoder().encodeToString(content) + "\n-----END "
                + label + "-----\n";
    }

    private static long lines(String text) {
        return text.lines().count();
    }

    private static List<String> names(List<X509Certificate> certificates) {
        return certificates.stream()
                .map(certificate -> certificate.getSubjectX500Principal().getName())
                .toList();
    }

    static String file(String name) {
        try (InputStream in = PemBundleTest.class.getResourceAsStream("/pem/" + name)) {
            if (in == null) {
                throw new IllegalArgumentException("no test file " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
