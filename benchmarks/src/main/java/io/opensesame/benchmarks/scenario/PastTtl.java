package io.opensesame.benchmarks.scenario;

import io.opensesame.benchmarks.MarkdownTable;
import io.opensesame.benchmarks.stub.StubIdentity;
import io.opensesame.benchmarks.stub.StubServer;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A value's time has passed, and the service answers 503: at once, or after some seconds. */
record PastTtl(int threads, Duration limit) implements Scenario {
    private static final Duration TTL = Duration.ofSeconds(1);
    private static final Duration WINDOW = Duration.ofSeconds(6);
    private static final String NAME = "orders/db";

    @Override
    public void run(StubIdentity identity, PrintStream out) throws Exception {
        MarkdownTable table = new MarkdownTable(
                "cache",
                "503 after",
                "readers blocked ≥ 5 ms, of " + threads,
                "longest block ms",
                "reads",
                "failed",
                "without an end",
                "fails with");
        for (Duration latency : List.of(Duration.ZERO, Duration.ofSeconds(3))) {
            for (Caches.Named cache : Caches.all()) {
                table.row(row(cache, identity, latency));
            }
        }
        table.print(
                out,
                "(c) A value past its TTL while the service answers 503; " + threads + " readers for "
                        + WINDOW.toSeconds() + " s, watched for " + limit.toSeconds() + " s more at most");
    }

    private List<String> row(Caches.Named cache, StubIdentity identity, Duration latency) throws Exception {
        try (StubServer server = StubServer.https(identity)) {
            CachedReader reader = cache.opener().open(new Caches.Setup(server.endpoint(), TTL, List.of(NAME)));
            reader.read(NAME);
            server.latency(latency);
            server.status(503);
            TimeUnit.MILLISECONDS.sleep(TTL.toMillis() * 3 / 2);
            ReaderGroup group = ReaderGroup.start(reader, NAME, threads);
            TimeUnit.MILLISECONDS.sleep(WINDOW.toMillis());
            ReaderGroup.Outcome outcome = group.stop(limit);
            Bounded.close(reader);
            return List.of(
                    cache.title(),
                    latency.toSeconds() + " s",
                    Integer.toString(outcome.blockedReaders()),
                    outcome.longest(),
                    "%,d".formatted(outcome.reads()),
                    "%,d".formatted(outcome.failures()),
                    Integer.toString(outcome.endless()),
                    outcome.firstFailure());
        }
    }
}
