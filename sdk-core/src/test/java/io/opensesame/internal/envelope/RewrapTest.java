package io.opensesame.internal.envelope;

import static io.opensesame.internal.envelope.CipherRig.AWAY;
import static io.opensesame.internal.envelope.CipherRig.AWAY_KEY;
import static io.opensesame.internal.envelope.CipherRig.HOME;
import static io.opensesame.internal.envelope.CipherRig.KEY;
import static io.opensesame.internal.envelope.CipherRig.ORDERS;
import static io.opensesame.internal.envelope.CipherRig.OTHER_KEY;
import static io.opensesame.internal.envelope.CipherRig.PLAINTEXT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.opensesame.envelope.EnvelopeKey;
import io.opensesame.envelope.EnvelopeOptions;
import io.opensesame.error.EnvelopeException;
import io.opensesame.error.KmsTransportException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Messages that are put under other keys. */
class RewrapTest {
    private final CipherRig rig = new CipherRig();
    private final KmsEnvelopeCipher before = rig.cipher();
    private final KmsEnvelopeCipher after = rig.cipher(EnvelopeOptions.builder()
            .encryptWith(EnvelopeKey.of(OTHER_KEY), AWAY_KEY)
            .alsoDecryptWith(EnvelopeKey.of(KEY))
            .build());

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void rewrap_message_isUnderTheNewKeysAlone() {
        byte[] message = before.encrypt(PLAINTEXT, ORDERS.withMessagePair("id", "7"));

        byte[] rewrapped = after.rewrap(message);

        assertThat(after.inspect(rewrapped).wrappedKeys())
                .extracting(key -> key.region() + " " + key.keyId())
                .containsExactly("cn-hangzhou key-2", "cn-shanghai key-away");
        assertThat(after.decrypt(rewrapped, ORDERS.withMessagePair("id", "7"))).isEqualTo(PLAINTEXT);
        assertThatExceptionOfType(EnvelopeException.class).isThrownBy(() -> before.decrypt(rewrapped, ORDERS));
        rig.assertHandedOutIsWiped();
    }

    @Test
    void rewrap_message_keepsItsBody() {
        byte[] message = before.encrypt(PLAINTEXT, ORDERS);
        int body = 4 + PLAINTEXT.length + 16;

        byte[] rewrapped = after.rewrap(message);

        assertThat(Arrays.copyOfRange(rewrapped, rewrapped.length - body, rewrapped.length))
                .isEqualTo(Arrays.copyOfRange(message, message.length - body, message.length));
    }

    @Test
    void rewrap_stream_isTheSame() throws IOException {
        byte[] message = before.encrypt(new byte[1_000_000], ORDERS);
        ByteArrayOutputStream rewrapped = new ByteArrayOutputStream();

        after.rewrap(new ByteArrayInputStream(message), rewrapped);

        assertThat(after.decrypt(rewrapped.toByteArray(), ORDERS)).isEqualTo(new byte[1_000_000]);
    }

    @Test
    void rewrap_changedHeader_isRefusedBeforeAnythingIsEncrypted() {
        byte[] message = before.encrypt(PLAINTEXT, ORDERS);
        message[7] ^= 1; // the message id

        assertThatExceptionOfType(EnvelopeException.class).isThrownBy(() -> after.rewrap(message));

        assertThat(rig.kms.calls("Encrypt")).isZero();
    }

    @Test
    void rewrap_oneOfTheNewKeysIsDown_failsWithIt() {
        byte[] message = before.encrypt(PLAINTEXT, ORDERS);
        rig.kms.goDown(AWAY);

        assertThatExceptionOfType(KmsTransportException.class).isThrownBy(() -> after.rewrap(message));
    }

    @Test
    void rewrap_toAnAlias_resolvesIt() {
        rig.kms.alias(HOME, "alias/orders", OTHER_KEY);
        KmsEnvelopeCipher byAlias = rig.cipher(EnvelopeOptions.builder()
                .encryptWith("alias/orders")
                .alsoDecryptWith(EnvelopeKey.of(KEY))
                .build());

        byte[] rewrapped = byAlias.rewrap(before.encrypt(PLAINTEXT, ORDERS));

        assertThat(byAlias.inspect(rewrapped).wrappedKeys())
                .singleElement()
                .satisfies(key -> assertThat(key.keyId()).isEqualTo(OTHER_KEY));
    }

    @Test
    void rewrap_cipherThatOnlyDecrypts_saysHowToNameAKey() {
        KmsEnvelopeCipher reader = rig.cipher(
                EnvelopeOptions.builder().alsoDecryptWith(EnvelopeKey.of(KEY)).build());
        byte[] message = before.encrypt(PLAINTEXT, ORDERS);

        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> reader.rewrap(message))
                .withMessageContaining("encryptWith");
    }
}
