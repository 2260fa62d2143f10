package io.opensesame.internal.cache;

import io.opensesame.secrets.SecretValue;
import java.util.concurrent.CompletableFuture;

/** Where the cache reads from. It must answer within a deadline of its own, and never block the caller. */
@FunctionalInterface
public interface SecretSource {
    /** Reads what is asked for; fails with an exception of {@code io.opensesame.error}. */
    CompletableFuture<Loaded> load(ReadRequest request);

    /**
     * A value that was read, with the one means to wipe it.
     *
     * @param value the value
     * @param home whether the home region gave it, which is always believed; another region may lag behind
     * @param wipe overwrites its plaintext
     */
    record Loaded(SecretValue value, boolean home, Runnable wipe) {}
}
