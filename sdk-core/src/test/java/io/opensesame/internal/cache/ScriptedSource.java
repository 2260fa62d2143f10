package io.opensesame.internal.cache;

import io.opensesame.secrets.SecretType;
import io.opensesame.secrets.SecretValue;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A source that answers as the test says: at once with a version or a failure, or when told. */
final class ScriptedSource implements SecretSource {
    final AtomicInteger calls = new AtomicInteger();
    final AtomicInteger wiped = new AtomicInteger();
    final Deque<CompletableFuture<Loaded>> open = new ArrayDeque<>();
    private final InstantSource clock;

    volatile String versionId = "v1";
    volatile String text = "{\"username\":\"app\",\"password\":\"one\"}";
    volatile SecretType type = SecretType.GENERIC;
    volatile @Nullable Instant nextRotation;
    volatile @Nullable RuntimeException failure;
    volatile @Nullable Error error;
    volatile boolean hold;

    ScriptedSource(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public CompletableFuture<Loaded> load(ReadRequest request) {
        calls.incrementAndGet();
        Error thrown = error;
        if (thrown != null) {
            throw thrown;
        }
        CompletableFuture<Loaded> answer = new CompletableFuture<>();
        if (hold) {
            synchronized (open) {
                open.add(answer);
            }
        } else {
            answer(request, answer);
        }
        return answer;
    }

    void rotate(String newVersionId, String newText) {
        versionId = newVersionId;
        text = newText;
    }

    /** Answers the oldest open call with what the script says now. */
    void release(ReadRequest request) {
        CompletableFuture<Loaded> answer;
        synchronized (open) {
            answer = open.remove();
        }
        answer(request, answer);
    }

    private void answer(ReadRequest request, CompletableFuture<Loaded> answer) {
        RuntimeException refused = failure;
        if (refused != null) {
            answer.completeExceptionally(refused);
            return;
        }
        Runnable[] wipe = new Runnable[1];
        SecretValue.Builder builder = SecretValue.builder(request.name(), versionId)
                .text(text)
                .type(type)
                .loadedAt(clock.instant())
                .stages(request.stage() == null ? Set.of() : Set.of(request.stage()));
        Instant next = nextRotation;
        if (next != null) {
            builder.nextRotation(next);
        }
        SecretValue value = builder.buildWipeable(runnable -> wipe[0] = runnable);
        answer.complete(new Loaded(value, true, () -> {
            wiped.incrementAndGet();
            wipe[0].run();
        }));
    }
}
