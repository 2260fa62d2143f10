package io.opensesame.benchmarks.scenario;

import io.opensesame.benchmarks.MarkdownTable;
import io.opensesame.benchmarks.stub.StubIdentity;
import io.opensesame.benchmarks.stub.StubServer;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The service is gone for 60 simulated seconds while threads read constantly, and comes back.
 *
 * <p>OpenSesame's clock is moved on by {@value #SPEED} seconds a second. The peers take no clock: for them the TTL is
 * divided by as much, so that as many of them pass; each has the real seconds that OpenSesame has.
 */
record MinuteOfOutage(int threads, Duration limit) implements Scenario {
    private static final int SPEED = 10;
    private static final Duration TTL = Duration.ofSeconds(10);
    private static final Duration OUTAGE = Duration.ofSeconds(60);
    private static final Duration AFTERWARDS = Duration.ofSeconds(20);
    private static final Duration STEP = Duration.ofSeconds(1);
    private static final String NAME = "orders/db";

    @Override
    public void run(StubIdentity identity, PrintStream out) throws Exception {
        MarkdownTable table =
                new MarkdownTable("cache", "reads", "failed", "longest block ms", "without an end", "fails with");
        for (Caches.Named cache : Caches.all()) {
            table.row(row(cache, identity));
        }
        table.print(
                out,
                "(f) The service gone for " + OUTAGE.toSeconds() + " simulated seconds, TTL " + TTL.toSeconds() + " s, "
                        + threads + " threads reading; " + SPEED + " simulated seconds a second");
    }

    private List<String> row(Caches.Named cache, StubIdentity identity) throws Exception {
        VirtualClock clock = new VirtualClock();
        try (StubServer server = StubServer.https(identity)) {
            CachedReader reader = cache.title().equals("OpenSesame")
                    ? Caches.reader(Caches.openSesameBuilder(server.endpoint(), TTL)
                            .clock(clock)
                            .build())
                    : cache.opener().open(new Caches.Setup(server.endpoint(), TTL.dividedBy(SPEED), List.of(NAME)));
            reader.read(NAME);
            ReaderGroup group = ReaderGroup.start(reader, NAME, threads);
            server.status(503);
            pass(OUTAGE, clock);
            server.status(200);
            pass(AFTERWARDS, clock);
            ReaderGroup.Outcome outcome = group.stop(limit);
            Bounded.close(reader);
            return List.of(
                    cache.title(),
                    "%,d".formatted(outcome.reads()),
                    "%,d".formatted(outcome.failures()),
                    outcome.longest(),
                    Integer.toString(outcome.endless()),
                    outcome.firstFailure());
        }
    }

    private static void pass(Duration simulated, VirtualClock clock) throws InterruptedException {
        for (Duration passed = Duration.ZERO; passed.compareTo(simulated) < 0; passed = passed.plus(STEP)) {
            TimeUnit.MILLISECONDS.sleep(STEP.toMillis() / SPEED);
            clock.advance(STEP);
        }
    }
}
