package io.opensesame.internal.region;

import io.opensesame.internal.cache.ReadRequest;
import io.opensesame.internal.cache.SecretSource.Loaded;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

/**
 * A region that secret values are read from.
 *
 * @param authority its host, for messages
 * @param reader reads from it
 * @param onTrial whether it failed before, and the next request to it, or one under way, finds out whether it works
 */
public record Region(String authority, Reader reader, BooleanSupplier onTrial) {
    /** Reads from one region, once. */
    @FunctionalInterface
    public interface Reader {
        /**
         * Sends one request and never blocks. Cancelling the future gives the request up.
         *
         * @param time how long the answer may take; positive
         */
        CompletableFuture<Loaded> read(ReadRequest request, Duration time);
    }
}
