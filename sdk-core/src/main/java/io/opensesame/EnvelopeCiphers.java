package io.opensesame;

import io.opensesame.auth.CredentialsProvider;
import io.opensesame.envelope.EnvelopeCipher;
import io.opensesame.envelope.EnvelopeOptions;
import io.opensesame.internal.envelope.AgeClock;
import io.opensesame.internal.envelope.KmsDataKeyService;
import io.opensesame.internal.envelope.KmsEnvelopeCipher;
import io.opensesame.internal.http.CallListeners;
import io.opensesame.internal.kms.RpcKmsClient;
import io.opensesame.kms.KmsEndpoint;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The envelope ciphers of one client that are open, and the KMS clients of the endpoints that their keys name.
 *
 * <p>A cipher that is closed is forgotten. An endpoint stays once it was needed.
 */
final class EnvelopeCiphers implements AutoCloseable {
    private final Engine engine;
    private final CredentialsProvider credentials;
    private final CallListeners listeners;
    private final AgeClock clock;
    private final KmsEnvelopeCipher.Surroundings surroundings;
    private final ConcurrentHashMap<KmsEndpoint, RpcKmsClient> clients = new ConcurrentHashMap<>();

    /** Guarded by this, as is what follows. */
    private final Set<KmsEnvelopeCipher> open = new HashSet<>();

    private boolean closed;

    EnvelopeCiphers(
            Engine engine,
            KmsEndpoint home,
            RpcKmsClient homeClient,
            CredentialsProvider credentials,
            CallListeners listeners,
            Duration callTime,
            AgeClock clock) {
        this.engine = engine;
        this.credentials = credentials;
        this.listeners = listeners;
        this.clock = clock;
        clients.put(home, homeClient);
        this.surroundings = new KmsEnvelopeCipher.Surroundings(
                new KmsDataKeyService(this::client),
                home,
                credentials,
                callTime,
                clock,
                new SecureRandom(),
                engine::isCallThread);
    }

    private RpcKmsClient client(KmsEndpoint endpoint) {
        return clients.computeIfAbsent(
                endpoint,
                other -> new RpcKmsClient(
                        engine.keyTransport(other, credentials, listeners), other.authority(), listeners));
    }

    EnvelopeCipher open(EnvelopeOptions options) {
        KmsEnvelopeCipher cipher = new KmsEnvelopeCipher(options, surroundings, this::forget);
        synchronized (this) {
            if (closed) {
                throw new IllegalStateException("this client is closed; build a new OpenSesame");
            }
            open.add(cipher);
        }
        return cipher;
    }

    private synchronized void forget(KmsEnvelopeCipher cipher) {
        open.remove(cipher);
    }

    /** Drops data keys that are too old. Never blocks. */
    void tick() {
        clock.tick();
        opened().forEach(KmsEnvelopeCipher::sweep);
    }

    private synchronized List<KmsEnvelopeCipher> opened() {
        return List.copyOf(open);
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        opened().forEach(KmsEnvelopeCipher::close);
    }
}
