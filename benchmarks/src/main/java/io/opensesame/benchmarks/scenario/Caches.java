package io.opensesame.benchmarks.scenario;

import com.aliyuncs.kms.secretsmanager.client.SecretCacheClient;
import com.aliyuncs.kms.secretsmanager.client.SecretCacheClientBuilder;
import com.aliyuncs.kms.secretsmanager.client.cache.CacheSecretStoreStrategy;
import com.aliyuncs.kms.secretsmanager.client.cache.MemoryCacheSecretStoreStrategy;
import com.aliyuncs.kms.secretsmanager.client.exception.CacheSecretException;
import com.aliyuncs.kms.secretsmanager.client.model.RegionInfo;
import com.aliyuncs.kms.secretsmanager.client.service.BaseSecretManagerClientBuilder;
import com.aliyuncs.kms.secretsmanager.client.service.DefaultSecretManagerClientBuilder;
import com.amazonaws.secretsmanager.caching.SecretCache;
import com.amazonaws.secretsmanager.caching.SecretCacheConfiguration;
import io.opensesame.OpenSesame;
import io.opensesame.auth.Credentials;
import io.opensesame.kms.KmsEndpoint;
import io.opensesame.secrets.CacheOptions;
import io.opensesame.secrets.SecretsClient;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** The caches to compare, each set up as its manual says, with its own defaults but for what a scenario sets. */
final class Caches {
    private static final String ACCESS_KEY_ID = "LTAI5tBenchmark";
    private static final String ACCESS_KEY_SECRET = "not-a-real-secret";

    private Caches() {}

    /** What a cache is set up with. */
    record Setup(URI endpoint, Duration ttl, Collection<String> names) {}

    /** Opens one of the caches. */
    interface Opener {
        CachedReader open(Setup setup) throws Exception;
    }

    /** A cache by the name it has in the tables. */
    record Named(String title, Opener opener) {}

    static List<Named> all() {
        return List.of(
                new Named("OpenSesame", Caches::openSesame),
                new Named("AWS caching client", Caches::aws),
                new Named("vendor caching client", Caches::vendor));
    }

    static CachedReader openSesame(Setup setup) {
        return reader(openSesameBuilder(setup.endpoint(), setup.ttl()).build());
    }

    static OpenSesame.Builder openSesameBuilder(URI endpoint, Duration ttl) {
        return OpenSesame.builder()
                .endpoint(KmsEndpoint.of(endpoint))
                .credentials(Credentials.accessKey(ACCESS_KEY_ID, ACCESS_KEY_SECRET))
                .cache(CacheOptions.builder().refreshAfter(ttl).build());
    }

    static CachedReader reader(OpenSesame sesame) {
        SecretsClient secrets = sesame.secrets();
        return new CachedReader() {
            @Override
            public String read(String name) {
                return secrets.get(name).exposeText();
            }

            @Override
            public void close() {
                sesame.close();
            }
        };
    }

    static CachedReader aws(Setup setup) {
        SecretCache cache = new SecretCache(new SecretCacheConfiguration()
                .withCacheItemTTL(setup.ttl().toMillis())
                .withMaxCacheSize(20_000)
                .withClient(SecretsManagerClient.builder()
                        .endpointOverride(setup.endpoint())
                        .region(Region.US_EAST_1)
                        .credentialsProvider(StaticCredentialsProvider.create(
                                AwsBasicCredentials.create("AKIABENCHMARK", ACCESS_KEY_SECRET)))
                        .build()));
        return new CachedReader() {
            @Override
            public String read(String name) {
                return cache.getSecretString(name);
            }

            @Override
            public void close() {
                cache.close();
            }
        };
    }

    static CachedReader vendor(Setup setup) throws CacheSecretException {
        return vendor(List.of(setup.endpoint()), setup, new MemoryCacheSecretStoreStrategy());
    }

    static CachedReader vendor(List<URI> endpoints, Setup setup, CacheSecretStoreStrategy store)
            throws CacheSecretException {
        DefaultSecretManagerClientBuilder service =
                BaseSecretManagerClientBuilder.standard().withAccessKey(ACCESS_KEY_ID, ACCESS_KEY_SECRET);
        for (int i = 0; i < endpoints.size(); i++) {
            service = service.addRegion(
                    new RegionInfo("region-" + i, false, endpoints.get(i).getAuthority()));
        }
        SecretCacheClientBuilder builder =
                SecretCacheClientBuilder.newCacheClientBuilder(service.build()).withCacheSecretStrategy(store);
        for (String name : setup.names()) {
            builder.withSecretTTL(name, setup.ttl().toMillis());
        }
        SecretCacheClient client = builder.build();
        return new CachedReader() {
            @Override
            public String read(String name) throws CacheSecretException {
                return client.getStringValue(name);
            }

            @Override
            public void close() throws IOException {
                client.close();
            }
        };
    }
}
