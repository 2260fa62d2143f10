package io.opensesame.samples.quickstart;

import io.opensesame.samples.quickstart.Quickstart.DbLogin;
import io.opensesame.secrets.Secret;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/** Threads that read one live handle without a pause, and count. */
final class Readers implements AutoCloseable {
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

    void awaitPasswordOtherThan(String old, Duration limit) {
        Stopwatch stopwatch = Stopwatch.start();
        while (lastPassword.isEmpty() || lastPassword.equals(old)) {
            if (stopwatch.elapsedNanos() > limit.toNanos()) {
                throw new IllegalArgumentException("no reader saw the rotation within " + limit.toSeconds() + " s");
            }
            LockSupport.parkNanos(1_000_000);
        }
    }

    void keepReading(Duration span) {
        Stopwatch stopwatch = Stopwatch.start();
        while (stopwatch.elapsedNanos() < span.toNanos()) {
            LockSupport.parkNanos(span.toNanos() - stopwatch.elapsedNanos());
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
