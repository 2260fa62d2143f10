package io.opensesame.benchmarks.scenario;

import io.opensesame.benchmarks.MarkdownTable;
import io.opensesame.benchmarks.stub.StubIdentity;
import io.opensesame.benchmarks.stub.StubServer;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * Many secrets held at once: memory, threads, and the calls that keep them fresh for an hour while all are in use.
 *
 * <p>The hour is one of OpenSesame's clock. The peers take no clock: their TTL of an hour is made ten seconds, all
 * secrets are read constantly for two of them, and what one of them cost stands for the hour.
 */
record ManySecrets(int count) implements Scenario {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration SHORT_TTL = Duration.ofSeconds(10);
    private static final int STEPS = 10;
    private static final int SHORT_TTLS = 2;
    private static final int LOADING_THREADS = 8;
    private static final Duration SETTLING = Duration.ofSeconds(3);

    @Override
    public void run(StubIdentity identity, PrintStream out) throws Exception {
        MarkdownTable table =
                new MarkdownTable("cache", "heap a secret B", "threads", "calls to load", "calls an hour");
        List<String> names =
                IntStream.range(0, count).mapToObj(i -> "orders/db-" + i).toList();
        for (Caches.Named cache : Caches.all()) {
            table.row(row(cache, identity, names));
        }
        table.print(out, "(g) %,d secrets of 104 characters held and in use".formatted(count));
    }

    private static List<String> row(Caches.Named cache, StubIdentity identity, List<String> names) throws Exception {
        try (StubServer server = StubServer.https(identity)) {
            boolean ours = cache.title().equals("OpenSesame");
            VirtualClock clock = new VirtualClock();
            long heapBefore = usedHeap();
            Set<Thread> threadsBefore = clientThreads();
            CachedReader reader = ours
                    ? Caches.reader(OpenSesameFeatures.holding(names.size(), server.endpoint(), HOUR)
                            .clock(clock)
                            .build())
                    : cache.opener().open(new Caches.Setup(server.endpoint(), HOUR, names));
            load(reader, names);
            long loads = server.requests();
            long heap = usedHeap() - heapBefore;
            Set<Thread> threads = clientThreads();
            threads.removeAll(threadsBefore);
            String calls =
                    "%,d".formatted(ours ? ownHour(reader, names, clock, server) : peersHour(cache, names, server));
            Bounded.close(reader);
            return List.of(
                    cache.title(),
                    "%,d".formatted(heap / names.size()),
                    Integer.toString(threads.size()),
                    "%,d".formatted(loads),
                    calls);
        }
    }

    private static void load(CachedReader reader, List<String> names) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(LOADING_THREADS);
        try {
            List<Future<String>> reads = new ArrayList<>();
            for (String name : names) {
                reads.add(pool.submit(() -> reader.read(name)));
            }
            for (Future<String> read : reads) {
                read.get();
            }
        } finally {
            pool.shutdown();
            pool.awaitTermination(1, TimeUnit.MINUTES);
        }
    }

    /** Lets an hour pass by the client's clock, in steps that leave its refreshes the time they need. */
    private static long ownHour(CachedReader reader, List<String> names, VirtualClock clock, StubServer server)
            throws Exception {
        pass(reader, names, clock, server); // the first hour ends with the loads' own age
        long before = server.requests();
        pass(reader, names, clock, server);
        return server.requests() - before;
    }

    private static void pass(CachedReader reader, List<String> names, VirtualClock clock, StubServer server)
            throws Exception {
        Duration step = HOUR.dividedBy(STEPS);
        for (int i = 0; i < STEPS; i++) {
            clock.advance(step);
            for (String name : names) {
                reader.read(name);
            }
            settle(server);
        }
    }

    /** Waits until no call has come for a second. */
    private static void settle(StubServer server) throws InterruptedException {
        long until = System.nanoTime() + SETTLING.toNanos() * 4;
        long seen = -1;
        while (seen != server.requests() && System.nanoTime() < until) {
            seen = server.requests();
            TimeUnit.MILLISECONDS.sleep(SETTLING.toMillis() / 3);
        }
    }

    private static long peersHour(Caches.Named cache, List<String> names, StubServer server) throws Exception {
        CachedReader reader = cache.opener().open(new Caches.Setup(server.endpoint(), SHORT_TTL, names));
        try {
            load(reader, names);
            long before = server.requests();
            long start = System.nanoTime();
            while (System.nanoTime() - start < SHORT_TTL.toNanos() * SHORT_TTLS) {
                load(reader, names);
            }
            double ttls = (System.nanoTime() - start) / (double) SHORT_TTL.toNanos();
            return Math.round((server.requests() - before) / ttls);
        } finally {
            Bounded.close(reader);
        }
    }

    private static long usedHeap() throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            System.gc();
            TimeUnit.MILLISECONDS.sleep(100);
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** Threads but those of the stub, which has one a connection. */
    private static Set<Thread> clientThreads() {
        Set<Thread> threads = new HashSet<>(Thread.getAllStackTraces().keySet());
        threads.removeIf(thread -> thread.getName().startsWith("stub-"));
        return threads;
    }
}
