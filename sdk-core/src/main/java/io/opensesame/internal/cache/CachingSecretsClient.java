package io.opensesame.internal.cache;

import io.opensesame.error.KmsTransportException;
import io.opensesame.secrets.Secret;
import io.opensesame.secrets.SecretMapper;
import io.opensesame.secrets.SecretValue;
import io.opensesame.secrets.SecretsClient;
import io.opensesame.secrets.VersionStage;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The front of the cache: hits at once, misses within a deadline. Thread-safe. */
public final class CachingSecretsClient implements SecretsClient {
    private static final Logger LOGGER = LoggerFactory.getLogger(SecretCache.LOGGER_NAME);
    private static final int PRELOADS_AT_ONCE = 8;

    private final SecretCache cache;
    private final EventThread events;
    private final Duration deadline;
    private final String endpoint;
    private final BooleanSupplier onCallThread;

    /**
     * @param cache what holds the values
     * @param events where listeners run
     * @param deadline how long a miss waits; longer than the source's own deadline, so that the source tells why
     * @param endpoint where values are read from, for messages
     * @param onCallThread whether the calling thread is one of those that the source's calls need
     */
    public CachingSecretsClient(
            SecretCache cache, EventThread events, Duration deadline, String endpoint, BooleanSupplier onCallThread) {
        this.cache = cache;
        this.events = events;
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
            LiveSecret<T> handle =
                    new LiveSecret<>(entry, first, mapper, events, () -> await(cache.load(request), name));
            if (entry.add(handle, first)) {
                return handle;
            }
        }
    }

    @Override
    public void preload(Collection<String> names) {
        List<String> distinct = new ArrayList<>(new LinkedHashSet<>(names));
        List<ReadRequest> requests = distinct.stream()
                .map(name -> ReadRequest.stage(name, VersionStage.CURRENT))
                .toList();
        Deque<Preload> underWay = new ArrayDeque<>();
        List<RuntimeException> failures = new ArrayList<>();
        for (ReadRequest request : requests) {
            if (underWay.size() == PRELOADS_AT_ONCE) {
                underWay.remove().end(failures);
            }
            underWay.add(new Preload(request.name(), cache.load(request)));
        }
        underWay.forEach(preload -> preload.end(failures));
        if (!failures.isEmpty()) {
            throw failures.get(0);
        }
    }

    private final class Preload {
        private final String name;
        private final CompletableFuture<SecretValue> load;

        Preload(String name, CompletableFuture<SecretValue> load) {
            this.name = name;
            this.load = load;
        }

        void end(List<RuntimeException> failures) {
            try {
                await(load, name);
            } catch (RuntimeException e) {
                LOGGER.warn("Secret '{}' could not be preloaded: {}", name, e.getMessage());
                failures.add(e);
            }
        }
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
    private static CompletableFuture<SecretValue> handedOver(CompletableFuture<SecretValue> load) {
        CompletableFuture<SecretValue> own = new CompletableFuture<>();
        if (load.isDone()) {
            complete(own, load);
        } else {
            CompletableFuture<SecretValue> unused = load.whenCompleteAsync((value, failure) -> complete(own, load));
        }
        return own;
    }

    private static void complete(CompletableFuture<SecretValue> own, CompletableFuture<SecretValue> done) {
        try {
            own.complete(done.join());
        } catch (CompletionException e) {
            own.completeExceptionally(e.getCause() == null ? e : e.getCause());
        }
    }

    private SecretValue await(CompletableFuture<SecretValue> load, String name) {
        if (!load.isDone() && onCallThread.getAsBoolean()) {
            throw new IllegalStateException(
                    "secret '" + name + "' cannot be waited for on a thread that reads secrets: do"
                            + " not read one secret in the SecretMapper of another, in a CallListener or a CredentialsProvider");
        }
        try {
            return load.get(deadline.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw gaveUp(name, "the waiting thread was interrupted", e);
        } catch (TimeoutException e) {
            throw gaveUp(name, "there was no answer within " + deadline.toMillis() + " ms", e);
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
