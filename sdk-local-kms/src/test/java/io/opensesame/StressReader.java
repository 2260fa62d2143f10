package io.opensesame;

import io.opensesame.StressTruth.Login;
import io.opensesame.error.OpenSesameException;
import io.opensesame.secrets.Secret;
import io.opensesame.secrets.SecretValue;
import io.opensesame.secrets.TypedVersion;
import io.opensesame.secrets.VersionStage;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One thread of a stress run: reads in every way there is, chosen by its own seeded random, and judges each answer. */
final class StressReader implements Callable<StressReader> {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final StressRun run;
    private final Random random;
    private final List<StressTruth> truths;
    /** One for each view: a handle and the cache take a new version one after the other. */
    private final Map<String, StressTruth.Follower> byName = new HashMap<>();

    private final Map<String, StressTruth.Follower> byHandle = new HashMap<>();
    private final Map<String, Secret<Login>> handles = new HashMap<>();

    long reads;

    /** How many calls to KMS the reads may have sent at most: a read that did not wait sent none. */
    long callsAtMost;

    long failures;

    StressReader(StressRun run, List<StressTruth> truths, long seed) {
        this.run = run;
        this.random = new Random(seed);
        this.truths = truths;
        truths.forEach(truth -> {
            byName.put(truth.name(), truth.new Follower());
            byHandle.put(truth.name(), truth.new Follower());
        });
    }

    @Override
    public StressReader call() {
        while (run.goesOn()) {
            StressTruth truth = truths.get(random.nextInt(truths.size()));
            long waits = waits();
            int jumps = run.jumps();
            long start = System.nanoTime();
            try {
                readOnce(truth, jumps);
            } catch (OpenSesameException expected) {
                failures++;
            } catch (RuntimeException | Error | InterruptedException | ExecutionException | TimeoutException e) {
                run.violated("a read of " + truth.name() + " came to " + e);
            }
            reads++;
            callsAtMost += waits() == waits ? 0 : 4;
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            if (took.compareTo(StressRun.LONGEST_READ) > 0) {
                run.violated("a read of " + truth.name() + " took " + took);
            }
        }
        return this;
    }

    /** How often this thread has waited for anything, a lock or another thread, so far. */
    static long waits() {
        ThreadInfo self = THREADS.getThreadInfo(Thread.currentThread().getId());
        return self.getBlockedCount() + self.getWaitedCount();
    }

    private void readOnce(StressTruth truth, int jumps)
            throws InterruptedException, ExecutionException, TimeoutException {
        String name = truth.name();
        int way = random.nextInt(1_000);
        if (way < 600) {
            followed(byName, truth, run.secrets().get(name), jumps);
        } else if (way < 900) {
            byHandle(truth, jumps);
        } else if (way < 940) {
            followed(byName, truth, readAsynchronously(name), jumps);
        } else if (way < 960) {
            judged(run.secrets().get(name, VersionStage.PREVIOUS), jumps);
        } else if (way < 975) {
            List<String> known = truth.wasCurrent();
            String id = known.get(random.nextInt(known.size()));
            SecretValue value = judged(run.secrets().getVersion(name, id), jumps);
            run.require(value.versionId().equals(id), "asked for " + id + ", got " + value);
        } else if (way < 980) {
            followed(byName, truth, run.secrets().refresh(name), jumps);
        } else if (way < 990) {
            rejected(truth);
        } else if (way < 993) {
            run.secrets().preload(List.of(name, truths.get(0).name()));
        } else {
            reopen(truth);
        }
    }

    private SecretValue readAsynchronously(String name)
            throws InterruptedException, ExecutionException, TimeoutException {
        try {
            return run.secrets().getAsync(name).get(30, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof OpenSesameException failure) {
                throw failure;
            }
            throw e;
        }
    }

    private void byHandle(StressTruth truth, int jumps) {
        Secret<Login> handle = handles.get(truth.name());
        if (handle == null) {
            reopen(truth);
            return;
        }
        TypedVersion<Login> version = handle.version();
        run.require(version.value().isOf(version.versionId()), "a torn pair: " + version);
        followed(byHandle, truth, version.source(), jumps);
    }

    private void reopen(StressTruth truth) {
        Secret<Login> before = handles.remove(truth.name());
        if (before != null) {
            before.close();
        }
        handles.put(truth.name(), run.secrets().secret(truth.name(), Login.class));
    }

    /** The version before may be offered; it is older than what is held. */
    private void rejected(StressTruth truth) {
        String id = run.secrets().get(truth.name()).versionId();
        run.secrets().rejected(truth.name(), id).ifPresent(next -> {
            requireWhole(next);
            run.require(!next.versionId().equals(id), "the rejected version was offered again: " + next);
        });
    }

    private void followed(Map<String, StressTruth.Follower> view, StressTruth truth, SecretValue value, int jumps) {
        judged(value, jumps);
        run.requireGraceKept(value, jumps);
        run.require(
                Objects.requireNonNull(view.get(truth.name())).sees(value.versionId()),
                "went back without a roll-back: " + value + ", of " + truth.wasCurrent());
    }

    private void requireWhole(SecretValue value) {
        run.require(
                value.exposeJson(Login.class).isOf(value.versionId()), "the plaintext is another version's: " + value);
    }

    private SecretValue judged(SecretValue value, int jumps) {
        requireWhole(value);
        run.requireWithinMaxStale(value, jumps);
        return value;
    }

    /** Reads what is held, over and over, and returns how often that waited for anything. */
    static long waitsOfHits(StressRun run, List<StressTruth> truths, int rounds) {
        List<Secret<Login>> opened = new ArrayList<>();
        truths.forEach(truth -> opened.add(run.secrets().secret(truth.name(), Login.class)));
        long waits = 0;
        for (int warmedUp = 0; warmedUp < 2; warmedUp++) {
            long before = waits();
            for (int round = 0; round < rounds; round++) {
                for (int i = 0; i < truths.size(); i++) {
                    run.require(run.secrets().get(truths.get(i).name()) != null, "no value");
                    run.require(opened.get(i).value() != null, "no value");
                }
            }
            waits = waits() - before;
        }
        opened.forEach(Secret::close);
        return waits;
    }
}
