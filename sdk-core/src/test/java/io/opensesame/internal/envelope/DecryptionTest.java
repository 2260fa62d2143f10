package io.opensesame.internal.envelope;

import static io.opensesame.internal.envelope.CipherRig.AWAY;
import static io.opensesame.internal.envelope.CipherRig.AWAY_KEY;
import static io.opensesame.internal.envelope.CipherRig.HOME;
import static io.opensesame.internal.envelope.CipherRig.KEY;
import static io.opensesame.internal.envelope.CipherRig.MAX_AGE;
import static io.opensesame.internal.envelope.CipherRig.ORDERS;
import static io.opensesame.internal.envelope.CipherRig.OTHER_KEY;
import static io.opensesame.internal.envelope.CipherRig.PLAINTEXT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.opensesame.envelope.AlgorithmSuite;
import io.opensesame.envelope.DecryptingInputStream;
import io.opensesame.envelope.EnvelopeKey;
import io.opensesame.envelope.EnvelopeOptions;
import io.opensesame.envelope.MessageContext;
import io.opensesame.error.AccessDeniedException;
import io.opensesame.error.EnvelopeException;
import io.opensesame.error.InvalidRequestException;
import io.opensesame.error.KeyUnavailableException;
import io.opensesame.error.KmsTransportException;
import io.opensesame.error.ResourceNotFoundException;
import io.opensesame.internal.envelope.message.CipherPool;
import io.opensesame.internal.envelope.message.DataKey;
import io.opensesame.internal.envelope.message.EncryptedDataKey;
import io.opensesame.internal.envelope.message.MessageWriter;
import io.opensesame.kms.KmsEndpoint;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whose messages are opened, where their data keys are asked for, and for how long one is held. */
class DecryptionTest {
    private final CipherRig rig = new CipherRig();
    private final KmsEnvelopeCipher cipher = rig.cipher();

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void decrypt_eachWay_givesThePlaintext() throws IOException {
        byte[] message = cipher.encrypt(PLAINTEXT, ORDERS);

        assertThat(cipher.decrypt(message, ORDERS)).isEqualTo(PLAINTEXT);
        ByteBuffer buffer = ByteBuffer.wrap(message);
        assertThat(cipher.decrypt(buffer, ORDERS)).isEqualTo(ByteBuffer.wrap(PLAINTEXT));
        assertThat(buffer.hasRemaining()).isFalse();
        try (DecryptingInputStream stream = cipher.decrypting(new ByteArrayInputStream(message), ORDERS)) {
            assertThat(stream.header().context()).isEqualTo(ORDERS);
            assertThat(stream.readAllBytes()).isEqualTo(PLAINTEXT);
        }
        try (ReadableByteChannel channel =
                        cipher.decrypting(Channels.newChannel(new ByteArrayInputStream(message)), ORDERS);
                InputStream stream = Channels.newInputStream(channel)) {
            assertThat(stream.readAllBytes()).isEqualTo(PLAINTEXT);
        }
        assertThat(rig.decrypted()).isEqualTo(1);
        rig.assertHandedOutIsWiped();
    }

    @Test
    void decrypt_bufferThatIsRefused_keepsItsPosition() {
        ByteBuffer message = ByteBuffer.wrap(cipher.encrypt(PLAINTEXT, ORDERS));
        message.put(message.limit() - 1, (byte) (message.get(message.limit() - 1) ^ 1));

        assertThatExceptionOfType(EnvelopeException.class).isThrownBy(() -> cipher.decrypt(message, ORDERS));

        assertThat(message.position()).isZero();
    }

    @Test
    void decrypt_dataKeyHeldWhileKmsIsDown_goesOnUntilItIsTooOld() {
        byte[] message = cipher.encrypt(PLAINTEXT, ORDERS);
        cipher.decrypt(message, ORDERS);
        rig.kms.goDown(HOME);
        rig.advance(MAX_AGE.minusNanos(1));
        assertThat(cipher.decrypt(message, ORDERS)).isEqualTo(PLAINTEXT);

        rig.advance(Duration.ofNanos(1));

        assertThatExceptionOfType(KmsTransportException.class)
                .isThrownBy(() -> cipher.decrypt(message, ORDERS))
                .withMessageContaining("KMS is down");
    }

