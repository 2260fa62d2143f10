package io.opensesame;

import static io.opensesame.TestClients.connectedTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.opensesame.envelope.AlgorithmSuite;
import io.opensesame.envelope.DataKeyCacheOptions;
import io.opensesame.envelope.DecryptionResult;
import io.opensesame.envelope.EncryptingOutputStream;
import io.opensesame.envelope.EnvelopeCipher;
import io.opensesame.envelope.EnvelopeKey;
import io.opensesame.envelope.EnvelopeOptions;
import io.opensesame.envelope.MessageContext;
import io.opensesame.error.AccessDeniedException;
import io.opensesame.error.EnvelopeException;
import io.opensesame.error.InvalidRequestException;
import io.opensesame.error.KeyUnavailableException;
import io.opensesame.error.KmsTransportException;
import io.opensesame.kms.CallOptions;
import io.opensesame.kms.KmsEndpoint;
import io.opensesame.kms.alias.CreateAliasRequest;
import io.opensesame.kms.alias.UpdateAliasRequest;
import io.opensesame.kms.key.CreateKeyRequest;
import io.opensesame.kms.key.DisableKeyRequest;
import io.opensesame.localkms.LocalKms;
import io.opensesame.localkms.fault.Fault;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Envelope encryption with data keys that LocalKms makes, over real HTTP. */
@Timeout(120)
class EnvelopeIT {
    private static final MessageContext ORDERS = MessageContext.of("table", "orders");
    private static final byte[] PLAINTEXT = "a card number".getBytes(StandardCharsets.UTF_8);

    private final LocalKms kms = LocalKms.start();
    private final LocalKms elsewhere = LocalKms.builder()
            .accessKey(kms.accessKeyId(), kms.exposeAccessKeySecret())
            .start();
    private final MovedClock clock = new MovedClock();
    private final OpenSesame sesame = connectedTo(kms)
            .clock(clock)
            .calls(CallOptions.builder()
                    .deadline(Duration.ofSeconds(10))
                    .maxAttempts(2)
                    .build())
            .build();
    private final String key = createKey(sesame);

    /** A clock that moves only when a test says so. */
    private static final class MovedClock extends Clock {
        private volatile Instant now = Instant.parse("2026-01-02T03:04:05Z");

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        synchronized void advance(Duration step) {
            now = now.plus(step);
        }
    }

    private static String createKey(OpenSesame at) {
        return at.kms()
                .keys()
                .createKey(CreateKeyRequest.builder().build())
                .keyMetadata()
                .keyId();
    }

    @AfterEach
    void close() {
        sesame.close();
        elsewhere.close();
        kms.close();
    }

    private EnvelopeCipher cipher() {
        return sesame.envelope(EnvelopeOptions.encryptingWith(key));
    }

    @Test
    void encrypt_hundredThousandSmallMessagesOfOneContext_causeOneCall() {
        EnvelopeCipher cipher = cipher();
        byte[] last = {};

        for (int i = 0; i < 100_000; i++) {
            last = cipher.encrypt(PLAINTEXT, ORDERS.withMessagePair("id", "" + i));
        }

        assertThat(kms.requestCount("GenerateDataKey")).isEqualTo(1);
        assertThat(cipher.decrypt(last, MessageContext.of("id", "99999"))).isEqualTo(PLAINTEXT);
    }

    @Test
    void roundTrip_eachSuite_asStreamsToo() throws IOException {
        byte[] plaintext = new byte[300_000];
        new Random(1).nextBytes(plaintext);
        for (AlgorithmSuite suite : AlgorithmSuite.values()) {
            EnvelopeCipher cipher = sesame.envelope(
                    EnvelopeOptions.builder().encryptWith(key).suite(suite).build());
            ByteArrayOutputStream message = new ByteArrayOutputStream();
            try (EncryptingOutputStream stream = cipher.encrypting(message, ORDERS)) {
                stream.write(plaintext);
            }

            assertThat(cipher.decrypt(message.toByteArray(), ORDERS)).isEqualTo(plaintext);
            try (InputStream stream =
                    cipher.decrypting(new ByteArrayInputStream(cipher.encrypt(plaintext, ORDERS)), ORDERS)) {
                assertThat(stream.readAllBytes()).isEqualTo(plaintext);
            }
        }
    }

