package io.opensesame.benchmarks.process;

import io.opensesame.benchmarks.MarkdownTable;
import io.opensesame.localkms.LocalKms;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * From the start of a JVM to the end of a Spring Boot application's start: empty, with the starter, and with secrets
 * imported from LocalKms over HTTP; in interleaved rounds, each start in a JVM of its own.
 */
public final class SpringStartBenchmark {
    private static final int SECRETS = 20;

    private final int rounds;

    /** Creates the benchmark, with so many starts of each application. */
    public SpringStartBenchmark(int rounds) {
        this.rounds = rounds;
    }

    /** The applications. */
    private enum Application {
        EMPTY("Spring Boot alone", "spring-boot"),
        STARTER("with the starter, nothing imported", "spring-boot-starter"),
        IMPORTS("with the starter and " + SECRETS + " imported secrets", "spring-boot-starter");

        private final String title;
        private final String module;

        Application(String title, String module) {
            this.title = title;
            this.module = module;
        }

        String mainClass() {
            return "io.opensesame.benchmarks.clients." + module.replace("-", "") + ".Application";
        }

        String classPath() throws IOException {
            Path target = Path.of(System.getProperty("benchmarks.directory"), "clients", module, "target");
            return Files.readString(target.resolve("classpath.txt"), StandardCharsets.UTF_8)
                            .strip()
                    + File.pathSeparator
                    + target.resolve("classes");
        }

        List<String> arguments(LocalKms kms) {
            List<String> arguments = new ArrayList<>(List.of("--spring.main.banner-mode=off"));
            if (this != EMPTY) {
                arguments.add("--opensesame.endpoint=" + kms.endpoint());
                arguments.add("--opensesame.credentials.access-key-id=" + kms.accessKeyId());
                arguments.add("--opensesame.credentials.access-key-secret=" + kms.exposeAccessKeySecret());
            }
            if (this == IMPORTS) {
                arguments.add("--spring.config.import="
                        + IntStream.range(0, SECRETS)
                                .mapToObj(i -> "opensesame:" + secretName(i))
                                .collect(Collectors.joining(",")));
            }
            return arguments;
        }
    }

    /** What one start came to. */
    private record Start(long millis, long requests) {}

    /** Runs it and prints its table. */
    public void run(PrintStream out) throws IOException, InterruptedException {
        try (LocalKms kms = LocalKms.start()) {
            for (int i = 0; i < SECRETS; i++) {
                kms.createSecret(secretName(i), "{\"username\":\"orders\",\"password\":\"pass-" + i + "\"}");
            }
            Map<Application, List<Start>> starts = new EnumMap<>(Application.class);
            for (int round = -1; round < rounds; round++) { // the first fills the page cache and is not counted
                for (Application application : Application.values()) {
                    Start start = start(application, kms);
                    if (round >= 0) {
                        starts.computeIfAbsent(application, a -> new ArrayList<>())
                                .add(start);
                    }
                }
            }
            print(out, starts);
        }
    }

    private static String secretName(int i) {
        return "bench/secret-" + i;
    }

    private static Start start(Application application, LocalKms kms) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-classpath",
                application.classPath(),
                application.mainClass()));
        command.addAll(application.arguments(kms));
        long requestsBefore = kms.totalRequests();
        long startNanos = System.nanoTime();
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            awaitStarted(application, lines);
            long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
            return new Start(millis, kms.totalRequests() - requestsBefore);
        } finally {
            process.getOutputStream().close();
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        }
    }

    private static void awaitStarted(Application application, BufferedReader lines) throws IOException {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.equals("started")) {
                return;
            }
        }
        throw new IOException("the application " + application.title + " did not start");
    }

    private void print(PrintStream out, Map<Application, List<Start>> starts) {
        MarkdownTable table = new MarkdownTable(
                "application",
                "ms (median)",
                "ms (lowest to highest)",
                "more than Spring Boot alone, ms",
                "calls to KMS");
        long alone = median(starts.getOrDefault(Application.EMPTY, List.of()));
        starts.forEach((application, each) -> {
            long[] sorted = sorted(each);
            table.row(
                    application.title,
                    Long.toString(median(each)),
                    sorted[0] + " to " + sorted[sorted.length - 1],
                    Long.toString(median(each) - alone),
                    Long.toString(each.stream().mapToLong(Start::requests).max().orElse(0)));
        });
        table.print(
                out,
                "Fresh JVM to the end of the start of a Spring Boot application; " + rounds + " interleaved rounds");
    }

    private static long median(List<Start> starts) {
        long[] sorted = sorted(starts);
        return sorted[sorted.length / 2];
    }

    private static long[] sorted(List<Start> starts) {
        long[] millis = starts.stream().mapToLong(Start::millis).toArray();
        Arrays.sort(millis);
        return millis;
    }
}
