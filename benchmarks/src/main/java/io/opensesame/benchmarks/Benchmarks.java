package io.opensesame.benchmarks;

import io.opensesame.benchmarks.envelope.EnvelopeReport;
import io.opensesame.benchmarks.fleet.FleetBenchmark;
import io.opensesame.benchmarks.hits.HitReport;
import io.opensesame.benchmarks.policy.PolicyReport;
import io.opensesame.benchmarks.process.FetchBenchmark;
import io.opensesame.benchmarks.process.SpringStartBenchmark;
import io.opensesame.benchmarks.process.StartBenchmark;
import io.opensesame.benchmarks.scenario.Scenarios;
import java.nio.file.Path;
import java.util.List;

/** Runs benchmarks and prints their figures as Markdown tables. */
public final class Benchmarks {
    private static final String USAGE = """
            Say which benchmark: mvn -q -Pbenchmarks -DskipTests -Dargs="fetch"
              hits [forks] [s]     cache hits beside other caches, by JMH           10 min
              scenarios [names]    caches and logins under faults, beside others      18 min
              fetch [rounds] [ms]  GetSecretValue through whole clients               4 min
              start [rounds]       from the start of a JVM to its first secret        1 min
              spring [rounds]      start of a Spring Boot application with imports    1 min
              envelope [rounds] [s] envelope encryption beside other libraries   20 min
              policy [forks] [s]   a request decided by many access policies         2 min
              fleet [clients]      a day of a fleet on a virtual clock              10 min
            """;

    private Benchmarks() {}

    /**
     * Runs the benchmark that is named.
     *
     * @param args its name and its options
     * @throws Exception if it could not be measured; there is no figure then
     */
    public static void main(String[] args) throws Exception {
        List<String> words = List.of(args);
        String name = words.isEmpty() ? "" : words.get(0);
        List<String> options = words.isEmpty() ? words : words.subList(1, words.size());
        switch (name) {
            case "hits" -> new HitReport(number(options, 0, 2), number(options, 1, 3)).run(System.out);
            case "scenarios" -> Scenarios.run(options, System.out);
            case "fetch" -> new FetchBenchmark(number(options, 0, 9), number(options, 1, 2000)).run(System.out);
            case "start" -> new StartBenchmark(number(options, 0, 11)).run(System.out);
            case "spring" -> new SpringStartBenchmark(number(options, 0, 11)).run(System.out);
            case "envelope" -> new EnvelopeReport(number(options, 0, 3), number(options, 1, 3)).run(System.out);
            case "policy" -> new PolicyReport(number(options, 0, 2), number(options, 1, 5)).run(System.out);
            case "fleet" -> new FleetBenchmark(number(options, 0, 10_000)).run(System.out, Path.of("fleet.svg"));
            default -> System.out.print(USAGE);
        }
        System.exit(0); // peers keep threads that are no daemons
    }

    private static int number(List<String> options, int index, int otherwise) {
        return index < options.size() ? Integer.parseInt(options.get(index)) : otherwise;
    }
}
