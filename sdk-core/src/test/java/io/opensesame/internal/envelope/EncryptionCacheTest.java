package io.opensesame.internal.envelope;

import static io.opensesame.internal.envelope.CipherRig.HOME;
import static io.opensesame.internal.envelope.CipherRig.MAX_AGE;
import static io.opensesame.internal.envelope.CipherRig.ORDERS;
import static io.opensesame.internal.envelope.CipherRig.PLAINTEXT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.opensesame.envelope.EncryptingOutputStream;
import io.opensesame.envelope.EnvelopeKey;
import io.opensesame.envelope.EnvelopeOptions;
import io.opensesame.envelope.MessageContext;
import io.opensesame.error.KmsTransportException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When a message is encrypted under a data key that is held, and when KMS is asked for another. */
class EncryptionCacheTest {
    private final CipherRig rig = new CipherRig();

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void encrypt_manyMessagesOfOneContext_asksOnce() {
        KmsEnvelopeCipher cipher = rig.cipher();

        for (int i = 0; i < 1_000; i++) {
            cipher.encrypt(PLAINTEXT, ORDERS.withMessagePair("id", "" + i));
        }

        assertThat(rig.kms.calls()).containsExactly("GenerateDataKey kms.cn-hangzhou.aliyuncs.com key-1");
    }

    @Test
    void encrypt_contextsThatLookAlikeWhenJoined_haveTheirOwnKeys() {
        KmsEnvelopeCipher cipher = rig.cipher();

        cipher.encrypt(PLAINTEXT, MessageContext.of("ab", "c"));
        cipher.encrypt(PLAINTEXT, MessageContext.of("a", "bc"));

        assertThat(rig.generated()).isEqualTo(2);
    }

    @Test
    void encrypt_contextEqualButAnother_sharesTheKey() {
        KmsEnvelopeCipher cipher = rig.cipher();

        cipher.encrypt(PLAINTEXT, MessageContext.of("table", "orders"));
        cipher.encrypt(PLAINTEXT, MessageContext.of("table", "orders"));

        assertThat(rig.generated()).isEqualTo(1);
    }

    @Test
    void encrypt_keyJustYoungEnough_usesIt() {
        KmsEnvelopeCipher cipher = rig.cipher();
        cipher.encrypt(PLAINTEXT, ORDERS);
        rig.kms.goDown(HOME);

        rig.advance(MAX_AGE.minusNanos(1));

        assertThat(cipher.encrypt(PLAINTEXT, ORDERS)).isNotEmpty();
    }

    @Test
    void encrypt_keyAsOldAsItMayBe_asksAnew() {
        KmsEnvelopeCipher cipher = rig.cipher();
        cipher.encrypt(PLAINTEXT, ORDERS);

        rig.advance(MAX_AGE);
        cipher.encrypt(PLAINTEXT, ORDERS);

        assertThat(rig.generated()).isEqualTo(2);
    }

    @Test
    void encrypt_asManyMessagesAsAKeyIsFor_asksAnewForTheNext() {
        KmsEnvelopeCipher cipher = rig.cipher(cache -> cache.maxMessages(3));
        IntStream.range(0, 3).forEach(i -> cipher.encrypt(PLAINTEXT, ORDERS));
        assertThat(rig.generated()).isEqualTo(1);

        cipher.encrypt(PLAINTEXT, ORDERS);

        assertThat(rig.generated()).isEqualTo(2);
    }

    @Test
    void encrypt_asManyBytesAsAKeyIsFor_asksAnewForTheNext() {
        KmsEnvelopeCipher cipher = rig.cipher(cache -> cache.maxBytes(40));
        cipher.encrypt(new byte[15], ORDERS);
        cipher.encrypt(new byte[15], ORDERS);
        assertThat(rig.generated()).isEqualTo(1);

        cipher.encrypt(new byte[11], ORDERS);

        assertThat(rig.generated()).isEqualTo(2);
    }

