package io.opensesame.localkms.engine.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeySpecTest {
    /** The service's table of specs: name, material, algorithms of signing and of encrypting; - is no such usage. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Aliyun_AES_256 | 32 | -                                   | none
            Aliyun_AES_192 | 24 | -                                   | none
            Aliyun_AES_128 | 16 | -                                   | none
            Aliyun_SM4     | 16 | -                                   | none
            RSA_2048       | 0  | RSA_PKCS1_SHA_256 RSA_PSS_SHA_256   | RSAES_OAEP_SHA_1 RSAES_OAEP_SHA_256
            RSA_3072       | 0  | RSA_PKCS1_SHA_256 RSA_PSS_SHA_256   | RSAES_OAEP_SHA_1 RSAES_OAEP_SHA_256
            EC_P256        | 0  | ECDSA_SHA_256                       | -
            EC_P256K       | 0  | ECDSA_SHA_256                       | -
            EC_SM2         | 0  | SM2DSA                              | SM2PKE
            """)
    void spec_byItsWireName_isGoodForWhatTheServiceSays(
            String wireName, int materialBytes, String signing, String encrypting) {
        KeySpec spec = KeySpec.of(wireName).orElseThrow();

        assertThat(spec.wireName()).isEqualTo(wireName);
        assertThat(spec.isSymmetric()).isEqualTo(materialBytes > 0);
        assertThat(materialBytes == 0 || spec.materialBytes() == materialBytes).isTrue();
        assertThat(spec.usages().contains(KeyUsage.SIGN_VERIFY)).isEqualTo(!signing.equals("-"));
        assertThat(spec.usages().contains(KeyUsage.ENCRYPT_DECRYPT)).isEqualTo(!encrypting.equals("-"));
        assertThat(names(spec, KeyUsage.SIGN_VERIFY)).isEqualTo(listed(signing));
        assertThat(names(spec, KeyUsage.ENCRYPT_DECRYPT)).isEqualTo(listed(encrypting));
    }

    @Test
    void of_unknownNames_findsNothing() {
        assertThat(KeySpec.of("AES_256")).isEmpty();
        assertThat(KeySpec.of("rsa_2048")).isEmpty();
        assertThat(KeyUsage.of("SIGN")).isEmpty();
        assertThat(KeyUsage.of("SIGN/VERIFY")).hasValue(KeyUsage.SIGN_VERIFY);
        assertThat(KeyAlgorithm.of("SM2DSA")).hasValue(KeyAlgorithm.SM2DSA);
        assertThat(KeyAlgorithm.of("sm2dsa")).isEmpty();
    }

    @Test
    void materialBytes_ofKeyPairs_isRefused() {
        assertThatIllegalStateException()
                .isThrownBy(KeySpec.EC_P256::materialBytes)
                .withMessageContaining("EC_P256");
    }

    private static List<String> names(KeySpec spec, KeyUsage usage) {
        return spec.algorithms(usage).stream().map(Enum::name).sorted().toList();
    }

    private static List<String> listed(String names) {
        return names.equals("-") || names.equals("none")
                ? List.of()
                : Arrays.stream(names.split(" ")).toList();
    }
}
