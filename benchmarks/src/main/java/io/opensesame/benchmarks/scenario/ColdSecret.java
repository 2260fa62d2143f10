package io.opensesame.benchmarks.scenario;

import io.opensesame.benchmarks.MarkdownTable;
import io.opensesame.benchmarks.stub.StubIdentity;
import io.opensesame.benchmarks.stub.StubServer;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Many threads want one secret that is not held; the service takes 50 ms. */
record ColdSecret(int threads, int rounds) implements Scenario {
    private static final Duration LATENCY = Duration.ofMillis(50);
    private static final int WARM_UP_ROUNDS = 3;

    @Override
    public void run(StubIdentity identity, PrintStream out) throws Exception {
        MarkdownTable table =
                new MarkdownTable("cache", "upstream calls a secret", "wait p50 ms", "p99 ms", "max ms", "failed");
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try (StubServer server = StubServer.https(identity)) {
            server.latency(LATENCY);
            for (Caches.Named cache : Caches.all()) {
                table.row(row(cache, server, pool));
            }
        } finally {
            pool.shutdownNow();
        }
        table.print(
                out,
                "(a) " + threads + " threads on a cold secret, upstream " + LATENCY.toMillis() + " ms; " + rounds
                        + " secrets");
    }

    private List<String> row(Caches.Named cache, StubServer server, ExecutorService pool) throws Exception {
        try (CachedReader reader =
                cache.opener().open(new Caches.Setup(server.endpoint(), Duration.ofHours(1), List.of()))) {
            for (int i = 0; i < WARM_UP_ROUNDS; i++) {
                waits(reader, "warm-up-" + i, pool);
            }
            long before = server.requests();
            List<Double> millis = new ArrayList<>();
            for (int i = 0; i < rounds; i++) {
                millis.addAll(waits(reader, "cold-" + i, pool));
            }
            double[] sorted = millis.stream()
                    .filter(wait -> !wait.isNaN())
                    .mapToDouble(Double::doubleValue)
                    .sorted()
                    .toArray();
            return List.of(
                    cache.title(),
                    "%.1f".formatted((server.requests() - before) / (double) rounds),
                    percentile(sorted, 0.5),
                    percentile(sorted, 0.99),
                    percentile(sorted, 1),
                    Integer.toString(millis.size() - sorted.length));
        }
    }

    /** Reads the secret with all threads at once; a failed read's wait is not a number. */
    private List<Double> waits(CachedReader reader, String name, ExecutorService pool) throws Exception {
        CyclicBarrier start = new CyclicBarrier(threads);
        Callable<Double> read = () -> {
            start.await();
            long begin = System.nanoTime();
            try {
                return reader.read(name).isEmpty() ? Double.NaN : (System.nanoTime() - begin) / 1e6;
            } catch (Exception e) {
                return Double.NaN;
            }
        };
        List<Future<Double>> futures = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            futures.add(pool.submit(read));
        }
        List<Double> waits = new ArrayList<>();
        for (Future<Double> future : futures) {
            waits.add(future.get());
        }
        return waits;
    }

    private static String percentile(double[] sorted, double share) {
        if (sorted.length == 0) {
            return "–";
        }
        int rank = (int) Math.ceil(share * sorted.length) - 1;
        return "%.0f".formatted(sorted[Math.max(0, rank)]);
    }
}