    @Test
    void encrypt_messageLargerThanAKeyIsFor_getsAKeyOfItsOwn() {
        KmsEnvelopeCipher cipher = rig.cipher(cache -> cache.maxBytes(40));
        cipher.encrypt(new byte[10], ORDERS);

        cipher.encrypt(new byte[41], ORDERS);
        cipher.encrypt(ByteBuffer.allocate(41), ORDERS);
        cipher.encrypt(new byte[10], ORDERS);

        assertThat(rig.generated()).isEqualTo(3);
        assertThat(cipher.heldDataKeys()).isEqualTo(1);
    }

    @Test
    void encryptingStream_passesTheBound_endsUnderItsKeyWhichIsUsedUp() throws IOException {
        KmsEnvelopeCipher cipher = rig.cipher(cache -> cache.maxBytes(40));
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        try (EncryptingOutputStream stream = cipher.encrypting(message, ORDERS)) {
            stream.write(new byte[40]);
            stream.write(1);
        }
        assertThat(rig.generated()).isEqualTo(1);

        cipher.encrypt(new byte[1], ORDERS);

        assertThat(rig.generated()).isEqualTo(2);
        assertThat(cipher.decrypt(message.toByteArray(), ORDERS)).hasSize(41);
    }

    @Test
    void encryptingInputStream_passesTheBound_usesTheKeyUp() throws IOException {
        KmsEnvelopeCipher cipher = rig.cipher(cache -> cache.maxBytes(40));
        try (InputStream stream = cipher.encrypting(new ByteArrayInputStream(new byte[41]), ORDERS)) {
            assertThat(cipher.decrypt(stream.readAllBytes(), ORDERS)).hasSize(41);
        }

        cipher.encrypt(new byte[1], ORDERS);

        assertThat(rig.generated()).isEqualTo(2);
    }

    @Test
    void encryptingChannel_passesTheBound_usesTheKeyUp() throws IOException {
        KmsEnvelopeCipher cipher = rig.cipher(cache -> cache.maxBytes(40));
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        try (WritableByteChannel channel = cipher.encrypting(Channels.newChannel(message), ORDERS)) {
            channel.write(ByteBuffer.allocate(41));
        }

        cipher.encrypt(new byte[1], ORDERS);

        assertThat(rig.generated()).isEqualTo(2);
        assertThat(cipher.decrypt(message.toByteArray(), ORDERS)).hasSize(41);
    }

    @Test
    void encrypt_keyInItsLastQuarterOfAge_isReplacedWithoutWaiting() {
        KmsEnvelopeCipher cipher = rig.cipher();
        cipher.encrypt(PLAINTEXT, ORDERS);
        rig.kms.hold();

        rig.advance(Duration.ofSeconds(225));
        cipher.encrypt(PLAINTEXT, ORDERS);
        cipher.encrypt(PLAINTEXT, ORDERS);

        assertThat(rig.generated()).as("one call is under way").isEqualTo(2);
        rig.kms.releaseAll();
        rig.advance(MAX_AGE.minusSeconds(76));
        cipher.encrypt(PLAINTEXT, ORDERS);
        assertThat(rig.generated()).as("the new key serves").isEqualTo(2);
    }

    @Test
    void encrypt_keyBeforeItsLastQuarter_isNotReplaced() {
        KmsEnvelopeCipher cipher = rig.cipher();
        cipher.encrypt(PLAINTEXT, ORDERS);

        rig.advance(Duration.ofSeconds(225).minusNanos(1));
        cipher.encrypt(PLAINTEXT, ORDERS);

        assertThat(rig.generated()).isEqualTo(1);
    }

