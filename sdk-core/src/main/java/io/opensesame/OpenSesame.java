package io.opensesame;

import io.opensesame.auth.Credentials;
import io.opensesame.auth.CredentialsProvider;
import io.opensesame.auth.CredentialsSource;
import io.opensesame.auth.StsEndpoint;
import io.opensesame.envelope.EnvelopeCipher;
import io.opensesame.envelope.EnvelopeOptions;
import io.opensesame.internal.cache.CachingSecretsClient;
import io.opensesame.internal.cache.SecretCache;
import io.opensesame.internal.cache.SecretEvents;
import io.opensesame.internal.cache.SteadyClock;
import io.opensesame.internal.http.CallListeners;
import io.opensesame.internal.http.HttpRpcTransport;
import io.opensesame.internal.kms.RpcKmsClient;
import io.opensesame.internal.ram.ClientRamAccessKeys;
import io.opensesame.kms.CallListener;
import io.opensesame.kms.CallOptions;
import io.opensesame.kms.KmsClient;
import io.opensesame.kms.KmsEndpoint;
import io.opensesame.kms.ProxyOptions;
import io.opensesame.kms.RegionHealth;
import io.opensesame.kms.TlsOptions;
import io.opensesame.migration.SecretsManagerProperties;
import io.opensesame.ram.RamAccessKeys;
import io.opensesame.ram.client.RamEndpoint;
import io.opensesame.secrets.CacheOptions;
import io.opensesame.secrets.SecretsClient;
import io.opensesame.secrets.StoreOptions;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
 * <p>Thread-safe, and immutable once built. It owns a scheduler thread, a bounded pool for calls, another one for each
 * fail-over region and for each endpoint elsewhere of keys that a cipher uses, a thread for listeners, one for the
 * local store if there is one, and the connections; all threads are daemons, and {@link #close()} ends them.
 */
public final class OpenSesame implements AutoCloseable {
    private final Engine engine;
    private final List<KmsEndpoint> endpoints;
    private final RegionRoutes regions;
    private final KmsClient kms;
    private final SecretsClient secrets;
    private final EnvelopeCiphers ciphers;
    private final RamAccessKeys ram;

    private OpenSesame(Builder builder, List<KmsEndpoint> endpoints) {
        KmsEndpoint endpoint = endpoints.get(0);
        Clock wall = builder.clock == null ? Clock.systemUTC() : builder.clock;
        this.endpoints = endpoints;
        this.engine = new Engine(builder.calls, builder.tls, builder.proxy);
        CredentialsProvider credentials = engine.credentials(builder.credentials);
        CallListeners listeners = new CallListeners(builder.listeners);
        HttpRpcTransport transport = engine.transport(endpoint, credentials, listeners);
        RpcKmsClient client = new RpcKmsClient(transport, endpoint.authority(), listeners);
        this.kms = client;
        this.regions = endpoints.size() == 1
                ? RegionRoutes.only(transport, client, wall)
                : RegionRoutes.of(engine, endpoints, builder.calls, builder.hedgeAfter, credentials, listeners, wall);
        SecretEvents events = new SecretEvents(engine.events(), wall);
        InstantSource steady = builder.clock == null ? new SteadyClock(wall, System::nanoTime) : wall;
        SecretCache cache = new SecretCache(
                regions.source(),
                engine.archive(builder.store, endpoint.authority(), builder.cache, wall, events),
                builder.cache,
                steady,
                () -> ThreadLocalRandom.current().nextDouble(),
                events);
        engine.sweep(cache);
        this.secrets = new CachingSecretsClient(
                cache, events, builder.calls.deadline().plusSeconds(1), endpoint.authority(), engine::isCallThread);
        this.ciphers = new EnvelopeCiphers(
                engine,
                endpoint,
                client,
                credentials,
                listeners,
                builder.calls.deadline(),
                engine.ageClock(builder.clock, steady));
        engine.sweep(ciphers);
        this.ram = new ClientRamAccessKeys(
                engine.ramClient(builder.ram, builder.sts, credentials, listeners),
                client.secrets(),
                secrets,
                Thread::sleep);
    }

    /** {@return a builder with the default credentials chain and options} */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Returns a builder with what the vendor's caching client was set up with.
     *
     * @param settings its settings; what they leave out stays at this builder's defaults, and any can be set anew: a
     *     {@link Builder#region} or {@link Builder#endpoint} takes the place of the first region that they name
     * @return a builder with their credentials, regions, trust and refresh interval
     */
    public static Builder builder(SecretsManagerProperties settings) {
        Builder builder = builder()
                .credentials(settings.credentials())
                .tls(settings.tls())
                .cache(settings.cache());
        List<KmsEndpoint> endpoints = settings.endpoints();
        if (!endpoints.isEmpty()) {
            builder.preset = endpoints.get(0);
            builder.failoverEndpoints(endpoints.stream().skip(1).toArray(KmsEndpoint[]::new));
        }
        return builder;
    }

    /** {@return the reader of secrets; the same one at each call} */
    public SecretsClient secrets() {
        return secrets;
    }

    /**
     * Returns how each region is doing that secret values are read from, in the order in which they are asked.
     *
     * <p>It is what the calls saw that were made anyway; nothing is sent, and nothing blocks. Without fail-over regions
     * it is home alone.
     *
     * @return the regions' health as of now, home first
     */
    public List<RegionHealth> regions() {
        return regions.health();
    }

    /** {@return the client of all operations of KMS, which calls home alone; the same one at each call} */
    public KmsClient kms() {
        return kms;
    }

    /**
     * Returns a new cipher, which encrypts and decrypts locally under data keys of KMS.
     *
     * <p>It holds data keys, so keep it: a cipher for each message would ask KMS for each message. It is closed with
     * this client, or before that by itself, if some part of the application needs it no more. Keys are called at home,
     * unless they name another endpoint: that one gets connections and call threads of its own when it is first needed,
     * shared by all ciphers of this client; credentials, TLS and proxy are the same.
     *
     * @param options its keys, whose messages it opens, and how it holds data keys
     * @return the cipher
     * @throws IllegalStateException if this client is closed
     */
    public EnvelopeCipher envelope(EnvelopeOptions options) {
        return ciphers.open(options);
    }

    /** {@return what there is to do about AccessKeys of RAM users that KMS rotates; the same at each call} */
    public RamAccessKeys ram() {
        return ram;
    }

    /**
     * Ends every connection, and lets every thread end, until {@link #resume()}: for a process that is about to be
     * frozen, such as by a checkpoint of its JVM.
     *
     * <p>What is held goes on to be served from memory, and is not refreshed meanwhile; that counts towards its age. A
     * call that is under way fails, and so does one that is made now, each with a
     * {@link io.opensesame.error.KmsTransportException}, as if KMS could not be reached: so pause what uses this client
     * first. Handles, ciphers, followers and listeners stay as they are. Returns when the threads have ended, at the
     * latest after some seconds: a listener of the application's own may take longer. Pausing again, or after
     * {@link #close()}, has no effect.
     *
     * <p>An image of the process, as a heap dump, has the secret values and data keys that are held in clear.
     */
    public void pause() {
        engine.pause();
    }

    /**
     * Goes on after {@link #pause()}: connections are opened as they are needed, and what became due meanwhile is
     * refreshed. Without a pause before it, or after {@link #close()}, it has no effect.
     */
    public void resume() {
        engine.resume();
    }

    /**
     * Ends every thread and connection, and wipes the secret values and data keys that are held.
     *
     * <p>Calls under way fail; further use of anything that came from this instance throws
     * {@link IllegalStateException}. Closing again has no effect.
     */
    @Override
    public void close() {
        engine.close();
    }

    /** {@return the endpoints, home first; nothing secret} */
    @Override
    public String toString() {
        return "OpenSesame[" + endpoints.stream().map(KmsEndpoint::authority).collect(Collectors.joining(", then "))
                + "]";
    }

    /** Collects what an {@link OpenSesame} is made of; each setter returns this builder. Not thread-safe. */
    public static final class Builder {
        private static final String REGION_VARIABLE = "ALIBABA_CLOUD_REGION_ID";

        private @Nullable KmsEndpoint region;
        private @Nullable KmsEndpoint endpoint;

        /** Home unless region or endpoint is set. */
        private @Nullable KmsEndpoint preset;

        private List<KmsEndpoint> failover = List.of();
        private @Nullable Duration hedgeAfter;
        private RamEndpoint ram = RamEndpoint.global();
        private StsEndpoint sts = StsEndpoint.global();
        private CredentialsSource credentials = CredentialsSource.defaultChain();
        private CacheOptions cache = CacheOptions.builder().build();
        private @Nullable StoreOptions store;
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
         * Reads secret values from the public endpoints of other regions while the home region fails.
         *
         * <p>The secrets must be there, under the same names and version ids. Only reads by {@link SecretsClient} fail
         * over; {@link OpenSesame#kms()} calls home alone. Credentials, TLS and proxy are the same for every region. A
         * later call replaces the list, be it made by {@link #failoverEndpoints}.
         *
         * @param regions the regions' ids, in the order in which they are asked after home; none by default
         * @return this builder
         * @throws IllegalArgumentException if one of them is no region's id
         */
        public Builder failover(String... regions) {
            return failoverEndpoints(
                    Arrays.stream(regions).map(KmsEndpoint::publicRegion).toArray(KmsEndpoint[]::new));
        }

        /**
         * Reads secret values from other endpoints while home fails, as {@link #failover} does from public ones.
         *
         * @param endpoints the endpoints, in the order in which they are asked after home; none by default
         * @return this builder
         */
        public Builder failoverEndpoints(KmsEndpoint... endpoints) {
            this.failover = List.of(endpoints);
            return this;
        }

        /**
         * Asks the next fail-over region too when home has not answered for so long; the first value that comes is
         * taken, and the other request cancelled. Off by default.
         *
         * @param silence from 1 ms to 1 h; rather more than home usually takes, as each such read costs two requests
         * @return this builder
         * @throws IllegalArgumentException if it is out of that range
         */
        public Builder hedgeAfter(Duration silence) {
            if (silence.compareTo(Duration.ofMillis(1)) < 0 || silence.compareTo(Duration.ofHours(1)) > 0) {
                throw new IllegalArgumentException("hedgeAfter must be from 1 ms to 1 h: " + silence);
            }
            this.hedgeAfter = silence;
            return this;
        }

        /**
         * Sets where {@link OpenSesame#ram()} calls RAM; {@code ram.aliyuncs.com} by default.
         *
         * <p>Its certificate must be one that the system trusts: {@link #tls} is for calls to KMS.
         *
         * @param endpoint the endpoint
         * @return this builder
         */
        public Builder ramEndpoint(RamEndpoint endpoint) {
            this.ram = Objects.requireNonNull(endpoint, "endpoint");
            return this;
        }

        /**
         * Sets where {@link OpenSesame#ram()} calls STS; {@code sts.aliyuncs.com} by default. A source of credentials
         * that assumes a role has a setting of its own.
         *
         * <p>Its certificate must be one that the system trusts: {@link #tls} is for calls to KMS.
         *
         * @param endpoint the endpoint
         * @return this builder
         */
        public Builder stsEndpoint(StsEndpoint endpoint) {
            this.sts = Objects.requireNonNull(endpoint, "endpoint");
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
         * Sets when secrets are read again, how long they outlive KMS, and how much is held and asked.
         *
         * @param options the options
         * @return this builder
         */
        public Builder cache(CacheOptions options) {
            this.cache = Objects.requireNonNull(options, "options");
            return this;
        }

        /**
         * Keeps encrypted copies of what is read in a local file, for a start while KMS is down; off by default.
         *
         * @param options the file and its key
         * @return this builder
         */
        public Builder store(StoreOptions options) {
            this.store = Objects.requireNonNull(options, "options");
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
         * Adds a listener that is told of each attempt of each call to KMS, and of those that {@link OpenSesame#ram()}
         * makes, as {@link KmsClient#listen} does later.
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
         * @throws IllegalStateException if neither a region nor an endpoint is known, or if both were set; if a
         *     fail-over region is home or named twice; if hedging was asked for without a fail-over region
         */
        public OpenSesame build() {
            if (region != null && endpoint != null) {
                throw new IllegalStateException("both region(...), which is " + region.authority()
                        + ", and endpoint(...), which is " + endpoint.authority() + ", were called; call one of them");
            }
            return new OpenSesame(this, withFailover(home()));
        }

        private KmsEndpoint home() {
            return Stream.of(Optional.ofNullable(region), Optional.ofNullable(endpoint), Optional.ofNullable(preset))
                    .flatMap(Optional::stream)
                    .findFirst()
                    .orElseGet(Builder::fromEnvironment);
        }

        private List<KmsEndpoint> withFailover(KmsEndpoint home) {
            Set<String> seen = new HashSet<>();
            List<KmsEndpoint> endpoints =
                    Stream.concat(Stream.of(home), failover.stream()).toList();
            for (KmsEndpoint each : endpoints) {
                if (!seen.add(each.authority())) {
                    throw new IllegalStateException("each region may be named once, home included, but "
                            + each.authority() + " is there twice; correct failover(...)");
                }
            }
            if (hedgeAfter != null && failover.isEmpty()) {
                throw new IllegalStateException("hedgeAfter(" + hedgeAfter
                        + ") needs a region to ask besides home; name one by failover(...), or leave it out");
            }
            return endpoints;
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