    @Test
    void encryptAndDecrypt_outageWithKeysHeld_goOnWithinTheirAge() {
        EnvelopeCipher cipher = cipher();
        byte[] message = cipher.encrypt(PLAINTEXT, ORDERS);
        cipher.decrypt(message, ORDERS);
        kms.stopServing();

        clock.advance(Duration.ofMinutes(5).minusSeconds(1));
        assertThat(cipher.decrypt(cipher.encrypt(PLAINTEXT, ORDERS), ORDERS)).isEqualTo(PLAINTEXT);

        clock.advance(Duration.ofSeconds(1));
        assertThatExceptionOfType(KmsTransportException.class)
                .isThrownBy(() -> cipher.encrypt(PLAINTEXT, ORDERS))
                .withMessageContaining("GenerateDataKey");
        assertThatExceptionOfType(KmsTransportException.class).isThrownBy(() -> cipher.decrypt(message, ORDERS));
    }

    @Test
    void decrypt_firstRegionIsDown_asksTheSecond() {
        KmsEndpoint second = KmsEndpoint.of(elsewhere.endpoint());
        String secondKey;
        try (OpenSesame there = connectedTo(elsewhere).build()) {
            secondKey = createKey(there);
        }
        EnvelopeOptions bothKeys = EnvelopeOptions.builder()
                .encryptWith(EnvelopeKey.of(key), EnvelopeKey.at(second, secondKey))
                .dataKeys(DataKeyCacheOptions.off())
                .build();
        EnvelopeCipher cipher = sesame.envelope(bothKeys);
        byte[] message = cipher.encrypt(PLAINTEXT, ORDERS);
        assertThat(cipher.decrypt(message, ORDERS)).isEqualTo(PLAINTEXT);
        assertThat(elsewhere.requestCount("Decrypt")).isZero();

        kms.stopServing();

        assertThat(cipher.decrypt(message, ORDERS)).isEqualTo(PLAINTEXT);
        assertThat(elsewhere.requestCount("Encrypt")).isEqualTo(1);
        assertThat(elsewhere.requestCount("Decrypt")).isEqualTo(1);
    }

    @Test
    void decrypt_keyWasDisabled_saysSoOnceTheDataKeyIsTooOld() {
        EnvelopeCipher cipher = cipher();
        byte[] message = cipher.encrypt(PLAINTEXT, ORDERS);
        cipher.decrypt(message, ORDERS);
        sesame.kms().keys().disableKey(DisableKeyRequest.of(key));
        assertThat(cipher.decrypt(message, ORDERS)).isEqualTo(PLAINTEXT);

        clock.advance(Duration.ofMinutes(5));

        assertThatExceptionOfType(KeyUnavailableException.class).isThrownBy(() -> cipher.decrypt(message, ORDERS));
        assertThatExceptionOfType(KeyUnavailableException.class).isThrownBy(() -> cipher.encrypt(PLAINTEXT, ORDERS));
    }

    @Test
    void encrypt_noPermission_namesTheStatementThatIsMissing() {
        kms.faults()
                .add(Fault.error(403, "Forbidden.NoPermission", "This operation is forbidden by permission system.")
                        .onOperation("GenerateDataKey"));

        assertThatExceptionOfType(AccessDeniedException.class)
                .isThrownBy(() -> cipher().encrypt(PLAINTEXT, ORDERS))
                .withMessageContainingAll("kms:GenerateDataKey", "key/" + key);
    }

    @Test
    void encrypt_aliasWithoutPermissionToResolveIt_namesDescribeKey() {
        kms.faults()
                .add(Fault.error(403, "Forbidden.NoPermission", "This operation is forbidden by permission system.")
                        .onOperation("DescribeKey"));
        EnvelopeCipher cipher = sesame.envelope(EnvelopeOptions.encryptingWith("alias/orders"));

        assertThatExceptionOfType(AccessDeniedException.class)
                .isThrownBy(() -> cipher.encrypt(PLAINTEXT, ORDERS))
                .withMessageContainingAll("kms:DescribeKey", "alias/orders");
    }