    @Test
    void decrypt_permissionTakenAway_isRefusedOnceTheKeyIsTooOld() {
        byte[] message = cipher.encrypt(PLAINTEXT, ORDERS);
        cipher.decrypt(message, ORDERS);
        rig.kms.deny("Decrypt");

        rig.advance(MAX_AGE);

        assertThatExceptionOfType(AccessDeniedException.class).isThrownBy(() -> cipher.decrypt(message, ORDERS));
    }

    @Test
    void decrypt_otherCredentials_neverUseWhatTheFirstOnesFetched() {
        byte[] message = cipher.encrypt(PLAINTEXT, ORDERS);
        cipher.decrypt(message, ORDERS);
        rig.accessKeyId = "ak-2";
        rig.kms.deny("Decrypt");

        assertThatExceptionOfType(AccessDeniedException.class).isThrownBy(() -> cipher.decrypt(message, ORDERS));

        rig.accessKeyId = "ak-1";
        assertThat(cipher.decrypt(message, ORDERS)).isEqualTo(PLAINTEXT);
    }

    @Test
    void decrypt_moreDataKeysThanEntries_dropsTheLeastRecentlyUsed() {
        KmsEnvelopeCipher small = rig.cipher(cache -> cache.maxEntries(2));
        byte[] one = cipher.encrypt(PLAINTEXT, MessageContext.of("n", "1"));
        byte[] two = cipher.encrypt(PLAINTEXT, MessageContext.of("n", "2"));
        byte[] three = cipher.encrypt(PLAINTEXT, MessageContext.of("n", "3"));

        for (byte[] message : List.of(one, two, one, three, one)) {
            small.decrypt(message, MessageContext.none());
        }
        assertThat(rig.decrypted()).isEqualTo(3);

        small.decrypt(two, MessageContext.none());
        assertThat(rig.decrypted()).isEqualTo(4);
    }

    @Test
    void decrypt_keyThatIsNotAllowed_isRefusedWithoutACall() {
        byte[] message = rig.cipher(EnvelopeOptions.encryptingWith(OTHER_KEY)).encrypt(PLAINTEXT, ORDERS);

        assertThatExceptionOfType(EnvelopeException.class)
                .isThrownBy(() -> cipher.decrypt(message, ORDERS))
                .withMessageContainingAll("'key-2' in cn-hangzhou", "alsoDecryptWith");

        assertThat(rig.decrypted()).isZero();
    }

    @Test
    void decrypt_headerClaimsAnAllowedKey_isRefusedByKmsAnswer() {
        byte[] message = claiming(KEY, OTHER_KEY);

        assertThatExceptionOfType(EnvelopeException.class)
                .isThrownBy(() -> cipher.decrypt(message, ORDERS))
                .withMessageContainingAll("'key-2'", "not allowed", "claims 'key-1'");

        assertThat(rig.decrypted()).isEqualTo(1);
        assertThat(cipher.heldDataKeys()).isZero();
        rig.assertHandedOutIsWiped();
    }

    /** Returns a message under one key whose header names another, as only who has the data key can make it. */
    private byte[] claiming(String claimed, String actual) {
        byte[] raw = new byte[32];
        EncryptedDataKey truth = rig.kms
                .wrap(EnvelopeKey.at(HOME, actual), raw, ORDERS.encryptionContext(), Duration.ofSeconds(1))
                .join();
        EncryptedDataKey lie = new EncryptedDataKey("cn-hangzhou", claimed, truth.ciphertext());
        try (CipherPool ciphers = new CipherPool();
                DataKey key = DataKey.of(AlgorithmSuite.AES_256_GCM, raw, ciphers)) {
            return new MessageWriter(new SecureRandom(), 4_096).encrypt(key, List.of(lie), PLAINTEXT, ORDERS);
        }
    }