    @Test
    void encrypt_lastQuarterOfTheMessages_isReplacedWithoutWaiting() {
        KmsEnvelopeCipher cipher = rig.cipher(cache -> cache.maxMessages(8));
        IntStream.range(0, 6).forEach(i -> cipher.encrypt(PLAINTEXT, ORDERS));
        assertThat(rig.generated()).isEqualTo(1);
        rig.kms.hold();

        cipher.encrypt(PLAINTEXT, ORDERS);
        cipher.encrypt(PLAINTEXT, ORDERS);

        assertThat(rig.generated()).isEqualTo(2);
        rig.kms.releaseAll();
        IntStream.range(0, 6).forEach(i -> cipher.encrypt(PLAINTEXT, ORDERS));
        assertThat(rig.generated()).isEqualTo(2);
    }

    @Test
    void encrypt_kmsDownWithAKeyHeld_goesOnUntilItIsTooOld() {
        KmsEnvelopeCipher cipher = rig.cipher();
        cipher.encrypt(PLAINTEXT, ORDERS);
        rig.kms.goDown(HOME);
        rig.advance(MAX_AGE.minusSeconds(1));
        cipher.encrypt(PLAINTEXT, ORDERS);

        rig.advance(Duration.ofSeconds(1));

        assertThatExceptionOfType(KmsTransportException.class)
                .isThrownBy(() -> cipher.encrypt(PLAINTEXT, ORDERS))
                .withMessageContaining("KMS is down");
    }

    @Test
    void encrypt_refreshFailed_isTriedAgainAfterAPause() {
        KmsEnvelopeCipher cipher = rig.cipher();
        cipher.encrypt(PLAINTEXT, ORDERS);
        rig.kms.goDown(HOME);
        rig.advance(Duration.ofSeconds(230));
        IntStream.range(0, 100).forEach(i -> cipher.encrypt(PLAINTEXT, ORDERS));
        assertThat(rig.generated()).as("one try, then a pause").isEqualTo(2);

        rig.advance(Duration.ofSeconds(10));
        rig.kms.comeUp(HOME);
        cipher.encrypt(PLAINTEXT, ORDERS);

        assertThat(rig.generated()).isEqualTo(3);
        rig.advance(MAX_AGE.minusSeconds(80));
        cipher.encrypt(PLAINTEXT, ORDERS);
        assertThat(rig.generated()).isEqualTo(3);
    }

    @Test
    void encrypt_moreContextsThanEntries_dropsTheLeastRecentlyUsed() {
        KmsEnvelopeCipher cipher = rig.cipher(cache -> cache.maxEntries(2));
        cipher.encrypt(PLAINTEXT, MessageContext.of("n", "1"));
        cipher.encrypt(PLAINTEXT, MessageContext.of("n", "2"));
        cipher.encrypt(PLAINTEXT, MessageContext.of("n", "1"));

        cipher.encrypt(PLAINTEXT, MessageContext.of("n", "3"));
        assertThat(cipher.heldDataKeys()).isEqualTo(2);

        cipher.encrypt(PLAINTEXT, MessageContext.of("n", "1"));
        assertThat(rig.generated()).as("1 is held still").isEqualTo(3);
        cipher.encrypt(PLAINTEXT, MessageContext.of("n", "2"));
        assertThat(rig.generated()).as("2 had to go").isEqualTo(4);
    }

    @Test
    void encrypt_cacheOff_asksForEachMessage() {
        KmsEnvelopeCipher cipher = rig.cipher(cache -> cache.maxEntries(0));

        cipher.encrypt(PLAINTEXT, ORDERS);
        byte[] message = cipher.encrypt(PLAINTEXT, ORDERS);
        cipher.decrypt(message, ORDERS);
        cipher.decrypt(message, ORDERS);

        assertThat(rig.generated()).isEqualTo(2);
        assertThat(rig.decrypted()).isEqualTo(2);
        assertThat(cipher.heldDataKeys()).isZero();
    }

