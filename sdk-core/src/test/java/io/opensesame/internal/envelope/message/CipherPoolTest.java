package io.opensesame.internal.envelope.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CipherPoolTest {
    private final CipherPool ciphers = new CipherPool();

    @Test
    void take_afterGive_givesTheSameOnce() {
        FrameCipher cipher = ciphers.take(SuiteSpec.AES_256_GCM);
        ciphers.give(SuiteSpec.AES_256_GCM, cipher);

        assertThat(ciphers.take(SuiteSpec.AES_256_GCM)).isSameAs(cipher);
        assertThat(ciphers.take(SuiteSpec.AES_256_GCM)).isNotSameAs(cipher);
    }

    @Test
    void take_ofAnotherSuite_givesItsOwn() {
        ciphers.give(SuiteSpec.AES_256_GCM, ciphers.take(SuiteSpec.AES_256_GCM));

        assertThat(ciphers.take(SuiteSpec.SM4_GCM)).isInstanceOf(Sm4FrameCipher.class);
    }

    @Test
    void close_withCiphersInSlotsAndInHands_keepsNone() {
        FrameCipher waiting = ciphers.take(SuiteSpec.AES_256_GCM);
        FrameCipher inHands = ciphers.take(SuiteSpec.AES_256_GCM);
        ciphers.give(SuiteSpec.AES_256_GCM, waiting);

        ciphers.close();
        assertThat(ciphers.take(SuiteSpec.AES_256_GCM)).isNotSameAs(waiting);
        ciphers.give(SuiteSpec.AES_256_GCM, inHands);

        assertThat(ciphers.take(SuiteSpec.AES_256_GCM)).isNotSameAs(inHands);
    }
}