    @Test
    void decrypt_keyOfTheOptionsBesidesItsOwn_isOpened() {
        byte[] message = rig.cipher(EnvelopeOptions.encryptingWith(OTHER_KEY)).encrypt(PLAINTEXT, ORDERS);
        KmsEnvelopeCipher reader = rig.cipher(EnvelopeOptions.builder()
                .encryptWith(KEY)
                .alsoDecryptWith(EnvelopeKey.of(OTHER_KEY))
                .build());

        assertThat(reader.decrypt(message, ORDERS)).isEqualTo(PLAINTEXT);
    }

    @Test
    void decrypt_anyKeyAllowed_opensEachThatKmsDecrypts() {
        KmsEnvelopeCipher reader =
                rig.cipher(EnvelopeOptions.builder().decryptWithAnyKey().build());

        assertThat(reader.decrypt(cipher.encrypt(PLAINTEXT, ORDERS), ORDERS)).isEqualTo(PLAINTEXT);
        assertThat(reader.decrypt(claiming("key-unknown", OTHER_KEY), ORDERS)).isEqualTo(PLAINTEXT);
    }

    @Test
    void decrypt_anyKeyAllowedButRegionNotNamed_asksNobodyElsewhere() {
        byte[] message = rig.cipher(
                        EnvelopeOptions.builder().encryptWith(AWAY_KEY).build())
                .encrypt(PLAINTEXT, ORDERS);
        KmsEnvelopeCipher reader =
                rig.cipher(EnvelopeOptions.builder().decryptWithAnyKey().build());

        assertThatExceptionOfType(EnvelopeException.class)
                .isThrownBy(() -> reader.decrypt(message, ORDERS))
                .withMessageContainingAll("'key-away' in cn-shanghai", "EnvelopeKey.inRegion");

        assertThat(rig.decrypted()).isZero();
    }

    @Test
    void decrypt_allowedByAlias_resolvesItOnce() {
        rig.kms.alias(HOME, "alias/orders", KEY);
        KmsEnvelopeCipher reader = rig.cipher(EnvelopeOptions.builder()
                .alsoDecryptWith(EnvelopeKey.of("alias/orders"))
                .build());
        byte[] message = cipher.encrypt(PLAINTEXT, ORDERS);

        assertThat(reader.decrypt(message, ORDERS)).isEqualTo(PLAINTEXT);
        assertThat(reader.decrypt(message, ORDERS)).isEqualTo(PLAINTEXT);

        assertThat(rig.kms.calls("DescribeKey")).isEqualTo(1);
    }

    @Test
    void decrypt_aliasMovedToAnotherKey_refusesTheOldKeyAlsoIfItsDataKeyIsHeld() {
        rig.kms.alias(HOME, "alias/orders", KEY);
        KmsEnvelopeCipher reader = rig.cipher(EnvelopeOptions.builder()
                .alsoDecryptWith(EnvelopeKey.of("alias/orders"))
                .build());
        byte[] early = cipher.encrypt(PLAINTEXT, ORDERS);
        byte[] late = cipher.encrypt(PLAINTEXT, MessageContext.of("table", "late"));
        reader.decrypt(early, ORDERS);
        rig.advance(Duration.ofMinutes(3));
        reader.decrypt(late, MessageContext.none());
        rig.kms.alias(HOME, "alias/orders", OTHER_KEY);

        rig.advance(Duration.ofMinutes(2));

        assertThatExceptionOfType(EnvelopeException.class)
                .isThrownBy(() -> reader.decrypt(late, MessageContext.none()));
        assertThat(rig.decrypted()).isEqualTo(2);
    }