    @Test
    void encrypt_alias_followsItToAnotherKey() {
        String next = createKey(sesame);
        sesame.kms().aliases().createAlias(CreateAliasRequest.of("alias/orders", key));
        EnvelopeCipher cipher = sesame.envelope(EnvelopeOptions.encryptingWith("alias/orders"));
        byte[] message = cipher.encrypt(PLAINTEXT, ORDERS);
        assertThat(cipher.decrypt(message, ORDERS)).isEqualTo(PLAINTEXT);
        assertThat(kms.requestCount("DescribeKey")).isEqualTo(1);
        sesame.kms().aliases().updateAlias(UpdateAliasRequest.of("alias/orders", next));

        clock.advance(Duration.ofMinutes(5));

        assertThat(cipher.inspect(cipher.encrypt(PLAINTEXT, ORDERS)).wrappedKeys())
                .singleElement()
                .satisfies(wrapped -> assertThat(wrapped.keyId()).isEqualTo(next));
    }

    @Test
    void decrypt_encryptionContextChangedInTheHeader_isRefusedByKms() {
        byte[] message = cipher().encrypt(PLAINTEXT, ORDERS);
        int value = new String(message, StandardCharsets.ISO_8859_1).indexOf("orders");
        message[value] = 'O';

        assertThatExceptionOfType(EnvelopeException.class)
                .isThrownBy(() -> cipher().decrypt(message, MessageContext.none()))
                .withCauseInstanceOf(InvalidRequestException.class)
                .withMessageContaining(key);
    }

    @Test
    void decryptAll_manyMessages_asksOnceForEachDataKey() {
        EnvelopeCipher cipher = cipher();
        List<byte[]> messages = new ArrayList<>();
        IntStream.range(0, 200)
                .forEach(i -> messages.add(cipher.encrypt(PLAINTEXT, MessageContext.of("n", "" + i % 20))));

        List<DecryptionResult> results = cipher().decryptAll(messages, MessageContext.none());

        assertThat(results)
                .hasSize(200)
                .allSatisfy(result -> assertThat(result.exposePlaintext()).isEqualTo(PLAINTEXT));
        assertThat(kms.requestCount("Decrypt")).isEqualTo(20);
    }

    @Test
    void rewrap_toANewKey_readsUnderItAlone() {
        byte[] message = cipher().encrypt(PLAINTEXT, ORDERS);
        String next = createKey(sesame);
        EnvelopeCipher mover = sesame.envelope(EnvelopeOptions.builder()
                .encryptWith(next)
                .alsoDecryptWith(EnvelopeKey.of(key))
                .build());

        byte[] moved = mover.rewrap(message);

        sesame.kms().keys().disableKey(DisableKeyRequest.of(key));
        assertThat(sesame.envelope(EnvelopeOptions.encryptingWith(next)).decrypt(moved, ORDERS))
                .isEqualTo(PLAINTEXT);
    }

    @Test
    void close_client_closesItsCiphersAndThreads() {
        EnvelopeCipher cipher = sesame.envelope(EnvelopeOptions.builder()
                .encryptWith(EnvelopeKey.of(key))
                .alsoDecryptWith(EnvelopeKey.at(KmsEndpoint.of(elsewhere.endpoint()), "alias/none"))
                .build());
        cipher.encrypt(PLAINTEXT, ORDERS);

        sesame.close();

        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> cipher.encrypt(PLAINTEXT, ORDERS));
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(this::cipher)
                .withMessageContaining("build a new OpenSesame");
        await().until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("opensesame-envelope-calls")));
    }

    @Test
    void close_cipherByItself_isForgottenByTheClient() {
        WeakReference<EnvelopeCipher> forgotten = new WeakReference<>(closedCipher());

        await().until(() -> {
            System.gc();
            return forgotten.get() == null;
        });
        assertThat(cipher().encrypt(PLAINTEXT, ORDERS)).isNotEmpty();
    }

    private EnvelopeCipher closedCipher() {
        EnvelopeCipher cipher = cipher();
        cipher.encrypt(PLAINTEXT, ORDERS);
        cipher.close();
        return cipher;
    }
}
