package io.opensesame.benchmarks.policy;

import io.opensesame.benchmarks.MarkdownTable;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs {@link PolicyBenchmark}. */
public final class PolicyReport {
    private static final List<String> METHODS = List.of("allow", "deny", "denyExplained");

    private final int forks;
    private final int iterations;

    /** Creates the report, from so many forks of so many measured seconds for each cell. */
    public PolicyReport(int forks, int iterations) {
        this.forks = forks;
        this.iterations = iterations;
    }

    /** Runs it and prints its table. */
    public void run(PrintStream out) throws RunnerException {
        Map<String, String> cells = new LinkedHashMap<>();
        for (RunResult result : new Runner(options().build()).run()) {
            String label = result.getParams().getBenchmark();
            double bytes = result.getSecondaryResults().get("gc.alloc.rate.norm").getScore();
            cells.put(
                    result.getParams().getParam("size") + label.substring(label.lastIndexOf('.') + 1),
                    "%.1f / %,.0f".formatted(result.getPrimaryResult().getScore(), bytes));
        }
        MarkdownTable table = new MarkdownTable(
                "policies x statements", "allowed by the last µs / B", "allowed by none µs / B", "explained µs / B");
        for (String size : List.of("5x4", "100x50")) {
            List<String> row = METHODS.stream()
                    .map(method -> cells.getOrDefault(size + method, "–"))
                    .toList();
            table.row(size, row.get(0), row.get(1), row.get(2));
        }
        table.print(out, "One decision, one thread, by JMH");
    }

    private OptionsBuilder options() {
        OptionsBuilder options = new OptionsBuilder();
        options.include(PolicyBenchmark.class.getName())
                .addProfiler(GCProfiler.class)
                .threads(1)
                .forks(forks)
                .warmupIterations(3)
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(iterations)
                .measurementTime(TimeValue.seconds(1))
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT);
        return options;
    }
}