    @Test
    void decrypt_aliasCannotBeResolved_failsWithThatRefusal() {
        rig.kms.alias(HOME, "alias/orders", KEY);
        rig.kms.deny("DescribeKey");
        KmsEnvelopeCipher reader = rig.cipher(EnvelopeOptions.builder()
                .alsoDecryptWith(EnvelopeKey.of("alias/orders"))
                .build());
        byte[] message = cipher.encrypt(PLAINTEXT, ORDERS);

        assertThatExceptionOfType(AccessDeniedException.class)
                .isThrownBy(() -> reader.decrypt(message, ORDERS))
                .withMessageContaining("kms:DescribeKey");
    }

    @Test
    void decrypt_unknownAliasBesidesTheRightKey_needsNoAlias() {
        KmsEnvelopeCipher reader = rig.cipher(EnvelopeOptions.builder()
                .encryptWith(KEY)
                .alsoDecryptWith(EnvelopeKey.of("alias/gone"))
                .build());

        assertThat(reader.decrypt(cipher.encrypt(PLAINTEXT, ORDERS), ORDERS)).isEqualTo(PLAINTEXT);
        assertThat(rig.kms.calls("DescribeKey")).isZero();
    }

    @Test
    void decrypt_unknownAliasAndAForeignMessage_saysThatTheAliasIsUnknown() {
        KmsEnvelopeCipher reader = rig.cipher(EnvelopeOptions.builder()
                .encryptWith(OTHER_KEY)
                .alsoDecryptWith(EnvelopeKey.of("alias/gone"))
                .build());
        byte[] message = cipher.encrypt(PLAINTEXT, ORDERS);

        assertThatExceptionOfType(ResourceNotFoundException.class)
                .isThrownBy(() -> reader.decrypt(message, ORDERS))
                .withMessageContaining("alias/gone");
    }

    @Test
    void decrypt_suiteNotAllowed_isRefusedBeforeAnyCall() {
        byte[] message = rig.cipher(EnvelopeOptions.builder()
                        .encryptWith(KEY)
                        .suite(AlgorithmSuite.AES_128_GCM)
                        .build())
                .encrypt(PLAINTEXT, ORDERS);
        KmsEnvelopeCipher strict = rig.cipher(EnvelopeOptions.builder()
                .encryptWith(KEY)
                .allowedSuites(AlgorithmSuite.AES_256_GCM)
                .build());
        assertThat(cipher.decrypt(message, ORDERS)).isEqualTo(PLAINTEXT);

        assertThatExceptionOfType(EnvelopeException.class)
                .isThrownBy(() -> strict.decrypt(message, ORDERS))
                .withMessageContainingAll("AES_128_GCM", "allowedSuites");

        assertThat(rig.decrypted()).isEqualTo(1);
    }

    @Test
    void decrypt_tooManyEncryptedDataKeys_isRefusedBeforeAnyCall() {
        byte[] message = bothRegions().encrypt(PLAINTEXT, ORDERS);
        KmsEnvelopeCipher strict = rig.cipher(EnvelopeOptions.builder()
                .encryptWith(KEY)
                .maxEncryptedDataKeys(1)
                .build());

        assertThatExceptionOfType(EnvelopeException.class)
                .isThrownBy(() -> strict.decrypt(message, ORDERS))
                .withMessageContainingAll("has 2 encrypted data keys", "at most 1", "maxEncryptedDataKeys");

        assertThat(rig.decrypted()).isZero();
    }

    private KmsEnvelopeCipher bothRegions() {
        return rig.cipher(EnvelopeOptions.builder()
                .encryptWith(EnvelopeKey.of(KEY), AWAY_KEY)
                .build());
    }

    @Test
    void decrypt_requiredPairs_countWhereverTheyStand() {
        byte[] message = cipher.encrypt(PLAINTEXT, ORDERS.withMessagePair("id", "7"));

        assertThat(cipher.decrypt(message, MessageContext.of("id", "7"))).isEqualTo(PLAINTEXT);
        assertThat(cipher.decrypt(message, MessageContext.none().withMessagePair("table", "orders")))
                .isEqualTo(PLAINTEXT);
    }

