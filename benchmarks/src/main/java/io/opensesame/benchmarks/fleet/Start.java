package io.opensesame.benchmarks.fleet;

import io.opensesame.secrets.SecretsClient;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** How a client gets its secrets when it starts. */
enum Start {
    /** The application reads all of them at once. */
    ON_DEMAND(Duration.ZERO) {
        @Override
        void begin(SecretsClient client, List<String> names) {
            names.forEach(name -> {
                CompletableFuture<?> unused = client.getAsync(name);
            });
        }
    },

    /** {@code preloadAsync} over ten minutes; nothing is needed before its moment. */
    SPREAD(Duration.ofMinutes(10)) {
        @Override
        void begin(SecretsClient client, List<String> names) {
            CompletableFuture<?> unused = client.preloadAsync(names, window());
        }
    };

    private final Duration window;

    Start(Duration window) {
        this.window = window;
    }

    Duration window() {
        return window;
    }

    abstract void begin(SecretsClient client, List<String> names);
}
