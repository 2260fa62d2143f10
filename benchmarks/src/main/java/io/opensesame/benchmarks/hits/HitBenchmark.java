package io.opensesame.benchmarks.hits;

import com.aliyuncs.kms.secretsmanager.client.SecretCacheClient;
import com.aliyuncs.kms.secretsmanager.client.SecretCacheClientBuilder;
import com.aliyuncs.kms.secretsmanager.client.exception.CacheSecretException;
import com.aliyuncs.kms.secretsmanager.client.model.SecretInfo;
import com.amazonaws.secretsmanager.caching.SecretCache;
import com.amazonaws.secretsmanager.caching.SecretCacheConfiguration;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.opensesame.OpenSesame;
import io.opensesame.auth.Credentials;
import io.opensesame.benchmarks.stub.StubServer;
import io.opensesame.kms.KmsEndpoint;
import io.opensesame.secrets.Secret;
import io.opensesame.secrets.SecretValue;
import io.opensesame.secrets.SecretsClient;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * One read of a value that is held.
 *
 * <p>Every method draws its secret in the same way, the floors too, so that the differences are the caches' own. Only
 * the two that end in {@code Alone} draw nothing: a handle is commonly kept in a field.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class HitBenchmark {
    private static final Duration LONG = Duration.ofHours(1);

    /** Creates the benchmark. */
    public HitBenchmark() {}

    /** Values behind volatile fields: what no shared value can be read faster than. */
    @State(Scope.Benchmark)
    public static class Volatiles {
        private List<Holder> holders = List.of();
        private Holder alone = new Holder();

        private static final class Holder {
            private volatile String value = Reads.VALUE;
        }

        /** Fills the fields. */
        @Setup
        public void fill(Reads reads) {
            holders = Stream.generate(Holder::new).limit(reads.secrets).toList();
            alone = holders.get(0);
        }
    }

    /** Values in a map. */
    @State(Scope.Benchmark)
    public static class InMap {
        private final ConcurrentHashMap<String, String> map = new ConcurrentHashMap<>();

        /** Fills the map. */
        @Setup
        public void fill(Reads reads) {
            for (String name : reads.names) {
                map.put(name, Reads.VALUE);
            }
        }
    }

    /** Values in Caffeine, bounded as a cache of secrets is. */
    @State(Scope.Benchmark)
    public static class InCaffeine {
        private final LoadingCache<String, String> plain =
                Caffeine.newBuilder().maximumSize(2048).build(name -> Reads.VALUE);
        private final LoadingCache<String, String> refreshing =
                Caffeine.newBuilder().maximumSize(2048).refreshAfterWrite(LONG).build(name -> Reads.VALUE);

        /** Fills the caches. */
        @Setup
        public void fill(Reads reads) {
            for (String name : reads.names) {
                plain.put(name, Reads.VALUE);
                refreshing.put(name, Reads.VALUE);
            }
        }
    }

    /** Values in the AWS caching client. */
    @State(Scope.Benchmark)
    public static class InAws {
        private final SecretCache cache = new SecretCache(
                new SecretCacheConfiguration().withClient(new AwsStub()).withMaxCacheSize(2048));

        /** Fills the cache. */
        @Setup
        public void fill(Reads reads) {
            for (String name : reads.names) {
                cache.getSecretString(name);
            }
        }

        /** Closes the client. */
        @TearDown
        public void close() {
            cache.close();
        }
    }

    /** Values in the vendor's caching client. */
    @State(Scope.Benchmark)
    public static class InVendor {
        private final SecretCacheClient client;

        /** Sets the client up. */
        public InVendor() {
            try {
                client = SecretCacheClientBuilder.newCacheClientBuilder(new VendorStub())
                        .build();
            } catch (CacheSecretException e) {
                throw new IllegalStateException(e);
            }
        }

        /** Fills the cache. */
        @Setup
        public void fill(Reads reads) throws CacheSecretException {
            for (String name : reads.names) {
                client.getSecretInfo(name);
            }
        }

        /** Closes the client. */
        @TearDown
        public void close() throws IOException {
            client.close();
        }
    }

    /** Values in OpenSesame. */
    @State(Scope.Benchmark)
    public static class InOpenSesame {
        private final StubServer server;
        private final OpenSesame sesame;
        private final SecretsClient client;
        private List<Secret<String>> handles = List.of();
        private @Nullable Secret<String> alone;

        /** Sets the client up. */
        public InOpenSesame() {
            try {
                server = StubServer.http();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
            sesame = OpenSesame.builder()
                    .endpoint(KmsEndpoint.of(server.endpoint()))
                    .credentials(Credentials.accessKey("LTAI5tBenchmark", "not-a-real-secret"))
                    .build();
            client = sesame.secrets();
        }

        /** Fills the cache and opens the handles. */
        @Setup
        public void fill(Reads reads) {
            handles = Arrays.stream(reads.names).map(client::secret).toList();
            alone = handles.get(0);
        }

        /** Closes the client. */
        @TearDown
        public void close() throws IOException {
            sesame.close();
            server.close();
        }
    }

    /** The floor of a handle. */
    @Benchmark
    public String volatileRead(Volatiles state, Reads.Cursor cursor) {
        return state.holders.get(cursor.nextIndex()).value;
    }

    /** The floor of a handle in a field. */
    @Benchmark
    public String volatileReadAlone(Volatiles state) {
        return state.alone.value;
    }

    /** The floor of a look-up by name. */
    @Benchmark
    public @Nullable String concurrentHashMap(InMap state, Reads.Cursor cursor) {
        return state.map.get(cursor.nextName());
    }

    /** A cache that loads what is missing, and no more. */
    @Benchmark
    public String caffeine(InCaffeine state, Reads.Cursor cursor) {
        return state.plain.get(cursor.nextName());
    }

    /** A cache that also refreshes. */
    @Benchmark
    public String caffeineRefreshing(InCaffeine state, Reads.Cursor cursor) {
        return state.refreshing.get(cursor.nextName());
    }

    /** The AWS caching client's text. */
    @Benchmark
    public String awsCaching(InAws state, Reads.Cursor cursor) {
        return state.cache.getSecretString(cursor.nextName());
    }

    /** The vendor's caching client's whole value. */
    @Benchmark
    public SecretInfo vendorCachingInfo(InVendor state, Reads.Cursor cursor) throws CacheSecretException {
        return state.client.getSecretInfo(cursor.nextName());
    }

    /** The vendor's caching client's text. */
    @Benchmark
    public String vendorCachingText(InVendor state, Reads.Cursor cursor) throws CacheSecretException {
        return state.client.getStringValue(cursor.nextName());
    }

    /** OpenSesame's look-up. */
    @Benchmark
    public SecretValue openSesameByName(InOpenSesame state, Reads.Cursor cursor) {
        return state.client.get(cursor.nextName());
    }

    /** OpenSesame's live handle. */
    @Benchmark
    public String openSesameHandle(InOpenSesame state, Reads.Cursor cursor) {
        return state.handles.get(cursor.nextIndex()).value();
    }

    /** OpenSesame's live handle in a field. */
    @Benchmark
    public String openSesameHandleAlone(InOpenSesame state) {
        return Objects.requireNonNull(state.alone).value();
    }
}
