package io.opensesame.benchmarks.scenario;

import io.opensesame.benchmarks.MarkdownTable;
import io.opensesame.benchmarks.stub.StubIdentity;
import io.opensesame.benchmarks.stub.StubServer;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Many threads read constantly while a value's time passes; the service takes 50 ms. */
record TtlPasses(int threads, int ttls) implements Scenario {
    private static final Duration TTL = Duration.ofSeconds(1);
    private static final Duration LATENCY = Duration.ofMillis(50);
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String NAME = "orders/db";

    @Override
    public void run(StubIdentity identity, PrintStream out) throws Exception {
        MarkdownTable table = new MarkdownTable(
                "cache",
                "each TTL finds",
                "reads",
                "upstream calls",
                "blocked ≥ 5 ms, a TTL",
                "their p50 ms",
                "longest ms",
                "failed");
        List<Caches.Named> caches = new ArrayList<>();
        caches.add(new Caches.Named("no cache: a constant (noise)", setup -> constant()));
        caches.addAll(Caches.all());
        for (boolean rotating : new boolean[] {false, true}) {
            for (Caches.Named cache : caches) {
                table.row(row(cache, identity, rotating));
            }
        }
        table.print(
                out,
                "(b) " + threads + " threads reading while " + ttls + " TTLs of " + TTL.toSeconds()
                        + " s pass, upstream " + LATENCY.toMillis() + " ms");
    }

    private static CachedReader constant() {
        return new CachedReader() {
            @Override
            public String read(String name) {
                return name;
            }

            @Override
            public void close() {}
        };
    }

    private List<String> row(Caches.Named cache, StubIdentity identity, boolean rotating) throws Exception {
        try (StubServer server = StubServer.https(identity);
                CachedReader reader = cache.opener().open(new Caches.Setup(server.endpoint(), TTL, List.of(NAME)))) {
            server.latency(LATENCY);
            read(reader, server, 2, rotating); // warms up
            long before = server.requests();
            ReaderGroup.Outcome outcome = read(reader, server, ttls, rotating);
            return List.of(
                    cache.title(),
                    rotating ? "a new version" : "the same version",
                    "%,d".formatted(outcome.reads()),
                    Long.toString(server.requests() - before),
                    "%.1f".formatted(outcome.blockedMillis().size() / (double) ttls),
                    outcome.blockedMedian(),
                    outcome.longest(),
                    Long.toString(outcome.failures()));
        }
    }

    private ReaderGroup.Outcome read(CachedReader reader, StubServer server, int periods, boolean rotating)
            throws Exception {
        reader.read(NAME);
        ReaderGroup group = ReaderGroup.start(reader, NAME, threads);
        for (int i = 0; i < periods; i++) {
            if (rotating) {
                server.rotateTo("v" + System.nanoTime());
            }
            TimeUnit.MILLISECONDS.sleep(TTL.toMillis());
        }
        return group.stop(LIMIT);
    }
}
