package io.opensesame.samples.quickstart;

import io.opensesame.samples.quickstart.Quickstart.DbLogin;
import io.opensesame.secrets.Secret;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/** Threads that read one live handle without a pause, and count. */
final class Readers implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Secret<DbLogin> login;
    private final LongAdder reads = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private final List<Thread> threads;
    private volatile boolean stopped;
    private volatile String lastPassword = "";

    private Readers(int count, Secret<DbLogin> login) {
        this.login = login;
        this.threads = IntStream.range(0, count)
                .mapToObj(i -> new Thread(this::read, "reader-" + i))
                .toList();
    }

    static Readers start(int count, Secret<DbLogin> login) {
        Readers readers = new Readers(count, login);
        readers.threads.forEach(thread -> {
            thread.setDaemon(true);
            thread.start();
        });
        return readers;
    }

    private void read() {
        while (!stopped) {
            try {
                String password = login.value().password();
                if (!password.equals(lastPassword)) {
                    lastPassword = password;
                }
                reads.increment();
            } catch (RuntimeException e) {
                failures.increment();
            }
        }
    }

    long reads() {
        return reads.sum();
    }

    long failures() {
        return failures.sum();
    }

    void awaitPasswordOtherThan(String old) {
        await("see the rotation", () -> !lastPassword.isEmpty() && !lastPassword.equals(old));
    }

    /** Waits on the calling thread, while the others keep reading. */
    void await(String what, BooleanSupplier happened) {
        Stopwatch stopwatch = Stopwatch.start();
        while (!happened.getAsBoolean()) {
            if (stopwatch.elapsedNanos() > LIMIT.toNanos()) {
                throw new IllegalArgumentException(
                        "the readers did not " + what + " within " + LIMIT.toSeconds() + " s");
            }
            LockSupport.parkNanos(1_000_000);
        }
    }

    @Override
    public void close() {
        stopped = true;
        threads.forEach(Readers::join);
    }

    private static void join(Thread thread) {
        try {
            thread.join(5_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
