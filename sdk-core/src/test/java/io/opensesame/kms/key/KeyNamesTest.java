package io.opensesame.kms.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The names that the service may add to: known ones in any case, others as they are. */
class KeyNamesTest {
    private static <T> Arguments kind(Function<String, T> of, List<T> known, String... wireNames) {
        return arguments(of, known, List.of(wireNames));
    }

    static Stream<Arguments> kinds() {
        return Stream.of(
                kind(
                        KeySpec::of,
                        List.of(
                                KeySpec.AES_256,
                                KeySpec.AES_192,
                                KeySpec.AES_128,
                                KeySpec.SM4,
                                KeySpec.RSA_2048,
                                KeySpec.RSA_3072,
                                KeySpec.EC_P256,
                                KeySpec.EC_P256K,
                                KeySpec.EC_SM2),
                        "Aliyun_AES_256",
                        "Aliyun_AES_192",
                        "Aliyun_AES_128",
                        "Aliyun_SM4",
                        "RSA_2048",
                        "RSA_3072",
                        "EC_P256",
                        "EC_P256K",
                        "EC_SM2"),
                kind(
                        KeyUsage::of,
                        List.of(KeyUsage.ENCRYPT_DECRYPT, KeyUsage.SIGN_VERIFY),
                        "ENCRYPT/DECRYPT",
                        "SIGN/VERIFY"),
                kind(
                        KeyState::of,
                        List.of(
                                KeyState.ENABLED,
                                KeyState.DISABLED,
                                KeyState.PENDING_DELETION,
                                KeyState.PENDING_IMPORT,
                                KeyState.UNAVAILABLE),
                        "Enabled",
                        "Disabled",
                        "PendingDeletion",
                        "PendingImport",
                        "Unavailable"),
                kind(KeyOrigin::of, List.of(KeyOrigin.ALIYUN_KMS, KeyOrigin.EXTERNAL), "Aliyun_KMS", "EXTERNAL"),
                kind(ProtectionLevel::of, List.of(ProtectionLevel.SOFTWARE, ProtectionLevel.HSM), "SOFTWARE", "HSM"),
                kind(
                        KeyRotation::of,
                        List.of(KeyRotation.ENABLED, KeyRotation.DISABLED, KeyRotation.SUSPENDED),
                        "Enabled",
                        "Disabled",
                        "Suspended"));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void of_knownNameInAnyCase_isTheConstant(Function<String, ?> of, List<?> known, List<String> wireNames) {
        for (int i = 0; i < known.size(); i++) {
            assertThat(of.apply(wireNames.get(i))).isSameAs(known.get(i)).hasToString(wireNames.get(i));
            assertThat(of.apply(wireNames.get(i).toLowerCase(Locale.ROOT))).isSameAs(known.get(i));
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void of_youngerName_isAValueLikeAnyOther(Function<String, ?> of, List<?> known, List<String> wireNames) {
        assertThat(of.apply("Younger"))
                .isEqualTo(of.apply("Younger"))
                .hasSameHashCodeAs(of.apply("Younger"))
                .hasToString("Younger")
                .isNotEqualTo(known.get(0));
        assertThatIllegalArgumentException().isThrownBy(() -> of.apply("")).withMessageContaining("must not be empty");
        assertThatIllegalArgumentException().isThrownBy(() -> of.apply("a b")).withMessageContaining("U+0020");
    }

    @Test
    void importWrapping_knownPair_isTheConstant() {
        assertThat(ImportWrapping.of("RSAES_OAEP_SHA_256", "RSA_2048")).isSameAs(ImportWrapping.RSAES_OAEP_SHA_256);
        assertThat(ImportWrapping.of("SM2PKE", "EC_SM2")).isSameAs(ImportWrapping.SM2PKE);
        assertThat(ImportWrapping.of("RSAES_OAEP_SHA_256", "RSA_4096"))
                .isEqualTo(ImportWrapping.of("RSAES_OAEP_SHA_256", "RSA_4096"))
                .hasSameHashCodeAs(ImportWrapping.of("RSAES_OAEP_SHA_256", "RSA_4096"))
                .isNotEqualTo(ImportWrapping.RSAES_OAEP_SHA_256)
                .hasToString("RSAES_OAEP_SHA_256 under RSA_4096");
    }
}
