package io.opensesame.benchmarks.fleet;

import io.opensesame.error.ServiceRefusal;
import io.opensesame.error.ThrottledException;
import io.opensesame.internal.cache.CachingSecretsClient;
import io.opensesame.internal.cache.EventThread;
import io.opensesame.internal.cache.ReadRequest;
import io.opensesame.internal.cache.SecretArchive;
import io.opensesame.internal.cache.SecretCache;
import io.opensesame.internal.cache.SecretEvents;
import io.opensesame.internal.cache.SecretSource;
import io.opensesame.secrets.CacheOptions;
import io.opensesame.secrets.SecretValue;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.DoubleSupplier;

/** One client with its real cache; only time, the network and the pauses between attempts are played. */
final class FleetClient implements SecretSource {
    private static final Duration SWEEP = Duration.ofMillis(500);
    private static final int ATTEMPTS = 4;
    private static final long FIRST_PAUSE_MILLIS = 200;
    private static final long LONGEST_PAUSE_MILLIS = 2_000;
    private static final long FIRST_RESTART_MILLIS = 10_000;
    private static final long LONGEST_RESTART_MILLIS = 300_000;

    /** Never used: nobody listens. */
    private static final EventThread NO_EVENTS = new EventThread();

    private final VirtualTime time;
    private final Account account;
    private final List<String> names = new ArrayList<>();
    private final int firstSecret;
    private final Random random;
    private final SecretCache cache;
    private final CachingSecretsClient secrets;
    private final Set<String> loaded = new HashSet<>();
    private final Map<String, Integer> failed = new HashMap<>();
    private Instant startedAt = Instant.MAX;
    private Instant spreadUntil = Instant.MIN;
    private Instant wakeAt = Instant.MAX;
    private Optional<Duration> readyAfter = Optional.empty();
    private boolean stopped;

    FleetClient(
            VirtualTime time,
            Account account,
            int firstSecret,
            int secretCount,
            CacheOptions options,
            DoubleSupplier jitter,
            Random random) {
        this.time = time;
        this.account = account;
        this.firstSecret = firstSecret;
        this.random = random;
        for (int i = 0; i < secretCount; i++) {
            names.add("fleet/" + (firstSecret + i));
        }
        SecretEvents events = new SecretEvents(NO_EVENTS, time);
        this.cache = new SecretCache(this, SecretArchive.NONE, options, time, jitter, events);
        this.secrets = new CachingSecretsClient(cache, events, Duration.ofSeconds(16), "the fleet's KMS", () -> false);
    }

    void start(Start how) {
        startedAt = time.instant();
        spreadUntil = startedAt.plus(how.window());
        how.begin(secrets, names);
        wake(time.instant().plus(SWEEP));
    }

    void stop() {
        stopped = true;
        cache.close();
    }

    /** Returns how long after its start it held all of its secrets, if it does by now. */
    Optional<Duration> readyAfter() {
        return readyAfter;
    }

    @Override
    public CompletableFuture<Loaded> load(ReadRequest request) {
        CompletableFuture<Loaded> answer = new CompletableFuture<>();
        attempt(request, answer, 1);
        return answer;
    }

    private void attempt(ReadRequest request, CompletableFuture<Loaded> answer, int number) {
        if (stopped) {
            return;
        }
        Instant now = time.instant();
        if (account.admits(now)) {
            answer.complete(loaded(request.name(), now));
        } else if (number == ATTEMPTS) {
            answer.completeExceptionally(throttled(request.name()));
            readAgain(request.name());
        } else {
            long bound = Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << (number - 1));
            Instant again = now.plusMillis(random.nextLong(bound + 1));
            time.plan(again, () -> attempt(request, answer, number + 1));
            return;
        }
        wake(now.plus(SWEEP));
    }

    /**
     * An application that could not start is started again, at first soon and then more slowly, as orchestrators do.
     */
    private void readAgain(String name) {
        if (!loaded.contains(name)) {
            int failures = failed.merge(name, 1, Integer::sum);
            long pauseMillis = Math.min(LONGEST_RESTART_MILLIS, FIRST_RESTART_MILLIS << Math.min(failures - 1, 10));
            long spreadMillis = random.nextLong(pauseMillis / 10);
            time.plan(time.instant().plusMillis(pauseMillis + spreadMillis), () -> {
                if (!stopped) {
                    CompletableFuture<?> unused = secrets.getAsync(name);
                }
            });
        }
    }

    private Loaded loaded(String name, Instant now) {
        int secret = firstSecret + names.indexOf(name);
        SecretValue value = SecretValue.builder(name, account.versionId(secret, now))
                .text("of no interest here")
                .loadedAt(now)
                .clock(time)
                .nextRotation(account.nextRotation(secret, now))
                .build();
        if (loaded.add(name) && loaded.size() == names.size()) {
            readyAfter = Optional.of(Duration.between(startedAt, now));
        }
        return new Loaded(value, true, () -> {});
    }

    private static ThrottledException throttled(String name) {
        return new ThrottledException(
                new ServiceRefusal("GetSecretValue", name, "the fleet's KMS", 429, "Rejected.Throttling", "", ""),
                null);
    }

    private void wake(Instant at) {
        if (at.isBefore(wakeAt)) {
            wakeAt = at;
            time.plan(at, () -> {
                if (wakeAt.equals(at)) {
                    sweep();
                }
            });
        }
    }

    /** Sweeps as the engine does twice a second, but leaves out the sweeps that would find nothing due. */
    private void sweep() {
        wakeAt = Instant.MAX;
        if (stopped) {
            return;
        }
        cache.tick();
        Instant next = time.instant().isBefore(spreadUntil)
                ? time.instant()
                : secrets.snapshot().stream()
                        .flatMap(entry -> entry.nextRefresh().stream())
                        .min(Instant::compareTo)
                        .orElse(Instant.MAX.minus(SWEEP));
        Instant soonest = time.instant().plus(SWEEP);
        wake(next.isBefore(soonest) ? soonest : next);
    }
}
