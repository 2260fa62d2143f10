package io.opensesame.benchmarks.scenario;

import io.opensesame.OpenSesame;
import io.opensesame.kms.KmsEndpoint;
import io.opensesame.secrets.CacheOptions;
import io.opensesame.secrets.StoreOptions;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** OpenSesame set up with features that not every cache has: the one place of the scenarios that names them. */
final class OpenSesameFeatures {
    private OpenSesameFeatures() {}

    /** Reads from the first region that answers. */
    static OpenSesame overRegions(List<URI> regions) {
        KmsEndpoint[] others = regions.stream().skip(1).map(KmsEndpoint::of).toArray(KmsEndpoint[]::new);
        return Caches.openSesameBuilder(regions.get(0), Duration.ofHours(1))
                .failoverEndpoints(others)
                .build();
    }

    /** Holds so many secrets; a virtual clock that is moved on in minutes would make a budget a second mean nothing. */
    static OpenSesame.Builder holding(int secrets, URI endpoint, Duration ttl) {
        return Caches.openSesameBuilder(endpoint, ttl)
                .cache(CacheOptions.builder()
                        .refreshAfter(ttl)
                        .maxEntries(secrets)
                        .refreshesPerSecond(secrets)
                        .build());
    }

    /** Keeps an encrypted copy in a file of the directory, as the defaults have it. */
    static OpenSesame withStore(Caches.Setup setup, Path directory) {
        StoreOptions store = StoreOptions.builder(directory.resolve("secrets.store"))
                .passphrase("a passphrase of the benchmark".toCharArray())
                .build();
        return Caches.openSesameBuilder(setup.endpoint(), setup.ttl())
                .store(store)
                .build();
    }
}
