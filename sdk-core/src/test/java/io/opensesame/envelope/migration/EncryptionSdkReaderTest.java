package io.opensesame.envelope.migration;

import static io.opensesame.envelope.migration.MessageMaker.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.opensesame.error.AccessDeniedException;
import io.opensesame.error.EnvelopeException;
import io.opensesame.error.InvalidRequestException;
import io.opensesame.error.ServiceRefusal;
import io.opensesame.error.ThrottledException;
import io.opensesame.kms.crypto.EncryptionContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EncryptionSdkReaderTest {
    private static final String HANGZHOU = "acs:kms:cn-hangzhou:1234567890123456:key/key-hzz1";
    private static final String BEIJING = "acs:kms:cn-beijing:1234567890123456:key/key-bjj1";
    private static final EncryptionContext NONE = EncryptionContext.none();

    /** Names whose order by UTF-16 units, which Java compares by, is not that of their bytes. */
    private static final EncryptionContext CONTEXT =
            EncryptionContext.of(Map.of("\uffee", "half width", "\ud83d\ude00", "emoji", "用途", "测试"));

    static List<PublishedMessage> published() {
        return PublishedMessage.all();
    }

    @ParameterizedTest
    @MethodSource("published")
    void decrypt_messageOfTheSdk_isItsPlaintext(PublishedMessage published) {
        DecryptedMessage decrypted = reader(published, true).decrypt(published.message(), NONE);

        assertThat(decrypted.exposePlaintext()).isEqualTo(utf8(published.plaintext()));
        assertThat(decrypted.context()).isEqualTo(published.context());
        assertThat(decrypted.keyArn()).isEqualTo(published.keyArn());
    }

    @ParameterizedTest
    @MethodSource("published")
    void decrypt_streamThatGivesSingleBytes_isItsPlaintext(PublishedMessage published) throws IOException {
        InputStream trickle = new ByteArrayInputStream(published.message()) {
            @Override
            public synchronized int read(byte[] target, int offset, int length) {
                return super.read(target, offset, Math.min(length, 1));
            }
        };

        DecryptedMessage decrypted = reader(published, true).decrypt(trickle, NONE);

        assertThat(decrypted.exposePlaintext()).isEqualTo(utf8(published.plaintext()));
    }

    @ParameterizedTest
    @EnumSource
    void decrypt_eachAlgorithmInBothForms_isItsPlaintext(EncryptionSdkAlgorithm algorithm) throws Exception {
        byte[] plaintext = utf8("48 bytes, so that no mode needs padding: 0123456");
        byte[] dataKey = dataKey(algorithm.keyBytes());
        MessageMaker maker = new MessageMaker(algorithm.id(), dataKey)
                .under(HANGZHOU, utf8("wrapped in hangzhou"))
                .under(BEIJING, utf8("wrapped in beijing"))
                .context(CONTEXT);
        FakeKeys keys = new FakeKeys().with(BEIJING, utf8("wrapped in beijing"), CONTEXT, dataKey);
        EncryptionSdkReader reader = reader(keys, options -> options.allowUnauthenticatedMessages(), BEIJING);

        assertThat(reader.decrypt(maker.der(plaintext), NONE).exposePlaintext()).isEqualTo(plaintext);
        assertThat(reader.decrypt(maker.stream(plaintext), NONE).exposePlaintext())
                .isEqualTo(plaintext);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 100, 70_000})
    void decrypt_plaintextOfAnyLength_isRead(int length) throws Exception {
        byte[] plaintext = new byte[length];
        Arrays.fill(plaintext, (byte) 'x');
        FakeKeys keys = new FakeKeys().with(HANGZHOU, utf8("wrapped"), NONE, dataKey(16));
        EncryptionSdkReader reader = reader(keys, options -> options, HANGZHOU);

        for (int algorithm : new int[] {1, 9}) {
            MessageMaker maker = new MessageMaker(algorithm, dataKey(16)).under(HANGZHOU, utf8("wrapped"));

            assertThat(reader.decrypt(maker.der(plaintext), NONE).exposePlaintext())
                    .isEqualTo(plaintext);
            assertThat(reader.decrypt(maker.stream(plaintext), NONE).exposePlaintext())
                    .isEqualTo(plaintext);
        }
    }

    @Test
    void decrypt_modeWithoutAuthentication_isRefusedUnlessAllowedByName() {
        PublishedMessage cbc = PublishedMessage.named("AES_CBC_PKCS5_256");
        FakeKeys keys = cbc.keys();

        assertThatExceptionOfType(EnvelopeException.class)
                .isThrownBy(() -> reader(keys, options -> options, cbc.keyArn()).decrypt(cbc.message(), NONE))
                .withMessageContaining("AES_CBC_PKCS5_256")
                .withMessageContaining("allowUnauthenticatedMessages()");
        assertThat(keys.asked).isEmpty();
    }

    @Test
    void decrypt_whateverIsWrongInside_isRefusedWithTheSameWords() throws Exception {
        byte[] dataKey = dataKey(16);
        FakeKeys keys = new FakeKeys()
                .with(HANGZHOU, utf8("wrapped"), NONE, dataKey)
                .with(HANGZHOU, utf8("too long"), NONE, dataKey(32));
        EncryptionSdkReader reader = reader(keys, options -> options.allowUnauthenticatedMessages(), HANGZHOU);
        MessageMaker cbc = new MessageMaker(5, dataKey).under(HANGZHOU, utf8("wrapped"));
        MessageMaker sm4 = new MessageMaker(11, dataKey).under(HANGZHOU, utf8("wrapped"));
        MessageMaker gcm = new MessageMaker(1, dataKey).under(HANGZHOU, utf8("wrapped"));
        List<byte[]> broken = List.of(
                cbc.derOfBody(new byte[16]), // no padding, as good as surely
                cbc.derOfBody(new byte[15]), // no whole block
                cbc.derOfBody(new byte[0]),
                sm4.derOfBody(new byte[16]),
                sm4.derOfBody(new byte[17]),
                gcm.derOfBody(new byte[20]), // no tag of it
                new MessageMaker(9, dataKey).under(HANGZHOU, utf8("wrapped")).derOfBody(new byte[20]),
                new MessageMaker(5, dataKey).under(HANGZHOU, utf8("too long")).der(utf8("x")),
                cbc.spoilHeaderTag().der(utf8("x")));

        List<EnvelopeException> refusals = broken.stream()
                .map(message -> catchThrowableOfType(EnvelopeException.class, () -> reader.decrypt(message, NONE)))
                .toList();

        assertThat(refusals)
                .doesNotContainNull()
                .extracting(Throwable::getMessage)
                .containsOnly("cannot open the message: it was changed since it was encrypted."
                        + " Restore it from where it came from; no plaintext was given out");
        assertThat(refusals).extracting(Throwable::getCause).containsOnlyNulls();
    }

    @Test
    void decrypt_keyThatIsNotAllowed_isRefusedWithoutAskingKms() {
        PublishedMessage published = PublishedMessage.named("AES_GCM_NOPADDING_256");
        FakeKeys keys = published.keys();

        assertThatExceptionOfType(EnvelopeException.class)
                .isThrownBy(() -> reader(keys, options -> options, BEIJING).decrypt(published.message(), NONE))
                .withMessageContaining(BEIJING)
                .withMessageContaining(published.keyArn());
        assertThat(keys.asked).isEmpty();
    }

    @Test
    void decrypt_kmsNamesAnotherKeyThanTheMessage_isRefused() {
        PublishedMessage published = PublishedMessage.named("AES_GCM_NOPADDING_256");
        FakeKeys keys = new FakeKeys()
                .answering("key-of-a-stranger", utf8("wrapped-data-key-0001"), published.context(), dataKey(32));

        assertThatExceptionOfType(EnvelopeException.class)
                .isThrownBy(() ->
                        reader(keys, options -> options, published.keyArn()).decrypt(published.message(), NONE))
                .withMessageContaining("'key-of-a-stranger'");
        assertWiped(keys);
    }

    @Test
    void decrypt_kmsAnswersWithTheArn_isItsPlaintext() {
        PublishedMessage published = PublishedMessage.named("AES_GCM_NOPADDING_256");
        FakeKeys keys = new FakeKeys()
                .answering(published.keyArn(), utf8("wrapped-data-key-0001"), published.context(), dataKey(32));

        DecryptedMessage decrypted =
                reader(keys, options -> options, published.keyArn()).decrypt(published.message(), NONE);

        assertThat(decrypted.exposePlaintext()).isEqualTo(utf8("hello"));
        assertWiped(keys);
    }

    @Test
    void decrypt_pairThatIsRequired_mustBeThere() {
        PublishedMessage published = PublishedMessage.named("AES_GCM_NOPADDING_256");
        FakeKeys keys = published.keys();
        EncryptionSdkReader reader =
                reader(keys, options -> options.requiredContext(EncryptionContext.of("a", "1")), published.keyArn());
        EncryptionSdkReader strict =
                reader(keys, options -> options.requiredContext(EncryptionContext.of("c", "3")), published.keyArn());

        DecryptedMessage decrypted = reader.decrypt(published.message(), EncryptionContext.of("b", "2"));

        assertThat(decrypted.exposePlaintext()).isEqualTo(utf8("hello"));
        assertThatExceptionOfType(EnvelopeException.class)
                .isThrownBy(() -> reader.decrypt(published.message(), EncryptionContext.of("b", "3")))
                .withMessageContaining("b=3");
        assertThatExceptionOfType(EnvelopeException.class)
                .isThrownBy(() -> strict.decrypt(published.message(), NONE))
                .withMessageContaining("c=3");
        assertThat(keys.asked).hasSize(1);
    }

    @Test
    void decrypt_moreDataKeysThanAllowed_isRefusedWithoutAskingKms() throws Exception {
        byte[] message = twoKeys();
        FakeKeys keys = new FakeKeys();

        assertThatExceptionOfType(EnvelopeException.class)
                .isThrownBy(() -> reader(keys, options -> options.maxEncryptedDataKeys(1), HANGZHOU)
                        .decrypt(message, NONE))
                .withMessageContaining("2 encrypted data keys");
        assertThat(keys.asked).isEmpty();
    }

    @Test
    void decrypt_firstKeyFails_opensWithTheSecond() throws Exception {
        FakeKeys keys = new FakeKeys()
                .failing(utf8("wrapped 1"), denied())
                .with(HANGZHOU, utf8("wrapped 2"), NONE, dataKey(16));

        DecryptedMessage decrypted =
                reader(keys, options -> options, HANGZHOU, BEIJING).decrypt(twoKeys(), NONE);

        assertThat(decrypted.exposePlaintext()).isEqualTo(utf8("hello"));
        assertThat(decrypted.keyArn()).isEqualTo(HANGZHOU);
    }

    @Test
    void decrypt_everyKeyFails_throwsTheFirstFailureWithTheOthers() throws Exception {
        AccessDeniedException denied = denied();
        ThrottledException throttled = new ThrottledException(refusal("Rejected.Throttling"), null);
        FakeKeys keys = new FakeKeys().failing(utf8("wrapped 1"), denied).failing(utf8("wrapped 2"), throttled);
        EncryptionSdkReader reader = reader(keys, options -> options, HANGZHOU, BEIJING);
        byte[] message = twoKeys();

        AccessDeniedException thrown =
                catchThrowableOfType(AccessDeniedException.class, () -> reader.decrypt(message, NONE));

        assertThat(thrown).isSameAs(denied);
        assertThat(thrown.getSuppressed()).containsExactly(throttled);
    }

    @Test
    void decrypt_kmsKnowsNoSuchCiphertext_isAnEnvelopeException() {
        PublishedMessage published = PublishedMessage.named("AES_GCM_NOPADDING_256");

        assertThatExceptionOfType(EnvelopeException.class)
                .isThrownBy(() -> reader(new FakeKeys(), options -> options, published.keyArn())
                        .decrypt(published.message(), NONE))
                .withMessageContaining(published.keyArn())
                .withCauseInstanceOf(InvalidRequestException.class);
    }

    @Test
    void decrypt_messageLongerThanTheLimit_isRefusedWithAdvice() {
        PublishedMessage published = PublishedMessage.named("AES_GCM_NOPADDING_256");
        int length = published.message().length;
        EncryptionSdkReader fits =
                reader(published.keys(), options -> options.maxMessageBytes(length), published.keyArn());
        EncryptionSdkReader tooSmall =
                reader(published.keys(), options -> options.maxMessageBytes(length - 1), published.keyArn());

        assertThat(fits.decrypt(published.message(), NONE).exposePlaintext()).isEqualTo(utf8("hello"));
        assertThatExceptionOfType(EnvelopeException.class)
                .isThrownBy(() -> tooSmall.decrypt(published.message(), NONE))
                .withMessageContaining("raise maxMessageBytes");
        assertThatExceptionOfType(EnvelopeException.class)
                .isThrownBy(() -> tooSmall.decrypt(new ByteArrayInputStream(published.message()), NONE))
                .withMessageContaining("raise maxMessageBytes");
    }

    @Test
    void authenticatedFields_ofPublishedMessages_areThoseOfTheSdk() {
        List<PublishedMessage> withFields = published().stream()
                .filter(published -> published.fields().has("headerAadHex"))
                .toList();

        assertThat(withFields).hasSizeGreaterThan(3).allSatisfy(published -> {
            EncryptionSdkMessage message = EncryptionSdkMessage.parse(ByteBuffer.wrap(published.message()));
            assertThat(AuthenticatedFields.ofHeader(message)).isEqualTo(published.hex("headerAadHex"));
            assertThat(AuthenticatedFields.ofBody(message)).isEqualTo(published.hex("bodyAadHex"));
        });
    }

    @Test
    void toString_decryptedMessage_showsNoPlaintext() {
        PublishedMessage published = PublishedMessage.named("AES_GCM_NOPADDING_256");

        assertThat(reader(published, false).decrypt(published.message(), NONE))
                .hasToString("DecryptedMessage[plaintext=<redacted>, context=" + published.context() + ", keyArn="
                        + published.keyArn() + "]");
    }

    private static byte[] twoKeys() throws IOException, GeneralSecurityException {
        return new MessageMaker(1, dataKey(16))
                .under(BEIJING, utf8("wrapped 1"))
                .under(HANGZHOU, utf8("wrapped 2"))
                .der(utf8("hello"));
    }

    private static void assertWiped(FakeKeys keys) {
        assertThat(keys.answers).isNotEmpty();
        keys.answers.forEach(answer -> assertThatIllegalStateException().isThrownBy(answer::exposePlaintext));
    }

    private static byte[] dataKey(int length) {
        byte[] key = new byte[length];
        for (int i = 0; i < length; i++) {
            key[i] = (byte) i;
        }
        return key;
    }

    private static AccessDeniedException denied() {
        return new AccessDeniedException(refusal("Forbidden.NoPermission"), BEIJING, "{}");
    }

    private static ServiceRefusal refusal(String code) {
        return new ServiceRefusal("Decrypt", "", "kms.example", 403, code, "", "r-1");
    }

    private static EncryptionSdkReader reader(PublishedMessage published, boolean unauthenticated) {
        return reader(
                published.keys(),
                options -> unauthenticated ? options.allowUnauthenticatedMessages() : options,
                published.keyArn());
    }

    private static EncryptionSdkReader reader(
            FakeKeys keys, UnaryOperator<EncryptionSdkReaderOptions.Builder> setting, String arn, String... further) {
        EncryptionSdkReaderOptions.Builder builder = EncryptionSdkReaderOptions.builder(arn, further);
        return new EncryptionSdkReader(keys, setting.apply(builder).build());
    }
}
