package io.opensesame.internal.cache;

import io.opensesame.internal.cache.SecretSource.Loaded;
import io.opensesame.secrets.SecretValue;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A local store that has one copy or none, and answers at once or when told. */
final class ScriptedArchive implements SecretArchive {
    final List<String> kept = new ArrayList<>();
    int forgotten;
    int asked;
    boolean hold;

    @Nullable
    RuntimeException failure;

    private final InstantSource clock;
    private final CompletableFuture<Optional<Loaded>> held = new CompletableFuture<>();
    private Optional<Loaded> copy = Optional.empty();

    ScriptedArchive(InstantSource clock) {
        this.clock = clock;
    }

    void has(String versionId, Instant loadedAt) {
        SecretValue value = SecretValue.builder(CacheRig.DB, versionId)
                .text("copy of " + versionId)
                .loadedAt(loadedAt)
                .clock(clock)
                .build();
        copy = Optional.of(new Loaded(value, false, () -> {}));
    }

    /** Answers the look-up that is held. */
    void release() {
        held.complete(copy);
    }

    @Override
    public CompletableFuture<Optional<Loaded>> find(ReadRequest request) {
        asked++;
        RuntimeException thrown = failure;
        if (thrown != null) {
            throw thrown;
        }
        return hold ? held : CompletableFuture.completedFuture(copy);
    }

    @Override
    public void keep(ReadRequest request, SecretValue value) {
        kept.add(value.versionId());
    }

    @Override
    public void forget(ReadRequest request) {
        forgotten++;
        copy = Optional.empty();
    }
}
