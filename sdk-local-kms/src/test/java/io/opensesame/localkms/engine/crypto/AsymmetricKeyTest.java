package io.opensesame.localkms.engine.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Provider;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Security;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import org.bouncycastle.jcajce.spec.SM2ParameterSpec;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class AsymmetricKeyTest {
    private static final Provider BOUNCY_CASTLE = new BouncyCastleProvider();
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final byte[] MESSAGE = "pay 17 to the bearer".getBytes(StandardCharsets.UTF_8);
    private static final Map<KeySpec, AsymmetricKey> KEYS = new EnumMap<>(KeySpec.class);
    private static final Map<KeySpec, AsymmetricKey> OTHER_KEYS = new EnumMap<>(KeySpec.class);

    static Stream<Arguments> signing() {
        return everyAlgorithm(KeyUsage.SIGN_VERIFY);
    }

    static Stream<Arguments> encrypting() {
        return everyAlgorithm(KeyUsage.ENCRYPT_DECRYPT);
    }

    @ParameterizedTest
    @MethodSource("signing")
    void verify_anyOtherDigestOrSignature_isFalse(KeySpec spec, KeyAlgorithm algorithm) {
        AsymmetricKey key = key(spec);
        byte[] digest = key.digest(algorithm, MESSAGE);

        byte[] signature = key.sign(algorithm, digest);

        assertThat(key.verify(algorithm, digest, signature)).isTrue();
        for (int i = 0; i < signature.length; i += 1 + signature.length / 50) {
            assertThat(key.verify(algorithm, digest, flipped(signature, i))).isFalse();
        }
        assertThat(key.verify(algorithm, flipped(digest, 31), signature)).isFalse();
        assertThat(key.verify(algorithm, digest, Arrays.copyOf(signature, signature.length - 1)))
                .isFalse();
        assertThat(key.verify(algorithm, digest, Arrays.copyOf(signature, signature.length + 1)))
                .isFalse();
        assertThat(key.verify(algorithm, digest, new byte[0])).isFalse();
        assertThat(otherKey(spec).verify(algorithm, digest, signature)).isFalse();
    }

    /** An independent reader of the PEM text and of the signature: the JDK, or BouncyCastle's provider. */
    @ParameterizedTest
    @MethodSource("signing")
    void sign_isVerifiedByOthersFromThePem(KeySpec spec, KeyAlgorithm algorithm) throws GeneralSecurityException {
        AsymmetricKey key = key(spec);
        PublicKey publicKey = fromPem(spec, key.publicKeyPem());

        byte[] signature = key.sign(algorithm, key.digest(algorithm, MESSAGE));

        Signature verifier = verifier(spec, algorithm);
        verifier.initVerify(publicKey);
        verifier.update(MESSAGE);
        assertThat(verifier.verify(signature)).isTrue();
    }

    @ParameterizedTest
    @MethodSource("encrypting")
    void decrypt_everyLengthThatFits_returnsIt(KeySpec spec, KeyAlgorithm algorithm) {
        AsymmetricKey key = key(spec);
        int maximum = key.maxPlaintextBytes(algorithm);

        for (int length : new int[] {1, 2, 32, maximum - 1, maximum}) {
            byte[] plaintext = new byte[length];
            RANDOM.nextBytes(plaintext);

            byte[] ciphertext = key.encrypt(algorithm, plaintext);

            assertThat(key.decrypt(algorithm, ciphertext))
                    .hasValueSatisfying(decrypted -> assertThat(decrypted).isEqualTo(plaintext));
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> key.encrypt(algorithm, new byte[maximum + 1]))
                .withMessageContaining("to " + maximum + " bytes; these are " + (maximum + 1));
    }

    @ParameterizedTest
    @MethodSource("encrypting")
    void decrypt_anythingElse_isRefused(KeySpec spec, KeyAlgorithm algorithm) {
        AsymmetricKey key = key(spec);
        byte[] ciphertext = key.encrypt(algorithm, MESSAGE);

        for (int i = 0; i < ciphertext.length; i += 1 + ciphertext.length / 50) {
            assertThat(key.decrypt(algorithm, flipped(ciphertext, i))).isEmpty();
        }
        assertThat(key.decrypt(algorithm, Arrays.copyOf(ciphertext, ciphertext.length - 1)))
                .isEmpty();
        assertThat(key.decrypt(algorithm, Arrays.copyOf(ciphertext, ciphertext.length + 1)))
                .isEmpty();
        assertThat(key.decrypt(algorithm, new byte[0])).isEmpty();
        assertThat(otherKey(spec).decrypt(algorithm, ciphertext)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "RSA_2048, RSAES_OAEP_SHA_256, 190, 256",
        "RSA_2048, RSAES_OAEP_SHA_1, 214, 256",
        "RSA_3072, RSAES_OAEP_SHA_256, 318, 384",
        "RSA_3072, RSAES_OAEP_SHA_1, 342, 384",
    })
    void encrypt_rsa_hasTheServicesLengthsAndTheJdkReadsIt(
            KeySpec spec, KeyAlgorithm algorithm, int maximum, int ciphertextBytes) throws GeneralSecurityException {
        AsymmetricKey key = key(spec);
        String hash = algorithm == KeyAlgorithm.RSAES_OAEP_SHA_1 ? "SHA-1" : "SHA-256";
        Cipher jdk = Cipher.getInstance("RSA/ECB/OAEPPadding");
        jdk.init(
                Cipher.ENCRYPT_MODE,
                fromPem(spec, key.publicKeyPem()),
                new OAEPParameterSpec(hash, "MGF1", new MGF1ParameterSpec(hash), PSource.PSpecified.DEFAULT));

        assertThat(key.decrypt(algorithm, jdk.doFinal(MESSAGE)))
                .hasValueSatisfying(plaintext -> assertThat(plaintext).isEqualTo(MESSAGE));
        assertThat(key.maxPlaintextBytes(algorithm)).isEqualTo(maximum);
        assertThat(key.encrypt(algorithm, MESSAGE)).hasSize(ciphertextBytes);
    }

    @Test
    void encrypt_sm2_takes1To6047Bytes() {
        AsymmetricKey key = key(KeySpec.EC_SM2);

        assertThat(key.maxPlaintextBytes(KeyAlgorithm.SM2PKE)).isEqualTo(6_047);
        assertThat(key.encrypt(KeyAlgorithm.SM2PKE, new byte[6_047])).hasSizeLessThanOrEqualTo(6_162);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> key.encrypt(KeyAlgorithm.SM2PKE, new byte[0]))
                .withMessage("this algorithm and key encrypt 1 to 6047 bytes; these are 0");
    }

    @Test
    void algorithms_thatDontFitTheSpec_areRefused() {
        AsymmetricKey key = key(KeySpec.EC_P256);
        byte[] digest = new byte[32];

        assertThatIllegalArgumentException()
                .isThrownBy(() -> key.sign(KeyAlgorithm.SM2DSA, digest))
                .withMessage("keys of EC_P256 don't SIGN/VERIFY by SM2DSA");
        assertThatIllegalArgumentException().isThrownBy(() -> key.encrypt(KeyAlgorithm.ECDSA_SHA_256, digest));
        assertThatIllegalArgumentException().isThrownBy(() -> key.decrypt(KeyAlgorithm.RSAES_PKCS1_V1_5, digest));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> key(KeySpec.RSA_2048).verify(KeyAlgorithm.RSAES_OAEP_SHA_256, digest, digest));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> key(KeySpec.RSA_2048).sign(KeyAlgorithm.RSAES_PKCS1_V1_5, digest));
    }

    @ParameterizedTest
    @MethodSource("signing")
    void sign_digestOfAnotherLength_isRefused(KeySpec spec, KeyAlgorithm algorithm) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> key(spec).sign(algorithm, new byte[20]))
                .withMessage("a digest has 32 bytes; this one has 20");
        assertThatIllegalArgumentException().isThrownBy(() -> key(spec).verify(algorithm, new byte[33], new byte[64]));
    }

    @ParameterizedTest
    @EnumSource(
            value = KeySpec.class,
            names = {"AES_256", "AES_192", "AES_128", "SM4"})
    void generate_symmetricSpec_isRefused(KeySpec spec) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AsymmetricKey.generate(spec, RANDOM))
                .withMessageContaining(spec.wireName());
    }

    @Test
    void provider_isNeverRegistered() {
        assertThat(Security.getProvider(BouncyCastleProvider.PROVIDER_NAME)).isNull();
    }

    @Test
    void toString_showsNoKey() {
        assertThat(key(KeySpec.EC_P256)).hasToString("AsymmetricKey[spec=EC_P256, privateKey=<redacted>]");
    }

    private static Stream<Arguments> everyAlgorithm(KeyUsage usage) {
        return Arrays.stream(KeySpec.values())
                .filter(spec -> !spec.isSymmetric())
                .flatMap(spec ->
                        spec.algorithms(usage).stream().sorted().map(algorithm -> Arguments.of(spec, algorithm)));
    }

    private static AsymmetricKey key(KeySpec spec) {
        return KEYS.computeIfAbsent(spec, missing -> AsymmetricKey.generate(missing, RANDOM));
    }

    private static AsymmetricKey otherKey(KeySpec spec) {
        return OTHER_KEYS.computeIfAbsent(spec, missing -> AsymmetricKey.generate(missing, RANDOM));
    }

    private static byte[] flipped(byte[] bytes, int index) {
        byte[] copy = bytes.clone();
        copy[index] ^= 1;
        return copy;
    }

    private static boolean needsBouncyCastle(KeySpec spec) {
        return List.of(KeySpec.EC_P256K, KeySpec.EC_SM2).contains(spec);
    }

    private static PublicKey fromPem(KeySpec spec, String pem) throws GeneralSecurityException {
        assertThat(pem).startsWith("-----BEGIN PUBLIC KEY-----\n").endsWith("\n-----END PUBLIC KEY-----\n");
        String base64 = pem.lines().filter(line -> !line.startsWith("-----")).reduce("", String::concat);
        String algorithm = spec.wireName().startsWith("RSA") ? "RSA" : "EC";
        KeyFactory factory = needsBouncyCastle(spec)
                ? KeyFactory.getInstance(algorithm, BOUNCY_CASTLE)
                : KeyFactory.getInstance(algorithm);
        return factory.generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(base64)));
    }

    private static Signature verifier(KeySpec spec, KeyAlgorithm algorithm) throws GeneralSecurityException {
        return switch (algorithm) {
            case RSA_PKCS1_SHA_256 -> Signature.getInstance("SHA256withRSA");
            case RSA_PSS_SHA_256 -> {
                Signature signature = Signature.getInstance("RSASSA-PSS");
                signature.setParameter(new PSSParameterSpec(
                        "SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, PSSParameterSpec.TRAILER_FIELD_BC));
                yield signature;
            }
            case ECDSA_SHA_256 ->
                needsBouncyCastle(spec)
                        ? Signature.getInstance("SHA256withECDSA", BOUNCY_CASTLE)
                        : Signature.getInstance("SHA256withECDSA");
            case SM2DSA -> {
                Signature signature = Signature.getInstance("SM3withSM2", BOUNCY_CASTLE);
                signature.setParameter(new SM2ParameterSpec("1234567812345678".getBytes(StandardCharsets.US_ASCII)));
                yield signature;
            }
            default -> throw new AssertionError(algorithm + " does not sign");
        };
    }
}
