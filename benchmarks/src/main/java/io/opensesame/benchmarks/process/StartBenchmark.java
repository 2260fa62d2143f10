package io.opensesame.benchmarks.process;

import io.opensesame.benchmarks.MarkdownTable;
import io.opensesame.benchmarks.TemporaryDirectory;
import io.opensesame.benchmarks.stub.StubIdentity;
import io.opensesame.benchmarks.stub.StubServer;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** From the start of a JVM to its first secret, over HTTPS on loopback, in interleaved rounds. */
public final class StartBenchmark {
    private static final List<Client> CLIENTS =
            List.of(Client.OPENSESAME, Client.OKHTTP, Client.VENDOR_CACHING, Client.TEA, Client.AWS_CACHING);

    private final int rounds;

    /** Creates the benchmark, with so many starts of each client. */
    public StartBenchmark(int rounds) {
        this.rounds = rounds;
    }

    /** What one start came to. */
    private record Start(long millis, double peakMegabytes, long classes) {}

    /** Runs it and prints its table. */
    public void run(PrintStream out) throws IOException, InterruptedException {
        try (TemporaryDirectory directory = TemporaryDirectory.create()) {
            StubIdentity identity = StubIdentity.create(directory.path());
            try (StubServer server = StubServer.https(identity)) {
                Rounds<Start> starts = new Rounds<>();
                for (int round = -1; round < rounds; round++) { // the first fills the page cache and is not counted
                    for (int i = 0; i < CLIENTS.size(); i++) {
                        Client client = CLIENTS.get((i + round + CLIENTS.size()) % CLIENTS.size());
                        Start start = start(client, server, identity);
                        if (round >= 0) {
                            starts.add(client, start);
                        }
                    }
                }
                print(out, starts);
            }
        }
    }

    private static Start start(Client client, StubServer server, StubIdentity identity) throws IOException {
        try (ClientProcess process = new ClientProcess(client, server.endpoint(), identity)) {
            return new Start(process.millisToFirst(), process.peakMegabytes(), process.loadedClasses());
        }
    }

    private void print(PrintStream out, Rounds<Start> starts) throws IOException {
        MarkdownTable table = new MarkdownTable(
                "client",
                "ms (median)",
                "ms (lowest to highest)",
                "beside OkHttp by hand",
                "peak RSS MB",
                "beside OkHttp by hand",
                "classes",
                "jars",
                "MB of jars");
        double millisByHand = starts.median(Client.OKHTTP, Start::millis);
        double megabytesByHand = starts.median(Client.OKHTTP, Start::peakMegabytes);
        for (Client client : starts.clients()) {
            double millis = starts.median(client, Start::millis);
            double megabytes = starts.median(client, Start::peakMegabytes);
            List<Path> jars = client.libraries();
            table.row(
                    client.title(),
                    "%.0f".formatted(millis),
                    starts.range(client, Start::millis),
                    "%.2fx".formatted(millis / millisByHand),
                    "%.0f".formatted(megabytes),
                    "%.2fx".formatted(megabytes / megabytesByHand),
                    "%,.0f".formatted(starts.median(client, Start::classes)),
                    Integer.toString(jars.size()),
                    "%.1f".formatted(megabytesOf(jars)));
        }
        table.print(out, "Fresh JVM to first secret over HTTPS on loopback; " + rounds + " interleaved rounds");
    }

    private static double megabytesOf(List<Path> jars) throws IOException {
        long bytes = 0;
        for (Path jar : jars) {
            bytes += Files.size(jar);
        }
        return bytes / 1e6;
    }
}
