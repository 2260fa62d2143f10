package io.opensesame.benchmarks.hits;

import io.opensesame.benchmarks.MarkdownTable;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs {@link HitBenchmark} with one and with two threads, and sets OpenSesame beside the others. */
public final class HitReport {
    private static final Map<String, String> TITLES = titles();

    private final int forks;
    private final int iterations;

    /** Creates the report, from so many forks of so many measured seconds for each cell. */
    public HitReport(int forks, int iterations) {
        this.forks = forks;
        this.iterations = iterations;
    }

    private static Map<String, String> titles() {
        Map<String, String> titles = new LinkedHashMap<>();
        titles.put("volatileReadAlone", "volatile read of a field (floor)");
        titles.put("openSesameHandleAlone", "**OpenSesame, handle in a field**");
        titles.put("volatileRead", "volatile read of one of many");
        titles.put("openSesameHandle", "**OpenSesame, one of many handles**");
        titles.put("concurrentHashMap", "ConcurrentHashMap.get");
        titles.put("openSesameByName", "**OpenSesame, by name**");
        titles.put("caffeine", "Caffeine LoadingCache.get");
        titles.put("caffeineRefreshing", "Caffeine with refreshAfterWrite");
        titles.put("awsCaching", "AWS caching client, getSecretString");
        titles.put("vendorCachingInfo", "vendor caching client, getSecretInfo");
        titles.put("vendorCachingText", "vendor caching client, getStringValue");
        return titles;
    }

    /** Runs it and prints its tables. */
    public void run(PrintStream out) throws RunnerException {
        Map<String, Figure> figures = new LinkedHashMap<>();
        for (int threads = 1; threads <= 2; threads++) {
            for (RunResult result : new Runner(options(threads).build()).run()) {
                String label = result.getParams().getBenchmark();
                String method = label.substring(label.lastIndexOf('.') + 1);
                String column = column(result.getParams().getParam("secrets"), threads);
                figures.put(method + column, Figure.of(result));
            }
        }
        print(out, figures);
    }

    private OptionsBuilder options(int threads) {
        OptionsBuilder options = new OptionsBuilder();
        options.include(HitBenchmark.class.getName())
                .addProfiler(GCProfiler.class)
                .threads(threads)
                .forks(forks)
                .warmupIterations(2)
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(iterations)
                .measurementTime(TimeValue.seconds(1))
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT);
        return options;
    }

    /** One cell. */
    private record Figure(double nanos, double error, double bytes) {
        static Figure of(RunResult result) {
            Result<?> time = result.getPrimaryResult();
            Result<?> bytes = result.getSecondaryResults().get("gc.alloc.rate.norm");
            return new Figure(time.getScore(), time.getScoreError(), bytes == null ? Double.NaN : bytes.getScore());
        }

        String words() {
            return "%.1f".formatted(nanos) + (Double.isNaN(error) ? "" : " ± %.1f".formatted(error));
        }
    }

    private static String column(String secrets, int threads) {
        return "/" + secrets + "/" + threads;
    }

    private static final List<String> COLUMNS =
            List.of(column("1", 1), column("1", 2), column("1000", 1), column("1000", 2));

    private static void print(PrintStream out, Map<String, Figure> figures) {
        MarkdownTable table = new MarkdownTable(
                "read",
                "1 secret, 1 thread ns",
                "2 threads ns",
                "1,000 secrets (Zipf), 1 thread ns",
                "2 threads ns",
                "B/op");
        TITLES.forEach((method, title) -> {
            List<String> row = new ArrayList<>(List.of(title));
            double bytes = 0;
            for (String column : COLUMNS) {
                Figure figure = figure(figures, method, column);
                row.add(figure.words());
                bytes = Math.max(bytes, figure.bytes());
            }
            row.add("%,.0f".formatted(bytes));
            table.row(row);
        });
        table.print(out, "A hit, by JMH (mean ± 99.9 % confidence; B/op is the highest of the four)");

        MarkdownTable ratios = new MarkdownTable(
                "ratio", "1 secret, 1 thread", "2 threads", "1,000 secrets, 1 thread", "2 threads", "aim");
        ratios.row(ratio("handle / volatile read", figures, "openSesameHandleAlone", "volatileReadAlone", "at most 2"));
        ratios.row(ratio("the same, one of many", figures, "openSesameHandle", "volatileRead", "at most 2"));
        ratios.row(ratio("by name / Caffeine", figures, "openSesameByName", "caffeine", "at most 1"));
        ratios.row(ratio("by name / ConcurrentHashMap", figures, "openSesameByName", "concurrentHashMap", ""));
        ratios.row(ratio("AWS caching client / by name", figures, "awsCaching", "openSesameByName", ""));
        ratios.row(ratio("vendor getSecretInfo / by name", figures, "vendorCachingInfo", "openSesameByName", ""));
        ratios.print(out, "Ratios of the same run");
    }

    private static List<String> ratio(
            String title, Map<String, Figure> figures, String method, String other, String aim) {
        List<String> row = new ArrayList<>(List.of(title));
        for (String column : COLUMNS) {
            row.add("%.2f"
                    .formatted(figure(figures, method, column).nanos()
                            / figure(figures, other, column).nanos()));
        }
        row.add(aim);
        return row;
    }

    private static Figure figure(Map<String, Figure> figures, String method, String column) {
        Figure figure = figures.get(method + column);
        if (figure == null) {
            throw new IllegalStateException("JMH did not measure " + method + column);
        }
        return figure;
    }
}
