package io.opensesame.internal.cache;

import io.opensesame.error.KmsTransportException;
import io.opensesame.error.SecretNotFoundException;
import io.opensesame.secrets.Secret;
import io.opensesame.secrets.SecretMapper;
import io.opensesame.secrets.SecretSnapshot;
import io.opensesame.secrets.SecretValue;
import io.opensesame.secrets.SecretsClient;
import io.opensesame.secrets.SecretsListener;
import io.opensesame.secrets.Subscription;
import io.opensesame.secrets.VersionStage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/** The front of the cache: hits at once, misses within a deadline. Thread-safe. */
public final class CachingSecretsClient implements SecretsClient {
    private static final Duration LONGEST_SPREAD = Duration.ofHours(24);

    private final SecretCache cache;
    private final SecretEvents events;
    private final Rejections rejections;
    private final Duration deadline;
    private final String endpoint;
    private final BooleanSupplier onCallThread;

    /**
     * @param cache what holds the values
     * @param events what tells listeners
     * @param deadline how long a miss waits; longer than the source's own deadline, so that the source tells why
     * @param endpoint where values are read from, for messages
     * @param onCallThread whether the calling thread is one of those that the source's calls need
     */
    public CachingSecretsClient(
            SecretCache cache, SecretEvents events, Duration deadline, String endpoint, BooleanSupplier onCallThread) {
        this.cache = cache;
        this.events = events;
        this.rejections = new Rejections(cache, this, events);
        this.deadline = deadline;
        this.endpoint = endpoint;
        this.onCallThread = onCallThread;
    }

    @Override
    public SecretValue get(String name) {
        SecretValue held = cache.heldCurrent(name);
        return held != null ? held : await(cache.load(ReadRequest.stage(name, VersionStage.CURRENT)), name);
    }

    @Override
    public SecretValue get(String name, VersionStage stage) {
        SecretValue held = cache.heldStage(name, stage);
        return held != null ? held : await(cache.load(ReadRequest.stage(name, stage)), name);
    }

    @Override
    public SecretValue getVersion(String name, String versionId) {
        SecretValue held = cache.heldVersion(name, versionId);
        return held != null ? held : await(cache.load(ReadRequest.version(name, versionId)), name);
    }

    @Override
    public CompletableFuture<SecretValue> getAsync(String name) {
        return getAsync(name, VersionStage.CURRENT);
    }

    @Override
    public CompletableFuture<SecretValue> getAsync(String name, VersionStage stage) {
        SecretValue held = cache.heldStage(name, stage);
        return held != null
                ? CompletableFuture.completedFuture(held)
                : handedOver(cache.load(ReadRequest.stage(name, stage)));
    }

    @Override
    public CompletableFuture<SecretValue> getVersionAsync(String name, String versionId) {
        SecretValue held = cache.heldVersion(name, versionId);
        return held != null
                ? CompletableFuture.completedFuture(held)
                : handedOver(cache.load(ReadRequest.version(name, versionId)));
    }

    @Override
    public <T> Secret<T> secret(String name, VersionStage stage, SecretMapper<T> mapper) {
        ReadRequest request = ReadRequest.stage(name, stage);
        while (true) {
            SecretValue first = await(cache.load(request), name);
            CacheEntry entry = cache.entry(request);
            LiveSecret<T> handle = new LiveSecret<>(entry, first, mapper, this, events);
            if (entry.add(handle, first)) {
                return handle;
            }
        }
    }

    /** Reads what is asked for, from memory if it is held. */
    SecretValue read(ReadRequest request) {
        return read(request, Deadline.in(deadline));
    }

    SecretValue read(ReadRequest request, Deadline limit) {
        return await(cache.load(request), request.name(), limit);
    }

    /** Returns the version before the given one, which is the entry's current one. */
    Optional<SecretValue> previous(CacheEntry entry, String versionId) {
        return previous(entry, versionId, Deadline.in(deadline));
    }

    Optional<SecretValue> previous(CacheEntry entry, String versionId, Deadline limit) {
        SecretValue seen = entry.previousOf(versionId);
        if (seen != null) {
            return Optional.of(seen);
        }
        if (!entry.request.isCurrent()) {
            return Optional.empty();
        }
        try {
            SecretValue read = read(ReadRequest.stage(entry.request.name(), VersionStage.PREVIOUS), limit);
            return Optional.of(read).filter(other -> !other.versionId().equals(versionId));
        } catch (SecretNotFoundException e) { // a secret with one version has none before it
            return Optional.empty();
        }
    }

