package io.opensesame.benchmarks.scenario;

import com.aliyuncs.kms.secretsmanager.client.cache.MemoryCacheSecretStoreStrategy;
import io.opensesame.benchmarks.MarkdownTable;
import io.opensesame.benchmarks.stub.StubIdentity;
import io.opensesame.benchmarks.stub.StubServer;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** The first of two regions fails in one way or another, and the second is well: a cold read. */
record FirstRegionFails(Duration limit) implements Scenario {
    private static final String NAME = "orders/db";
    private static final List<String> WAYS =
            List.of("is well", "refuses connections", "has an unknown host", "answers 500");

    /** Opens a cache over regions, in the order of preference. */
    private interface RegionsOpener {
        CachedReader open(List<URI> regions) throws Exception;
    }

    @Override
    public void run(StubIdentity identity, PrintStream out) throws Exception {
        MarkdownTable table = new MarkdownTable("cache", "the first region", "calls of the second", "gets", "after ms");
        row("", FirstRegionFails::openSesame, WAYS.get(0), identity); // loads classes
        row("", FirstRegionFails::vendor, WAYS.get(0), identity);
        for (String way : WAYS) {
            table.row(row("OpenSesame", FirstRegionFails::openSesame, way, identity));
            table.row(row("vendor caching client", FirstRegionFails::vendor, way, identity));
        }
        table.print(
                out,
                "(d) A cold read while the first of two regions fails, watched for " + limit.toSeconds()
                        + " s (the AWS caching client knows one region)");
    }

    private static CachedReader openSesame(List<URI> regions) {
        return Caches.reader(OpenSesameFeatures.overRegions(regions));
    }

    private static CachedReader vendor(List<URI> regions) throws Exception {
        Caches.Setup setup = new Caches.Setup(regions.get(0), Duration.ofHours(1), List.of());
        return Caches.vendor(regions, setup, new MemoryCacheSecretStoreStrategy());
    }

    private List<String> row(String title, RegionsOpener opener, String way, StubIdentity identity) throws Exception {
        try (StubServer first = StubServer.https(identity);
                StubServer second = StubServer.https(identity)) {
            List<URI> regions = List.of(broken(first, way), second.endpoint());
            Bounded.Read read = Bounded.openAndRead(() -> opener.open(regions), NAME, limit);
            return List.of(title, way, Long.toString(second.requests()), read.words(), read.time());
        }
    }

    private static URI broken(StubServer server, String way) throws IOException {
        switch (way) {
            case "refuses connections" -> server.close();
            case "has an unknown host" -> {
                return URI.create("https://kms.invalid");
            }
            case "answers 500" -> server.status(500);
            default -> {}
        }
        return server.endpoint();
    }
}
