package io.opensesame.internal.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.opensesame.kms.crypto.SigningAlgorithm;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VerificationKeyTest {
    private static final byte[] SECP256K1 = HexFormat.of()
            .parseHex("3056301006072a8648ce3d020106052b8104000a034200"
                    + "0479be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798"
                    + "483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8");

    /** Longer than what is read at once. */
    private static final byte[] MESSAGE = new byte[100_000];

    static {
        new Random(1).nextBytes(MESSAGE);
    }

    private static KeyPair pair(String kind) {
        return kind.equals("RSA") ? TestKeys.RSA : TestKeys.P256;
    }

    @ParameterizedTest
    @CsvSource({
        "RSA, RSA_PSS_SHA_256, RSASSA-PSS",
        "RSA, RSA_PKCS1_SHA_256, SHA256withRSA",
        "P256, ECDSA_SHA_256, SHA256withECDSA"
    })
    void verify_signatureOfTheJdk_isRightForThatMessageAlone(String kind, String algorithm, String jdkName)
            throws Exception {
        byte[] signature = TestKeys.sign(jdkName, pair(kind), MESSAGE);
        VerificationKey key = VerificationKey.of(
                SigningAlgorithm.of(algorithm), pair(kind).getPublic().getEncoded());

        assertThat(key.verify(new ByteArrayInputStream(MESSAGE), signature)).isTrue();
        assertThat(key.verify(new ByteArrayInputStream(MESSAGE, 0, MESSAGE.length - 1), signature))
                .isFalse();
        signature[signature.length - 1] ^= 1;
        assertThat(key.verify(new ByteArrayInputStream(MESSAGE), signature)).isFalse();
        assertThat(key.verify(new ByteArrayInputStream(MESSAGE), new byte[3])).isFalse();
    }

    @Test
    void publicKey_ofTheJdk_isTheJdksKey() {
        VerificationKey rsa = VerificationKey.of(
                SigningAlgorithm.RSA_PSS_SHA_256, TestKeys.RSA.getPublic().getEncoded());
        VerificationKey ec = VerificationKey.of(
                SigningAlgorithm.ECDSA_SHA_256, TestKeys.P256.getPublic().getEncoded());

        assertThat(rsa.publicKey()).isInstanceOf(RSAPublicKey.class).isEqualTo(TestKeys.RSA.getPublic());
        assertThat(ec.publicKey()).isInstanceOf(ECPublicKey.class).isEqualTo(TestKeys.P256.getPublic());
    }

    @ParameterizedTest
    @CsvSource({"RSA, ECDSA_SHA_256", "RSA, SM2DSA", "P256, RSA_PKCS1_SHA_256", "P256, SM2DSA"})
    void of_keyOfAnotherKind_isRefused(String kind, String algorithm) {
        byte[] der = pair(kind).getPublic().getEncoded();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> VerificationKey.of(SigningAlgorithm.of(algorithm), der))
                .withMessageContaining("has no signatures of " + algorithm);
    }

    @Test
    void of_curveThatKmsDoesNotHave_isRefused() {
        byte[] der = TestKeys.ec("secp384r1").getPublic().getEncoded();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> VerificationKey.of(SigningAlgorithm.ECDSA_SHA_256, der))
                .withMessageContaining("RSA, EC_P256, EC_P256K, EC_SM2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "30", "3059", "0459301306072a8648ce3d0201", "30ff301306072a8648ce3d0201"})
    void of_noPublicKey_isRefused(String hex) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> VerificationKey.of(
                        SigningAlgorithm.ECDSA_SHA_256, HexFormat.of().parseHex(hex)))
                .withMessageContaining("none of the kinds");
    }

    @Test
    void of_pointOffTheCurve_isRefused() {
        byte[] k256 = SECP256K1.clone();
        byte[] p256 = TestKeys.P256.getPublic().getEncoded();
        k256[k256.length - 1] ^= 1;
        p256[p256.length - 1] ^= 1;

        for (byte[] der : List.of(k256, p256)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> VerificationKey.of(SigningAlgorithm.ECDSA_SHA_256, der))
                    .withMessageContaining("the public key is damaged");
        }
    }

    @Test
    void verify_messageThatCannotBeRead_fails() throws IOException {
        VerificationKey key = VerificationKey.of(SigningAlgorithm.ECDSA_SHA_256, SECP256K1);
        InputStream broken = InputStream.nullInputStream();
        broken.close();

        assertThatExceptionOfType(IOException.class).isThrownBy(() -> key.verify(broken, new byte[1]));
    }

    @Test
    void verify_keysOfTheJdk_needNoBouncyCastle() throws Exception {
        try (URLClassLoader loader = withoutBouncyCastle()) {
            assertThat(verifyIn(loader, "RSA_PSS_SHA_256", TestKeys.RSA, "RSASSA-PSS"))
                    .isEqualTo(true);
            assertThat(verifyIn(loader, "ECDSA_SHA_256", TestKeys.P256, "SHA256withECDSA"))
                    .isEqualTo(true);
            assertThatExceptionOfType(InvocationTargetException.class)
                    .as("the other curves do")
                    .isThrownBy(() -> of(loader, "ECDSA_SHA_256", SECP256K1))
                    .withCauseInstanceOf(NoClassDefFoundError.class);
        }
    }

    private static Object verifyIn(ClassLoader loader, String algorithm, KeyPair pair, String jdkName)
            throws Exception {
        Object key = of(loader, algorithm, pair.getPublic().getEncoded());
        Method verify =
                loader.loadClass(VerificationKey.class.getName()).getMethod("verify", InputStream.class, byte[].class);
        verify.setAccessible(true);
        return verify.invoke(key, new ByteArrayInputStream(MESSAGE), TestKeys.sign(jdkName, pair, MESSAGE));
    }

    private static Object of(ClassLoader loader, String algorithm, byte[] der) throws ReflectiveOperationException {
        Class<?> algorithms = loader.loadClass(SigningAlgorithm.class.getName());
        Object signing = algorithms.getMethod("of", String.class).invoke(null, algorithm);
        return loader.loadClass(VerificationKey.class.getName())
                .getMethod("of", algorithms, byte[].class)
                .invoke(null, signing, der);
    }

    private static URLClassLoader withoutBouncyCastle() throws IOException {
        List<Path> entries = Arrays.stream(
                        System.getProperty("java.class.path").split(Pattern.quote(File.pathSeparator)))
                .map(Path::of)
                .filter(entry -> !entry.getFileName().toString().startsWith("bcprov-"))
                .toList();
        List<URL> urls = new ArrayList<>();
        for (Path entry : entries) {
            urls.add(entry.toUri().toURL());
        }
        return new URLClassLoader(urls.toArray(new URL[0]), ClassLoader.getPlatformClassLoader());
    }
}
