package io.opensesame.benchmarks.scenario;

import io.opensesame.OpenSesame;
import io.opensesame.secrets.CacheOptions;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** OpenSesame set up with what the peers have in part only: the one place that names these features. */
final class OpenSesameFeatures {
    private OpenSesameFeatures() {}

    /** Reads from the first region that answers. */
    static OpenSesame overRegions(List<URI> regions) {
        return Caches.openSesameBuilder(regions.get(0), Duration.ofHours(1)).build();
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

    /** Keeps an encrypted copy in a directory. */
    static OpenSesame withStore(Caches.Setup setup, Path directory) {
        return Caches.openSesameBuilder(setup.endpoint(), setup.ttl()).build();
    }
}