    @Test
    void sweep_keysThatAreTooOld_areDropped() {
        KmsEnvelopeCipher cipher = rig.cipher();
        cipher.decrypt(cipher.encrypt(PLAINTEXT, ORDERS), ORDERS);
        cipher.sweep();
        assertThat(cipher.heldDataKeys()).isEqualTo(2);

        rig.advance(MAX_AGE);
        cipher.sweep();

        assertThat(cipher.heldDataKeys()).isZero();
    }

    @Test
    void encrypt_alias_isResolvedOnceAndFollowed() {
        rig.kms.alias(HOME, "alias/orders", CipherRig.KEY);
        KmsEnvelopeCipher cipher = rig.cipher(EnvelopeOptions.encryptingWith("alias/orders"));
        cipher.encrypt(PLAINTEXT, ORDERS);
        cipher.encrypt(PLAINTEXT, MessageContext.of("table", "customers"));
        assertThat(rig.kms.calls("DescribeKey")).isEqualTo(1);
        rig.kms.alias(HOME, "alias/orders", CipherRig.OTHER_KEY);

        rig.advance(MAX_AGE);
        byte[] message = cipher.encrypt(PLAINTEXT, ORDERS);

        assertThat(rig.kms.calls("DescribeKey")).isEqualTo(2);
        assertThat(cipher.inspect(message).wrappedKeys())
                .singleElement()
                .satisfies(key -> assertThat(key.keyId()).isEqualTo(CipherRig.OTHER_KEY));
    }

    @Test
    void encrypt_aliasAndKeyHeldWhileKmsIsDown_goesOn() {
        rig.kms.alias(HOME, "alias/orders", CipherRig.KEY);
        KmsEnvelopeCipher cipher = rig.cipher(EnvelopeOptions.encryptingWith("alias/orders"));
        cipher.encrypt(PLAINTEXT, ORDERS);
        rig.kms.goDown(HOME);

        rig.advance(MAX_AGE.minusNanos(1));

        assertThat(cipher.encrypt(PLAINTEXT, ORDERS)).isNotEmpty();
    }

    @Test
    void encrypt_severalKeys_wrapsTheDataKeyUnderEach() {
        KmsEnvelopeCipher cipher = rig.cipher(EnvelopeOptions.builder()
                .encryptWith(EnvelopeKey.of(CipherRig.KEY), CipherRig.AWAY_KEY)
                .build());

        byte[] message = cipher.encrypt(PLAINTEXT, ORDERS);

        assertThat(rig.kms.calls())
                .containsExactly(
                        "GenerateDataKey kms.cn-hangzhou.aliyuncs.com key-1",
                        "Encrypt kms.cn-shanghai.aliyuncs.com key-away");
        assertThat(cipher.inspect(message).wrappedKeys())
                .extracting(key -> key.region() + " " + key.keyId())
                .containsExactly("cn-hangzhou key-1", "cn-shanghai key-away");
        rig.assertHandedOutIsWiped();
    }

    @Test
    void encrypt_oneOfSeveralKeysFails_failsWithItAndWipesTheDataKey() {
        rig.kms.goDown(CipherRig.AWAY);
        KmsEnvelopeCipher cipher = rig.cipher(EnvelopeOptions.builder()
                .encryptWith(EnvelopeKey.of(CipherRig.KEY), CipherRig.AWAY_KEY)
                .build());

        assertThatExceptionOfType(KmsTransportException.class).isThrownBy(() -> cipher.encrypt(PLAINTEXT, ORDERS));

        rig.assertHandedOutIsWiped();
    }

    @Test
    void encrypt_cipherThatOnlyDecrypts_saysHowToNameAKey() {
        KmsEnvelopeCipher cipher = rig.cipher(EnvelopeOptions.builder()
                .alsoDecryptWith(EnvelopeKey.of(CipherRig.KEY))
                .build());

        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> cipher.encrypt(PLAINTEXT, ORDERS))
                .withMessageContaining("encryptWith");
        assertThat(rig.kms.calls()).isEmpty();
    }
}