    @Test
    void decrypt_pairOfTheCallMissingOrOther_isRefusedOnHitsToo() {
        byte[] message = cipher.encrypt(PLAINTEXT, ORDERS.withMessagePair("id", "7"));
        cipher.decrypt(message, ORDERS);

        assertThatExceptionOfType(EnvelopeException.class)
                .isThrownBy(() -> cipher.decrypt(message, ORDERS.withMessagePair("id", "8")))
                .withMessageContaining("must have 'id' = '8', but there it is '7'");
        assertThatExceptionOfType(EnvelopeException.class)
                .isThrownBy(() -> cipher.decrypt(message, MessageContext.of("tenant", "a")))
                .withMessageContaining("has no 'tenant'");
    }

    @Test
    void decrypt_pairOfTheOptionsMissing_isRefusedBeforeAnyCall() {
        byte[] message = cipher.encrypt(PLAINTEXT, ORDERS);
        KmsEnvelopeCipher strict = rig.cipher(EnvelopeOptions.builder()
                .encryptWith(KEY)
                .requiredContext(MessageContext.of("tenant", "a"))
                .build());

        assertThatExceptionOfType(EnvelopeException.class)
                .isThrownBy(() -> strict.decrypt(message, ORDERS))
                .withMessageContaining("'tenant' = 'a'");

        assertThat(rig.decrypted()).isZero();
    }

    @Test
    void encrypt_pairOfTheOptionsMissing_isRefusedBeforeAnyCall() {
        KmsEnvelopeCipher strict = rig.cipher(EnvelopeOptions.builder()
                .encryptWith(KEY)
                .requiredContext(MessageContext.of("tenant", "a").withMessagePair("kind", "order"))
                .build());

        assertThatIllegalArgumentException()
                .isThrownBy(() -> strict.encrypt(PLAINTEXT, ORDERS))
                .withMessageContainingAll("'tenant' = 'a'", "requiredContext");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> strict.encrypting(OutputStream.nullOutputStream(), MessageContext.of("tenant", "b")))
                .withMessageContaining("'tenant' = 'a'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> strict.encrypt(PLAINTEXT, MessageContext.of("tenant", "a")))
                .withMessageContaining("'kind' = 'order'");

        assertThat(rig.kms.calls()).isEmpty();
    }

    @Test
    void encrypt_pairOfTheOptionsInAnotherPart_isReadBack() {
        KmsEnvelopeCipher strict = rig.cipher(EnvelopeOptions.builder()
                .encryptWith(KEY)
                .requiredContext(MessageContext.of("tenant", "a"))
                .build());

        byte[] message = strict.encrypt(PLAINTEXT, ORDERS.withMessagePair("tenant", "a"));

        assertThat(strict.decrypt(message, ORDERS)).isEqualTo(PLAINTEXT);
    }

    @Test
    void decrypt_twoRegions_asksHomeAlone() {
        KmsEnvelopeCipher both = bothRegions();

        assertThat(both.decrypt(both.encrypt(PLAINTEXT, ORDERS), ORDERS)).isEqualTo(PLAINTEXT);

        assertThat(rig.kms.calls()).contains("Decrypt kms.cn-hangzhou.aliyuncs.com");
        assertThat(rig.decrypted()).isEqualTo(1);
    }

    @Test
    void decrypt_twoRegionsAndHomeIsDown_asksTheOther() {
        KmsEnvelopeCipher both = bothRegions();
        byte[] message = both.encrypt(PLAINTEXT, ORDERS);
        rig.kms.goDown(HOME);

        assertThat(both.decrypt(message, ORDERS)).isEqualTo(PLAINTEXT);
        assertThat(both.decrypt(message, ORDERS)).isEqualTo(PLAINTEXT);

        assertThat(rig.decrypted()).as("home, the other; then it is held").isEqualTo(2);
    }

