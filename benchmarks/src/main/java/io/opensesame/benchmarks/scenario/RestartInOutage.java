package io.opensesame.benchmarks.scenario;

import com.aliyuncs.kms.secretsmanager.client.cache.FileCacheSecretStoreStrategy;
import io.opensesame.benchmarks.MarkdownTable;
import io.opensesame.benchmarks.TemporaryDirectory;
import io.opensesame.benchmarks.stub.StubIdentity;
import io.opensesame.benchmarks.stub.StubServer;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** An application that has a local copy of its secrets starts while the service answers 503. */
record RestartInOutage(Duration limit) implements Scenario {
    private static final Duration TTL = Duration.ofSeconds(2);
    private static final String NAME = "orders/db";

    /** Opens a cache with a local store. */
    private interface StoreOpener {
        CachedReader open(Caches.Setup setup, Path store) throws Exception;
    }

    @Override
    public void run(StubIdentity identity, PrintStream out) throws Exception {
        MarkdownTable table = new MarkdownTable("cache", "the copy is", "gets", "after ms");
        for (boolean old : new boolean[] {false, true}) {
            table.row(row("OpenSesame", RestartInOutage::openSesame, old, identity));
            table.row(row("vendor caching client", RestartInOutage::vendor, old, identity));
        }
        table.print(
                out,
                "(e) The first read after a restart while the service answers 503, TTL " + TTL.toSeconds()
                        + " s, watched for " + limit.toSeconds() + " s (the AWS caching client has no local store)");
    }

    private static CachedReader openSesame(Caches.Setup setup, Path store) {
        return Caches.reader(OpenSesameFeatures.withStore(setup, store));
    }

    private static CachedReader vendor(Caches.Setup setup, Path store) throws Exception {
        return Caches.vendor(
                List.of(setup.endpoint()),
                setup,
                new FileCacheSecretStoreStrategy(store.toString(), false, "saltsalt"));
    }

    private List<String> row(String title, StoreOpener opener, boolean old, StubIdentity identity) throws Exception {
        try (TemporaryDirectory directory = TemporaryDirectory.create();
                StubServer server = StubServer.https(identity)) {
            Caches.Setup setup = new Caches.Setup(server.endpoint(), TTL, List.of(NAME));
            try (CachedReader before = opener.open(setup, directory.path())) {
                before.read(NAME);
            }
            if (old) {
                TimeUnit.MILLISECONDS.sleep(TTL.toMillis() * 5 / 4);
            }
            server.status(503);
            Bounded.Read read = Bounded.openAndRead(() -> opener.open(setup, directory.path()), NAME, limit);
            return List.of(title, old ? "older than the TTL" : "younger than the TTL", read.words(), read.time());
        }
    }
}