    @Override
    public void preload(Collection<String> names) {
        List<ReadRequest> requests = currentOf(names);
        // Each call has a deadline of its own, and waits for its turn before it is sent.
        Duration turns = Duration.ofSeconds(requests.size() / cache.options().refreshesPerSecond());
        Duration limit = deadline.multipliedBy(1 + requests.size() / 8).plus(turns);
        List<RuntimeException> failures = new ArrayList<>();
        Map<ReadRequest, CompletableFuture<SecretValue>> reads = cache.preload(requests, Duration.ZERO);
        Deadline end = Deadline.in(limit);
        reads.forEach((request, read) -> {
            try {
                await(read, request.name(), end);
            } catch (RuntimeException e) {
                failures.add(e);
            }
        });
        if (!failures.isEmpty()) {
            throw failures.get(0);
        }
    }

    @Override
    public CompletableFuture<Void> preloadAsync(Collection<String> names, Duration within) {
        if (within.isNegative() || within.compareTo(LONGEST_SPREAD) > 0) {
            throw new IllegalArgumentException("need 0 <= within <= " + LONGEST_SPREAD + ": " + within);
        }
        Map<ReadRequest, CompletableFuture<SecretValue>> reads = cache.preload(currentOf(names), within);
        CompletableFuture<Void> all = CompletableFuture.allOf(reads.values().toArray(new CompletableFuture<?>[0]));
        return handedOver(all);
    }

    private static List<ReadRequest> currentOf(Collection<String> names) {
        return new LinkedHashSet<>(names)
                .stream()
                        .map(name -> ReadRequest.stage(name, VersionStage.CURRENT))
                        .toList();
    }

    @Override
    public Optional<SecretValue> rejected(String name, String... versionIds) {
        return rejected(ReadRequest.stage(name, VersionStage.CURRENT), versionIds);
    }

    Optional<SecretValue> rejected(ReadRequest request, String... versionIds) {
        cache.requireOpen();
        return rejections.nextAfter(request, Set.copyOf(List.of(versionIds)), Deadline.in(deadline));
    }

    @Override
    public Subscription listen(SecretsListener listener) {
        cache.requireOpen();
        return events.listen(listener);
    }

    @Override
    public List<SecretSnapshot> snapshot() {
        cache.requireOpen();
        return cache.snapshot();
    }

    @Override
    public SecretValue refresh(String name) {
        return await(cache.refresh(ReadRequest.stage(name, VersionStage.CURRENT)), name);
    }

    @Override
    public CompletableFuture<SecretValue> refreshAsync(String name) {
        return handedOver(cache.refresh(ReadRequest.stage(name, VersionStage.CURRENT)));
    }

    /**
     * What a user hangs on a future may block, so it must not run where the cache completes it; and must not cancel it.
     */
    private static <T> CompletableFuture<T> handedOver(CompletableFuture<T> load) {
        CompletableFuture<T> own = new CompletableFuture<>();
        if (load.isDone()) {
            complete(own, load);
        } else {
            CompletableFuture<T> unused = load.whenCompleteAsync((value, failure) -> complete(own, load));
        }
        return own;
    }

    private static <T> void complete(CompletableFuture<T> own, CompletableFuture<T> done) {
        try {
            own.complete(done.join());
        } catch (CompletionException e) {
            own.completeExceptionally(e.getCause() == null ? e : e.getCause());
        }
    }

    private SecretValue await(CompletableFuture<SecretValue> load, String name) {
        return await(load, name, Deadline.in(deadline));
    }

    SecretValue await(CompletableFuture<SecretValue> load, String name, Deadline limit) {
        if (!load.isDone() && onCallThread.getAsBoolean()) {
            throw new IllegalStateException(
                    "secret '" + name + "' cannot be waited for on a thread that reads secrets: do"
                            + " not read one secret in the SecretMapper of another, in a CallListener or a CredentialsProvider");
        }
        try {
            return load.get(limit.leftNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw gaveUp(name, "the waiting thread was interrupted", e);
        } catch (TimeoutException e) {
            throw gaveUp(name, "there was no answer within " + limit.total().toMillis() + " ms", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException("reading secret '" + name + "' failed unexpectedly", e.getCause());
        }
    }

    private KmsTransportException gaveUp(String name, String why, Exception cause) {
        return new KmsTransportException(
                "GetSecretValue",
                endpoint,
                "GetSecretValue of '" + name + "' at " + endpoint + ": " + why
                        + ". The call goes on in the background; read the secret again.",
                cause);
    }
}
