package io.opensesame.spring.redis;

import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.RedisCredentials;
import io.lettuce.core.RedisCredentialsProvider;
import io.opensesame.secrets.Secret;
import io.opensesame.secrets.SecretsClient;
import io.opensesame.secrets.TypedVersion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** The login of Redis connections, followed through its rotation. Thread-safe. */
final class RotatingRedisLogin implements RedisCredentialsProvider, AutoCloseable {
    /*
     * A new connection logs in with the current version; or, for a minute after Redis refused that, with the one that
     * Redis let in instead, as long as the current one is the same. Refused versions are reported to KMS's client, which tells the next to
     * try; RedisLoginHandler tries them within the same connection.
     * A version that was refused too often within a minute is not tried.
     * Open connections log in anew when the current version changes. One that is opened at that moment would miss it, so
     * the newest is kept for a while for those that come.
     * What may ask KMS runs on threads of its own, never on those of Lettuce.
     */
    private static final Logger LOGGER = LoggerFactory.getLogger(RotatingRedisLogin.class);
    private static final int THREADS = 4;
    private static final int VERSIONS = 16;
    private static final Duration KEPT_FOR_LATECOMERS = Duration.ofMinutes(1);
    private static final long STANDS_IN = TimeUnit.MINUTES.toNanos(1);

    /** A version that Redis let in, while it refused the current one. */
    private record StandIn(String refusedVersionId, SecretCredentials credentials, long sinceNanos) {}

    private final Secret<SecretCredentials> secret;
    private final int maxTries;
    private final LongSupplier nanoTime;
    private final Refusals refusals;
    private final ThreadPoolExecutor threads;
    private final Sinks.Many<RedisCredentials> changes = Sinks.many().replay().limit(1, KEPT_FOR_LATECOMERS);
    private final Map<String, SecretCredentials> given = new LinkedHashMap<>();

    private volatile @Nullable StandIn standIn;

    RotatingRedisLogin(SecretsClient secrets, RotatingRedisProperties properties, LongSupplier nanoTime) {
        secret = secrets.secret(properties.secret(), SecretCredentials::of);
        maxTries = properties.maxTries();
        this.nanoTime = nanoTime;
        refusals = new Refusals(properties.refusalsPerMinute(), nanoTime);
        threads = new ThreadPoolExecutor(THREADS, THREADS, 5, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
            Thread thread = new Thread(task, "opensesame-redis-login");
            thread.setDaemon(true);
            return thread;
        });
        threads.allowCoreThreadTimeOut(true);
        secret.onChange(change -> changed(change.current()));
    }

    private void changed(SecretCredentials current) {
        changes.tryEmitNext(remember(current)); // one call at a time; without connections there is nobody to tell
    }

    @Override
    public Mono<RedisCredentials> resolveCredentials() {
        return Mono.fromFuture(() -> CompletableFuture.supplyAsync(this::first, threads));
    }

    private RedisCredentials first() {
        TypedVersion<SecretCredentials> current = secret.version();
        SecretCredentials first = standInFor(current.versionId()).orElseGet(current::value);
        if (!refusals.spent(first.versionId())) {
            return remember(first);
        }
        return nextAfter(List.of(first.versionId()))
                .orElseThrow(() -> new RedisConnectionException("no login was tried: Redis refused version '"
                        + first.versionId() + "' of secret '" + secret.name()
                        + "' as often as opensesame.redis.refusals-per-minute allows, and there is no other"));
    }

    @Override
    public boolean supportsStreaming() {
        return true;
    }

    @Override
    public Flux<RedisCredentials> credentials() {
        return changes.asFlux().filter(credentials -> !isStoodInFor(credentials));
    }

    /** A connection that is made while Redis refuses the current version stays with the one that was let in. */
    private boolean isStoodInFor(RedisCredentials credentials) {
        return credentials instanceof SecretCredentials version
                && standInFor(version.versionId()).isPresent();
    }

    private Optional<SecretCredentials> standInFor(String versionId) {
        StandIn accepted = standIn;
        return accepted != null
                        && accepted.refusedVersionId().equals(versionId)
                        && nanoTime.getAsLong() - accepted.sinceNanos() < STANDS_IN
                ? Optional.of(accepted.credentials())
                : Optional.empty();
    }

    /** Returns the version whose password this is; empty if it is none that this gave. */
    Optional<SecretCredentials> find(char[] password) {
        synchronized (given) {
            return given.values().stream()
                    .filter(credentials -> credentials.isPassword(password))
                    .findFirst();
        }
    }

    /** Returns the one instance for the version, whose password array is known again. */
    private SecretCredentials remember(SecretCredentials credentials) {
        synchronized (given) {
            SecretCredentials known = given.putIfAbsent(credentials.versionId(), credentials);
            if (given.size() > VERSIONS) {
                given.remove(given.keySet().iterator().next());
            }
            return known == null ? credentials : known;
        }
    }

    /**
     * Says that Redis let a version in.
     *
     * @param refused the versions that it refused before, for the same connection
     */
    void accepted(SecretCredentials credentials, List<String> refused) {
        refusals.clear(credentials.versionId());
        if (!refused.isEmpty()) {
            standIn = new StandIn(refused.get(0), credentials, nanoTime.getAsLong());
        }
    }

    /** {@return the time at which a login begins, to be told if it is refused} */
    long begin() {
        return nanoTime.getAsLong();
    }

    /** Says that Redis refused a version for a new connection, and when that login began. */
    void refused(SecretCredentials credentials, long begunAtNanos) {
        refusals.add(credentials.versionId(), begunAtNanos);
        LOGGER.warn("Redis refused the login of secret '{}', version '{}'", secret.name(), credentials.versionId());
    }

    /** Says that Redis refused a version for a connection that is open, and that stays what it was. */
    void refusedAnew(SecretCredentials credentials) {
        LOGGER.warn(
                "Redis refused version '{}' of secret '{}' for an open connection, which keeps the login it has",
                credentials.versionId(),
                secret.name());
    }

    /** Returns the version to try after others were refused; empty if there is none, for now. */
    CompletableFuture<Optional<SecretCredentials>> next(List<String> refused) {
        return CompletableFuture.supplyAsync(() -> nextAfter(refused), threads);
    }

    private Optional<SecretCredentials> nextAfter(List<String> refused) {
        List<String> tried = new ArrayList<>(refused);
        while (tried.size() < maxTries) {
            Optional<SecretCredentials> next =
                    secret.rejected(tried.toArray(String[]::new)).map(TypedVersion::value);
            if (next.isEmpty() || !refusals.spent(next.get().versionId())) {
                return next.map(this::remember);
            }
            tried.add(next.get().versionId());
        }
        return Optional.empty();
    }

    @Override
    public void close() {
        secret.close();
        threads.shutdownNow();
    }
}
