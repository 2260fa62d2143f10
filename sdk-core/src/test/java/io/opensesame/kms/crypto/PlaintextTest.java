package io.opensesame.kms.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

class PlaintextTest {
    @Test
    void exposeBytes_callersArrayIsWiped_keepsItsCopy() {
        byte[] bytes = {1, 2, 3};
        Plaintext plaintext = Plaintext.of(bytes);
        bytes[0] = 0;
        plaintext.exposeBytes()[1] = 0;

        assertThat(plaintext.exposeBytes()).containsExactly(1, 2, 3);
        assertThat(plaintext.sizeBytes()).isEqualTo(3);
    }

    @Test
    void exposeBytes_wiped_isRefused() {
        Plaintext plaintext = Plaintext.of(new byte[] {1, 2, 3});

        plaintext.wipe();
        plaintext.wipe();

        assertThatIllegalStateException().isThrownBy(plaintext::exposeBytes).withMessageContaining("was wiped");
    }

    @Test
    void wipe_ofARequestOrAnAnswer_endsItsPlaintext() {
        EncryptRequest request = EncryptRequest.of("key-1", new byte[] {1});
        DecryptResponse answer = new DecryptResponse("key-1", "v1", Plaintext.of(new byte[] {1}), "r");
        assertThat(request.exposePlaintext()).containsExactly(1);
        assertThat(answer.exposePlaintext()).containsExactly(1);

        request.wipe();
        answer.wipe();

        assertThatIllegalStateException().isThrownBy(request::exposePlaintext);
        assertThatIllegalStateException().isThrownBy(answer::exposePlaintext);
    }
}
