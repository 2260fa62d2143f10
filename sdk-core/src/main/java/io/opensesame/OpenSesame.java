package io.opensesame;

import io.opensesame.auth.Credentials;
import io.opensesame.auth.CredentialsProvider;
import io.opensesame.auth.CredentialsSource;
import io.opensesame.internal.cache.CachingSecretsClient;
import io.opensesame.internal.cache.KmsSecretSource;
import io.opensesame.internal.cache.SecretArchive;
import io.opensesame.internal.cache.SecretCache;
import io.opensesame.internal.cache.SecretEvents;
import io.opensesame.internal.cache.SteadyClock;
import io.opensesame.internal.kms.RpcKmsClient;
import io.opensesame.kms.CallListener;
import io.opensesame.kms.CallOptions;
import io.opensesame.kms.KmsClient;
import io.opensesame.kms.KmsEndpoint;
import io.opensesame.kms.ProxyOptions;
import io.opensesame.kms.TlsOptions;
import io.opensesame.secrets.CacheOptions;
import io.opensesame.secrets.SecretsClient;
import java.time.Clock;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * The front door of the library: one instance serves a whole application, and is closed at its end.
 *
 * <pre>{@code
 * try (OpenSesame sesame = OpenSesame.builder().region("cn-hangzhou").build()) {
 *     String token = sesame.secrets().get("payments/token").exposeText();
 * }
 * }</pre>
 *
 * <p>Thread-safe, and immutable once built. It owns a scheduler thread, a bounded pool for calls, a thread for
 * listeners and the connections; all threads are daemons, and {@link #close()} ends them.
 */
public final class OpenSesame implements AutoCloseable {
    private final Engine engine;
    private final KmsEndpoint endpoint;
    private final KmsClient kms;
    private final SecretsClient secrets;

    private OpenSesame(Builder builder, KmsEndpoint endpoint) {
        this.endpoint = endpoint;
        this.engine = new Engine(builder.calls, builder.tls, builder.proxy);
        CredentialsProvider credentials = engine.credentials(builder.credentials);
        RpcKmsClient client =
                new RpcKmsClient(engine.transport(endpoint, credentials, builder.listeners), endpoint.authority());
        this.kms = client;
        InstantSource wall = builder.clock == null ? Clock.systemUTC() : builder.clock;
        SecretEvents events = new SecretEvents(engine.events(), wall);
        SecretCache cache = new SecretCache(
                new KmsSecretSource(client, wall),
                SecretArchive.NONE,
                builder.cache,
                builder.clock == null ? new SteadyClock(wall, System::nanoTime) : wall,
                () -> ThreadLocalRandom.current().nextDouble(),
                events);
        engine.sweep(cache);
        this.secrets = new CachingSecretsClient(
                cache, events, builder.calls.deadline().plusSeconds(1), endpoint.authority(), engine::isCallThread);
    }

    /** {@return a builder with the default credentials chain and options} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return the reader of secrets; the same one at each call} */
    public SecretsClient secrets() {
        return secrets;
    }

    /** {@return the client of all operations of KMS; the same one at each call} */
    public KmsClient kms() {
        return kms;
    }

    /**
     * Ends every thread and connection, and wipes the secret values that are held.
     *
     * <p>Calls under way fail; further use of anything that came from this instance throws
     * {@link IllegalStateException}. Closing again has no effect.
     */
    @Override
    public void close() {
        engine.close();
    }

    /** {@return the endpoint; nothing secret} */
    @Override
    public String toString() {
        return "OpenSesame[" + endpoint.authority() + "]";
    }

    /** Collects what an {@link OpenSesame} is made of; each setter returns this builder. Not thread-safe. */
    public static final class Builder {
        private static final String REGION_VARIABLE = "ALIBABA_CLOUD_REGION_ID";

        private @Nullable KmsEndpoint region;
        private @Nullable KmsEndpoint endpoint;
        private CredentialsSource credentials = CredentialsSource.defaultChain();
        private CacheOptions cache = CacheOptions.builder().build();
        private CallOptions calls = CallOptions.defaults();
        private TlsOptions tls = TlsOptions.defaults();
        private ProxyOptions proxy = ProxyOptions.system();
        private @Nullable Clock clock;
        private final List<CallListener> listeners = new ArrayList<>();

        private Builder() {}

        /**
         * Calls the public endpoint of a region. The default is the region in the environment variable
         * {@code ALIBABA_CLOUD_REGION_ID}.
         *
         * @param region a region's id, such as {@code cn-hangzhou}
         * @return this builder
         * @throws IllegalArgumentException if it is no region's id
         */
        public Builder region(String region) {
            this.region = KmsEndpoint.publicRegion(Objects.requireNonNull(region, "region"));
            return this;
        }

        /**
         * Calls an endpoint of your choice, in the place of a region: of a VPC, of a KMS instance, or of LocalKms.
         *
         * @param endpoint the endpoint
         * @return this builder
         */
        public Builder endpoint(KmsEndpoint endpoint) {
            this.endpoint = Objects.requireNonNull(endpoint, "endpoint");
            return this;
        }

        /**
         * Says where credentials come from; the default chain by default.
         *
         * @param source the source
         * @return this builder
         */
        public Builder credentials(CredentialsSource source) {
            this.credentials = Objects.requireNonNull(source, "source");
            return this;
        }

        /**
         * Signs with a provider of the application's own.
         *
         * @param provider the provider; not closed by this library
         * @return this builder
         */
        public Builder credentials(CredentialsProvider provider) {
            return credentials(CredentialsSource.of(Objects.requireNonNull(provider, "provider")));
        }

        /**
         * Signs with credentials that never change.
         *
         * @param fixed the credentials
         * @return this builder
         */
        public Builder credentials(Credentials fixed) {
            return credentials(CredentialsSource.of(Objects.requireNonNull(fixed, "credentials")));
        }

        /**
         * Sets when secrets are read again, and how long they outlive KMS.
         *
         * @param options the options
         * @return this builder
         */
        public Builder cache(CacheOptions options) {
            this.cache = Objects.requireNonNull(options, "options");
            return this;
        }

        /**
         * Sets time-outs, retries and sizes of calls.
         *
         * @param options the options
         * @return this builder
         */
        public Builder calls(CallOptions options) {
            this.calls = Objects.requireNonNull(options, "options");
            return this;
        }

        /**
         * Sets whom KMS calls trust, and the certificate they show.
         *
         * @param options the options
         * @return this builder
         */
        public Builder tls(TlsOptions options) {
            this.tls = Objects.requireNonNull(options, "options");
            return this;
        }

        /**
         * Sets the proxy; that of the JVM's system properties by default.
         *
         * @param options the options
         * @return this builder
         */
        public Builder proxy(ProxyOptions options) {
            this.proxy = Objects.requireNonNull(options, "options");
            return this;
        }

        /**
         * Adds a listener that is told of each attempt of each call to KMS.
         *
         * @param listener the listener
         * @return this builder
         */
        public Builder callListener(CallListener listener) {
            this.listeners.add(Objects.requireNonNull(listener, "listener"));
            return this;
        }

        /**
         * Sets the clock by which values age; the system's by default. For tests: time passes for the cache alone,
         * while signatures and deadlines keep to the real time.
         *
         * @param clock the clock
         * @return this builder
         */
        public Builder clock(Clock clock) {
            this.clock = Objects.requireNonNull(clock, "clock");
            return this;
        }

        /**
         * Checks the parts and puts them together. Nothing is sent: a wrong AccessKey shows at the first call.
         *
         * @return the client
         * @throws IllegalStateException if neither a region nor an endpoint is known, or if both were set
         */
        public OpenSesame build() {
            if (region != null && endpoint != null) {
                throw new IllegalStateException(
                        "both region(...), which is " + region.authority() + ", and endpoint(...)," + " which is "
                                + endpoint.authority() + ", were called; call one of them");
            }
            KmsEndpoint chosen = region != null ? region : endpoint;
            return new OpenSesame(this, chosen == null ? fromEnvironment() : chosen);
        }

        private static KmsEndpoint fromEnvironment() {
            String region = System.getenv(REGION_VARIABLE);
            if (region == null || region.isBlank()) {
                throw new IllegalStateException(
                        "no region: call region(\"cn-hangzhou\") or endpoint(...) on the builder,"
                                + " or set the environment variable " + REGION_VARIABLE);
            }
            return KmsEndpoint.publicRegion(region.strip());
        }
    }
}
