package io.opensesame.benchmarks.fleet;

import io.opensesame.benchmarks.MarkdownTable;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Lets fleets live through a day on a virtual clock, and prints what they ask of KMS. No network. */
public final class FleetBenchmark {
    private static final int NO_BUDGET = 1_000_000;
    private static final List<Fleet.Plan> PLANS = List.of(
            new Fleet.Plan("nothing spread", Start.ON_DEMAND, false, NO_BUDGET, false),
            new Fleet.Plan("refreshes spread", Start.ON_DEMAND, true, NO_BUDGET, false),
            new Fleet.Plan("refreshes spread, 1 a second and client", Start.ON_DEMAND, true, 1, false),
            new Fleet.Plan("refreshes and preloads spread", Start.SPREAD, true, 20, false),
            new Fleet.Plan("the same, all secrets rotate at 03:00", Start.SPREAD, true, 20, true));

    private final Fleet.Size size;

    /**
     * Creates the benchmark.
     *
     * @param clients how many clients a fleet has; 50 at a time share 20 secrets
     */
    public FleetBenchmark(int clients) {
        this.size = new Fleet.Size(clients, 20, 50);
    }

    /**
     * Runs every plan.
     *
     * @param out where the table goes
     * @param plot the file that gets the plot
     * @throws Exception if a fleet could not live through its day, or the plot cannot be written
     */
    public void run(PrintStream out, Path plot) throws Exception {
        // With one thread, as on two cores, the common pool gives way to a new thread for every future.
        System.setProperty("java.util.concurrent.ForkJoinPool.common.parallelism", "2");
        MarkdownTable table = new MarkdownTable(
                "Fleet",
                "reads a day",
                "mean/s",
                "peak/s at the start",
                "peak/s of the deployment",
                "peak/s otherwise",
                "seconds above the quota",
                "throttled",
                "ready after: half",
                "all");
        List<Fleet.Outcome> outcomes = outcomes();
        outcomes.forEach(outcome -> table.row(cells(outcome)));
        table.print(
                out,
                String.format(
                        Locale.ROOT,
                        "%,d clients with %d secrets each, one day; KMS allows the account %d reads/s",
                        size.clients(),
                        size.secrets(),
                        Account.READS_PER_SECOND));
        Files.writeString(plot, FleetPlot.svg(outcomes));
    }

    /** Each fleet has a clock and a chance of its own, so that two can live at once. */
    private List<Fleet.Outcome> outcomes() throws InterruptedException, ExecutionException {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            List<Fleet.Outcome> outcomes = new ArrayList<>();
            for (Future<Fleet.Outcome> outcome :
                    threads.invokeAll(PLANS.stream().map(plan -> live(plan)).toList())) {
                outcomes.add(outcome.get());
            }
            return outcomes;
        } finally {
            threads.shutdownNow();
        }
    }

    private Callable<Fleet.Outcome> live(Fleet.Plan plan) {
        return () -> new Fleet(size, plan).live();
    }

    private static List<String> cells(Fleet.Outcome outcome) {
        Account account = outcome.account();
        Duration deployment = Fleet.DEPLOYMENT;
        Duration after = deployment.plus(Fleet.AFTERMATH);
        int otherwise = Math.max(account.peak(Fleet.AFTERMATH, deployment), account.peak(after, Fleet.DAY));
        return List.of(
                outcome.plan().name(),
                number(account.total()),
                number(account.total() / Fleet.DAY.toSeconds()),
                number(account.peak(Duration.ZERO, Fleet.AFTERMATH)),
                number(account.peak(deployment, after)),
                number(otherwise),
                number(account.secondsAboveQuota()),
                number(account.totalThrottled()),
                seconds(outcome.ready(0.5)),
                seconds(outcome.ready(1)));
    }

    private static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%,.1f s", time.toMillis() / 1000.0);
    }
}
