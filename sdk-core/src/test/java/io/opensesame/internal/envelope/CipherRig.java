package io.opensesame.internal.envelope;

import static org.assertj.core.api.Assertions.assertThat;

import io.opensesame.auth.Credentials;
import io.opensesame.envelope.DataKeyCacheOptions;
import io.opensesame.envelope.EnvelopeKey;
import io.opensesame.envelope.EnvelopeOptions;
import io.opensesame.envelope.MessageContext;
import io.opensesame.internal.envelope.KmsEnvelopeCipher.Surroundings;
import io.opensesame.kms.KmsEndpoint;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Ciphers over a KMS in memory with a clock that tests move: two regions with a key or two each. */
final class CipherRig implements AutoCloseable {
    static final KmsEndpoint HOME = KmsEndpoint.publicRegion("cn-hangzhou");
    static final KmsEndpoint AWAY = KmsEndpoint.publicRegion("cn-shanghai");
    static final String KEY = "key-1";
    static final String OTHER_KEY = "key-2";
    static final EnvelopeKey AWAY_KEY = EnvelopeKey.at(AWAY, "key-away");
    static final Duration MAX_AGE = Duration.ofMinutes(5);
    static final MessageContext ORDERS = MessageContext.of("table", "orders");
    static final byte[] PLAINTEXT = "a card number".getBytes(StandardCharsets.UTF_8);

    final InMemoryKms kms =
            new InMemoryKms().key(HOME, KEY).key(HOME, OTHER_KEY).key(AWAY, AWAY_KEY.keyId());
    final ManualClock clock = new ManualClock();
    volatile String accessKeyId = "ak-1";
    volatile boolean onCallThread;
    Duration callTime = Duration.ofSeconds(15);
    private final List<KmsEnvelopeCipher> opened = new ArrayList<>();

    KmsEnvelopeCipher cipher() {
        return cipher(EnvelopeOptions.encryptingWith(KEY));
    }

    KmsEnvelopeCipher cipher(EnvelopeOptions options) {
        Surroundings surroundings = new Surroundings(
                kms,
                HOME,
                () -> Credentials.accessKey(accessKeyId, "secret"),
                callTime,
                AgeClock.following(clock),
                new SecureRandom(),
                () -> onCallThread);
        KmsEnvelopeCipher cipher = new KmsEnvelopeCipher(options, surroundings, closed -> {});
        opened.add(cipher);
        return cipher;
    }

    KmsEnvelopeCipher cipher(Consumer<DataKeyCacheOptions.Builder> cache) {
        DataKeyCacheOptions.Builder options = DataKeyCacheOptions.builder();
        cache.accept(options);
        return cipher(EnvelopeOptions.builder()
                .encryptWith(KEY)
                .dataKeys(options.build())
                .build());
    }

    void advance(Duration step) {
        clock.advance(step);
    }

    long generated() {
        return kms.calls("GenerateDataKey");
    }

    long decrypted() {
        return kms.calls("Decrypt");
    }

    /** Asserts that no array of key material that KMS handed out has its bytes still. */
    void assertHandedOutIsWiped() {
        assertThat(kms.handedOut())
                .isNotEmpty()
                .allSatisfy(raw -> assertThat(raw).containsOnly(0));
    }

    @Override
    public void close() {
        opened.forEach(KmsEnvelopeCipher::close);
    }
}
