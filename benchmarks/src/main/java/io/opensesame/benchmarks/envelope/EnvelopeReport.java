package io.opensesame.benchmarks.envelope;

import io.opensesame.benchmarks.MarkdownTable;
import io.opensesame.benchmarks.TemporaryDirectory;
import java.io.IOException;
import java.io.PrintStream;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs {@link EnvelopeBenchmark} and the streams, round after round, and sets OpenSesame beside the others. */
public final class EnvelopeReport {
    private static final List<String> SIZES = List.of("64", "1024", "1048576");

    private final int rounds;
    private final int iterations;

    /** Creates the report, from so many rounds of a fork with so many measured seconds for each cell. */
    public EnvelopeReport(int rounds, int iterations) {
        this.rounds = rounds;
        this.iterations = iterations;
    }

    /** Runs it and prints its tables. */
    public void run(PrintStream out) throws RunnerException, GeneralSecurityException, IOException {
        Map<String, Samples> rates = new TreeMap<>();
        for (int round = 0; round < rounds; round++) {
            for (RunResult result : new Runner(options().build()).run()) {
                String label = result.getParams().getBenchmark();
                String method = label.substring(label.lastIndexOf('.') + 1);
                Contenders contender = Contenders.valueOf(result.getParams().getParam("contender"));
                String cell = cell(contender, result.getParams().getParam("size"), method);
                rates.computeIfAbsent(cell, none -> new Samples())
                        .add(result.getPrimaryResult().getScore());
            }
        }
        print(out, rates);
        printStreams(out);
    }

    private OptionsBuilder options() {
        OptionsBuilder options = new OptionsBuilder();
        options.include(EnvelopeBenchmark.class.getName())
                .threads(1)
                .forks(1)
                .warmupIterations(3)
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(iterations)
                .measurementTime(TimeValue.seconds(1))
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT);
        return options;
    }

    private static String cell(Contenders contender, String size, String method) {
        return contender + "/" + size + "/" + method;
    }

    private static double rate(Map<String, Samples> rates, Contenders contender, String size, String method) {
        Samples samples = rates.get(cell(contender, size, method));
        if (samples == null) {
            throw new IllegalStateException("JMH did not measure " + cell(contender, size, method));
        }
        return samples.median();
    }

    private void print(PrintStream out, Map<String, Samples> rates) {
        MarkdownTable table = new MarkdownTable("encrypt / decrypt", "64 B ops/s", "1 KiB ops/s", "1 MiB ops/s");
        for (Contenders contender : Contenders.values()) {
            List<String> row = new ArrayList<>(List.of(contender.title()));
            for (String size : SIZES) {
                row.add("%,.0f / %,.0f"
                        .formatted(rate(rates, contender, size, "encrypt"), rate(rates, contender, size, "decrypt")));
            }
            table.row(row);
        }
        table.print(out, "Messages under a data key that is held, one thread, median of " + rounds + " rounds by JMH");

        MarkdownTable ratios = new MarkdownTable("OpenSesame / other, encrypt and decrypt", "64 B", "1 KiB", "1 MiB");
        for (Contenders other : Contenders.values()) {
            if (other == Contenders.OPENSESAME) {
                continue;
            }
            List<String> row = new ArrayList<>(List.of("/ " + other.title()));
            for (String size : SIZES) {
                row.add(ratio(rates, other, size, "encrypt") + " / " + ratio(rates, other, size, "decrypt"));
            }
            ratios.row(row);
        }
        ratios.print(out, "Ratios of the same run");
    }

    private static String ratio(Map<String, Samples> rates, Contenders other, String size, String method) {
        return "%.2f".formatted(rate(rates, Contenders.OPENSESAME, size, method) / rate(rates, other, size, method));
    }

    private void printStreams(PrintStream out) throws GeneralSecurityException, IOException {
        StreamRun streams = new StreamRun();
        try (TemporaryDirectory directory = TemporaryDirectory.create()) {
            for (int round = 0; round <= rounds; round++) {
                streams.round(directory.path(), round > 0);
            }
        }
        MarkdownTable table =
                new MarkdownTable("a stream of 256 MiB, to and from a file", "encrypt MiB/s", "decrypt MiB/s");
        for (Contenders contender : Contenders.values()) {
            table.row(contender.title(), words(streams.encrypting(contender)), words(streams.decrypting(contender)));
        }
        table.print(out, "Streams, one thread, median of " + rounds + " rounds");
    }

    private static String words(double rate) {
        return Double.isNaN(rate) ? "–" : "%,.0f".formatted(rate);
    }
}
