package io.opensesame.benchmarks.envelope;

import io.opensesame.auth.Credentials;
import io.opensesame.auth.CredentialsProvider;
import io.opensesame.envelope.AlgorithmSuite;
import io.opensesame.envelope.DataKeyCacheOptions;
import io.opensesame.envelope.EnvelopeCipher;
import io.opensesame.envelope.EnvelopeOptions;
import io.opensesame.envelope.MessageContext;
import io.opensesame.internal.envelope.AgeClock;
import io.opensesame.internal.envelope.KmsEnvelopeCipher;
import io.opensesame.kms.KmsEndpoint;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;

/** OpenSesame's cipher as an application uses it, whose data keys are held after the first message. */
final class OpenSesameContender implements Contender {
    private static final MessageContext CONTEXT = MessageContext.of(Workload.CONTEXT);

    private final EnvelopeCipher cipher;

    OpenSesameContender(AlgorithmSuite suite) {
        // Longer than a run, and for more messages, as the others' caches are set.
        DataKeyCacheOptions held = DataKeyCacheOptions.builder()
                .maxAge(Duration.ofDays(1))
                .maxMessages(1L << 32)
                .maxBytes(1L << 50)
                .build();
        EnvelopeOptions options = EnvelopeOptions.builder()
                .encryptWith("key-hzz0example0000000000")
                .suite(suite)
                .dataKeys(held)
                .build();
        cipher = new KmsEnvelopeCipher(
                options,
                new KmsEnvelopeCipher.Surroundings(
                        new LocalDataKeys(),
                        KmsEndpoint.publicRegion("cn-hangzhou"),
                        CredentialsProvider.of(Credentials.accessKey("benchmark", "benchmark")),
                        Duration.ofSeconds(5),
                        new AgeClock(System::nanoTime, InstantSource.system()),
                        new SecureRandom(),
                        () -> false),
                closed -> {});
    }

    @Override
    public byte[] encrypt(byte[] plaintext) {
        return cipher.encrypt(plaintext, CONTEXT);
    }

    @Override
    public byte[] decrypt(byte[] message) {
        return cipher.decrypt(message, CONTEXT);
    }

    @Override
    public void encrypt(InputStream plaintext, OutputStream message) throws IOException {
        try (OutputStream out = cipher.encrypting(message, CONTEXT)) {
            plaintext.transferTo(out);
        }
    }

    @Override
    public void decrypt(InputStream message, OutputStream plaintext) throws IOException {
        try (InputStream in = cipher.decrypting(message, CONTEXT)) {
            in.transferTo(plaintext);
        }
    }
}