    @Test
    void decrypt_bothRegionsFail_throwsTheFirstAndKeepsTheOther() {
        KmsEnvelopeCipher both = bothRegions();
        byte[] message = both.encrypt(PLAINTEXT, ORDERS);
        rig.kms.disable(HOME, KEY);
        rig.kms.goDown(AWAY);

        assertThatExceptionOfType(KeyUnavailableException.class)
                .isThrownBy(() -> both.decrypt(message, ORDERS))
                .satisfies(failure ->
                        assertThat(failure.getSuppressed()).singleElement().isInstanceOf(KmsTransportException.class));
    }

    @Test
    void decrypt_oneRegionSaysNoCiphertextAndOneIsDown_throwsWhatMayBeOtherNextTime() {
        KmsEnvelopeCipher both = bothRegions();
        byte[] message = both.encrypt(PLAINTEXT, ORDERS);
        rig.kms.key(HOME, KEY); // another key of this name, so the ciphertext does not fit
        rig.kms.goDown(AWAY);

        assertThatExceptionOfType(KmsTransportException.class)
                .isThrownBy(() -> both.decrypt(message, ORDERS))
                .satisfies(failure -> assertThat(failure.getSuppressed())
                        .singleElement()
                        .isInstanceOf(InvalidRequestException.class));
    }

    @Test
    void decrypt_ciphertextThatIsNone_becomesAnEnvelopeException() {
        byte[] message = cipher.encrypt(PLAINTEXT, ORDERS);
        rig.kms.key(HOME, KEY);

        assertThatExceptionOfType(EnvelopeException.class)
                .isThrownBy(() -> cipher.decrypt(message, ORDERS))
                .withMessageContaining("'key-1' in cn-hangzhou")
                .withCauseInstanceOf(InvalidRequestException.class);
    }

    @Test
    void decrypt_endpointsWithoutARegion_areEachAskedForTheirKey() {
        KmsEndpoint one = KmsEndpoint.of(URI.create("http://127.0.0.1:1"));
        KmsEndpoint two = KmsEndpoint.of(URI.create("http://127.0.0.1:2"));
        rig.kms.key(one, "key-one").key(two, "key-two");
        KmsEnvelopeCipher both = rig.cipher(EnvelopeOptions.builder()
                .encryptWith(EnvelopeKey.at(one, "key-one"), EnvelopeKey.at(two, "key-two"))
                .build());
        byte[] message = both.encrypt(PLAINTEXT, ORDERS);
        rig.kms.goDown(one);

        assertThat(both.decrypt(message, ORDERS)).isEqualTo(PLAINTEXT);

        assertThat(rig.kms.calls()).contains("Decrypt 127.0.0.1:1", "Decrypt 127.0.0.1:2");
        assertThat(rig.decrypted()).isEqualTo(2);
    }

    @Test
    void decrypt_hangingHome_leavesTimeForTheOtherRegion() {
        rig.callTime = Duration.ofMillis(200);
        KmsEnvelopeCipher both = bothRegions();
        byte[] message = both.encrypt(PLAINTEXT, ORDERS);

        both.decrypt(message, ORDERS);

        assertThat(rig.kms.times("Decrypt"))
                .singleElement()
                .satisfies(time -> assertThat(time).isLessThanOrEqualTo(Duration.ofMillis(100)));
    }

    @Test
    void inspect_message_tellsItsHeaderWithoutACall() {
        byte[] message = cipher.encrypt(PLAINTEXT, ORDERS.withMessagePair("id", "7"));
        int calls = rig.kms.calls().size();

        assertThat(cipher.inspect(message).context()).isEqualTo(ORDERS.withMessagePair("id", "7"));
        assertThat(cipher.inspect(message).suite()).isEqualTo(AlgorithmSuite.AES_256_GCM);

        assertThat(rig.kms.calls()).hasSize(calls);
    }
}
