package io.opensesame.internal.cache;

import io.opensesame.error.OpenSesameException;
import io.opensesame.secrets.SecretValue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Where the cache reads from. It must answer within a deadline of its own, and never block the caller. */
@FunctionalInterface
public interface SecretSource {
    /** Reads what is asked for; fails with an exception of {@code io.opensesame.error}. */
    CompletableFuture<Loaded> load(ReadRequest request);

    /**
     * Reads likewise, from where an answer can be used. A source that has one place to read from need not look.
     *
     * @param objection says why an answer cannot be used, or null if it can; only an answer of another region than home
     *     may be passed over for it
     */
    default CompletableFuture<Loaded> load(
            ReadRequest request, Function<Loaded, @Nullable OpenSesameException> objection) {
        return load(request);
    }

    /**
     * A value that was read, with the one means to wipe it.
     *
     * @param value the value
     * @param home whether the home region gave it, which is always believed; another region may lag behind
     * @param wipe overwrites its plaintext
     */
    record Loaded(SecretValue value, boolean home, Runnable wipe) {}
}
