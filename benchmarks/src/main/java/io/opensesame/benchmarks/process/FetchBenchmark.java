package io.opensesame.benchmarks.process;

import io.opensesame.benchmarks.MarkdownTable;
import io.opensesame.benchmarks.TemporaryDirectory;
import io.opensesame.benchmarks.stub.StubIdentity;
import io.opensesame.benchmarks.stub.StubServer;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/**
 * GetSecretValue through whole clients, over plain HTTP on loopback, in interleaved rounds against one stub.
 *
 * <p>Each round begins with another client, so that none always runs first.
 */
public final class FetchBenchmark {
    private static final List<Client> CLIENTS = List.of(Client.OPENSESAME, Client.OKHTTP, Client.CLASSIC, Client.TEA);
    private static final int WARM_UP_ROUNDS = 3;
    private static final long WARM_UP_MILLIS = 4000;

    private final int rounds;
    private final long millis;

    /** Creates the benchmark, with so many measured rounds of so many milliseconds for each client and thread count. */
    public FetchBenchmark(int rounds, long millis) {
        this.rounds = rounds;
        this.millis = millis;
    }

    /** Runs it and prints its tables. */
    public void run(PrintStream out) throws IOException, InterruptedException {
        try (TemporaryDirectory directory = TemporaryDirectory.create();
                StubServer server = StubServer.http()) {
            StubIdentity identity = StubIdentity.create(directory.path());
            List<ClientProcess> processes = new ArrayList<>();
            try {
                for (Client client : CLIENTS) {
                    processes.add(new ClientProcess(client, server.endpoint(), identity));
                }
                run(processes, 8, WARM_UP_ROUNDS, WARM_UP_MILLIS);
                for (int threads : new int[] {1, 8}) {
                    run(processes, threads, 1, millis);
                    print(out, threads, run(processes, threads, rounds, millis));
                }
            } finally {
                for (ClientProcess process : processes) {
                    process.close();
                }
            }
        }
    }

    private static Rounds<FetchRound> run(List<ClientProcess> processes, int threads, int count, long millis)
            throws IOException {
        Rounds<FetchRound> results = new Rounds<>();
        for (int round = 0; round < count; round++) {
            for (int i = 0; i < processes.size(); i++) {
                ClientProcess process = processes.get((i + round) % processes.size());
                results.add(process.client(), process.fetch(threads, millis));
            }
        }
        return results;
    }

    private void print(PrintStream out, int threads, Rounds<FetchRound> results) {
        MarkdownTable table = new MarkdownTable(
                "client",
                "req/s (median)",
                "req/s (lowest to highest)",
                "beside OkHttp by hand",
                "client CPU µs/req",
                "B/req");
        double byHand = results.median(Client.OKHTTP, FetchRound::requestsPerSecond);
        for (Client client : results.clients()) {
            double median = results.median(client, FetchRound::requestsPerSecond);
            table.row(
                    client.title(),
                    "%,.0f".formatted(median),
                    results.range(client, FetchRound::requestsPerSecond),
                    "%.2fx".formatted(median / byHand),
                    "%,.0f".formatted(results.median(client, FetchRound::cpuMicros)),
                    "%,.0f".formatted(results.median(client, FetchRound::bytes)));
        }
        table.print(
                out,
                "GetSecretValue over loopback, " + threads + (threads == 1 ? " thread" : " threads") + "; " + rounds
                        + " interleaved rounds of " + millis + " ms");
    }
}
