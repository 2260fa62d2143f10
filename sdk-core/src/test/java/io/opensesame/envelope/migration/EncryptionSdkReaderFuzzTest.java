package io.opensesame.envelope.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.opensesame.error.EnvelopeException;
import io.opensesame.kms.crypto.EncryptionContext;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EncryptionSdkReaderFuzzTest {
    static List<PublishedMessage> authenticated() {
        return PublishedMessage.all().stream()
                .filter(published -> published.algorithm().mode().authenticates())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("authenticated")
    void decrypt_anySingleByteChangedDroppedDoubledOrAdded_isRefused(PublishedMessage published) {
        byte[] message = published.message();

        for (int at = 0; at < message.length; at++) {
            for (int bit = 0; bit < 8; bit++) {
                byte[] flipped = message.clone();
                flipped[at] ^= (byte) (1 << bit);
                assertRefused(published, flipped);
            }
            assertRefused(published, spliced(message, at, at + 1, new byte[0]));
            assertRefused(published, spliced(message, at, at, new byte[] {message[at]}));
            assertRefused(published, Arrays.copyOf(message, at));
        }
        assertRefused(published, Arrays.copyOf(message, message.length + 1));
    }

    @Property(tries = 1_000)
    void decrypt_randomlyDamaged_isRefused(
            @ForAll @IntRange(max = 4) int which, @ForAll @IntRange(min = 1, max = 8) int edits, @ForAll long seed) {
        PublishedMessage published = authenticated().get(which);
        byte[] message = published.message();
        Random random = new Random(seed);
        for (int i = 0; i < edits; i++) {
            int from = random.nextInt(message.length + 1);
            int to = Math.min(message.length, from + random.nextInt(4));
            byte[] inserted = new byte[random.nextInt(4)];
            random.nextBytes(inserted);
            message = spliced(message, from, to, inserted);
        }

        if (!Arrays.equals(message, published.message())) {
            assertRefused(published, message);
        }
    }

    @Property(tries = 1_000)
    void decrypt_bodyWithoutAuthenticationDamaged_isRefusedOrDecryptedButNothingElse(
            @ForAll @IntRange(min = 150, max = 213) int at, @ForAll byte value) {
        PublishedMessage published = PublishedMessage.named("AES_CBC_PKCS5_256");
        byte[] message = published.message();
        message[at % message.length] = value;
        EncryptionSdkReaderOptions options = EncryptionSdkReaderOptions.builder(published.keyArn())
                .allowUnauthenticatedMessages()
                .build();

        try {
            new EncryptionSdkReader(published.keys(), options).decrypt(message, EncryptionContext.none());
        } catch (EnvelopeException refused) {
            assertThat(refused).hasMessageNotContaining(published.plaintext());
        }
    }

    @Property(tries = 1_000)
    void parse_garbage_isRefused(@ForAll @Size(max = 200) byte[] garbage, @ForAll @IntRange(max = 2) int kind) {
        byte[] message = garbage.clone();
        byte[] beginning =
                kind == 0 ? new byte[0] : kind == 1 ? new byte[] {0x30} : new byte[] {0, 0, 0, 1, 0, 0, 0, 2};
        System.arraycopy(beginning, 0, message, 0, Math.min(beginning.length, message.length));

        assertThatExceptionOfType(EnvelopeException.class)
                .isThrownBy(() -> EncryptionSdkMessage.parse(ByteBuffer.wrap(message)));
    }

    /** Lengths that lie: each would take a gigabyte or more if it were believed. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "30 84 7f ff ff ff 30 84 7f ff ff f0 02 01 01",
                "30 80 30 80",
                "30 85 01 00 00 00 00",
                "30 84 ff ff ff ff 00",
                "00 00 00 01 00 00 00 02 7f ff ff ff 00 00 00 01",
                "00 00 00 01 00 00 00 02 00 00 00 04 7f ff ff ff",
                "00 00 00 01 00 00 00 02 00 00 00 00 7f ff ff ff",
                "00 00 00 01 00 00 00 02 00 00 00 00 00 00 00 01 ff ff ff ff",
                "00 00 00 01 00 00 00 0d 00 00 00 00",
                "00 00 00 02 00 00 00 02 00 00 00 00"
            })
    void parse_lengthThatLies_isRefused(String hex) {
        byte[] message = HexFormat.ofDelimiter(" ").parseHex(hex);

        assertThatExceptionOfType(EnvelopeException.class)
                .isThrownBy(() -> EncryptionSdkMessage.parse(ByteBuffer.wrap(message)))
                .withMessageContaining("no whole message");
    }

    private static void assertRefused(PublishedMessage published, byte[] message) {
        EncryptionSdkReader reader = new EncryptionSdkReader(
                published.keys(),
                EncryptionSdkReaderOptions.builder(published.keyArn()).build());
        assertThatExceptionOfType(EnvelopeException.class)
                .as(() -> HexFormat.of().formatHex(message))
                .isThrownBy(() -> reader.decrypt(message, EncryptionContext.none()))
                .withMessageNotContaining(published.plaintext());
    }

    private static byte[] spliced(byte[] bytes, int from, int to, byte[] inserted) {
        byte[] result = new byte[bytes.length - (to - from) + inserted.length];
        System.arraycopy(bytes, 0, result, 0, from);
        System.arraycopy(inserted, 0, result, from, inserted.length);
        System.arraycopy(bytes, to, result, from + inserted.length, bytes.length - to);
        return result;
    }
}
