package io.opensesame.internal.cache;

import io.opensesame.secrets.SecretType;
import io.opensesame.secrets.SecretValue;
import io.opensesame.secrets.VersionStage;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A source that answers as the test says: at once with a version or a failure, or when told. */
final class ScriptedSource implements SecretSource {
    final AtomicInteger calls = new AtomicInteger();
    final AtomicInteger wiped = new AtomicInteger();
    final Deque<CompletableFuture<Loaded>> open = new ArrayDeque<>();

    /** What was asked for, in order. */
    final List<ReadRequest> requests = new CopyOnWriteArrayList<>();

    /** The version ids at other stages than ACSCurrent; where the map is not empty, there is nothing at the others. */
    final Map<VersionStage, String> stages = new ConcurrentHashMap<>();

    /** What is refused, by name. */
    final Map<String, RuntimeException> failures = new ConcurrentHashMap<>();

    private final InstantSource clock;

    volatile String versionId = "v1";
    volatile String text = "{\"username\":\"app\",\"password\":\"one\"}";
    volatile SecretType type = SecretType.GENERIC;
    volatile @Nullable Instant nextRotation;
    volatile @Nullable Instant lastRotation;
    volatile @Nullable RuntimeException failure;
    volatile @Nullable Error error;
    volatile boolean hold;

    /** Whether there is one version only, at ACSCurrent. */
    volatile boolean single;

    /** Whether it is the home region that answers. */
    volatile boolean home = true;

    ScriptedSource(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public CompletableFuture<Loaded> load(ReadRequest request) {
        requests.add(request);
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
        RuntimeException refused = failures.getOrDefault(request.name(), failure);
        boolean current = request.stage() == null || request.isCurrent();
        if (refused == null && !current && (single || (!stages.isEmpty() && !stages.containsKey(request.stage())))) {
            refused = Failures.notFound();
        }
        if (refused != null) {
            answer.completeExceptionally(refused);
            return;
        }
        answer.complete(loaded(request));
    }

    private Loaded loaded(ReadRequest request) {
        VersionStage stage = request.stage();
        String scripted = stage == null ? null : stages.get(stage);
        Runnable[] wipe = new Runnable[1];
        SecretValue.Builder builder = SecretValue.builder(request.name(), scripted == null ? versionId : scripted)
                .text(scripted == null ? text : "text of " + scripted)
                .clock(clock)
                .type(type)
                .loadedAt(clock.instant())
                .stages(request.stage() == null ? Set.of() : Set.of(request.stage()));
        Instant next = nextRotation;
        if (next != null) {
            builder.nextRotation(next);
        }
        Instant last = lastRotation;
        if (last != null) {
            builder.lastRotation(last);
        }
        SecretValue value = builder.buildWipeable(runnable -> wipe[0] = runnable);
        return new Loaded(value, home, () -> {
            wiped.incrementAndGet();
            wipe[0].run();
        });
    }
}
