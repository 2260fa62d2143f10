package io.opensesame.benchmarks.process;

import io.opensesame.benchmarks.stub.StubIdentity;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** One client's JVM, seen from the parent. */
final class ClientProcess implements AutoCloseable {
    private static final String JAVA_BIN =
            Path.of(System.getProperty("java.home"), "bin").toString();

    private final Client client;
    private final long startNanos = System.nanoTime();
    private final Process process;
    private final BufferedReader answers;
    private final long millisToFirst;

    /** Starts the JVM and waits for its first secret. */
    ClientProcess(Client client, URI endpoint, StubIdentity identity) throws IOException {
        this.client = client;
        this.process = new ProcessBuilder(
                        Path.of(JAVA_BIN, "java").toString(),
                        "-Dendpoint=" + endpoint,
                        "-Djavax.net.ssl.trustStore=" + identity.trustStore(),
                        "-Djavax.net.ssl.trustStorePassword=" + identity.trustStorePassword(),
                        "-classpath",
                        client.classPath(),
                        Worker.class.getName(),
                        client.fetchClass())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        this.answers = process.inputReader(StandardCharsets.UTF_8);
        String first = answer();
        this.millisToFirst = (System.nanoTime() - startNanos) / 1_000_000;
        if (!first.startsWith("first postgresql://")) {
            throw new IOException(client.title() + " read something else: " + first);
        }
    }

    Client client() {
        return client;
    }

    long millisToFirst() {
        return millisToFirst;
    }

    /** {@return what one round came to, as {@link FetchLoad} says it} */
    FetchRound fetch(int threads, long millis) throws IOException {
        process.getOutputStream().write((threads + " " + millis + "\n").getBytes(StandardCharsets.US_ASCII));
        process.getOutputStream().flush();
        return FetchRound.parse(answer());
    }

    /** {@return the peak of the resident memory} */
    double peakMegabytes() throws IOException {
        String status = Files.readString(Path.of("/proc", Long.toString(process.pid()), "status"));
        String peak = status.lines()
                .filter(line -> line.startsWith("VmHWM:"))
                .findFirst()
                .orElseThrow(() -> new IOException("no VmHWM: this figure needs Linux"));
        return Long.parseLong(peak.replaceAll("\\D", "")) / 1024.0;
    }

    /** {@return how many classes are loaded, as seen from outside, so that looking loads none} */
    long loadedClasses() throws IOException {
        Process jstat = new ProcessBuilder(
                        Path.of(JAVA_BIN, "jstat").toString(), "-class", Long.toString(process.pid()))
                .start();
        String output = new String(jstat.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        String[] words = output.strip().split("\\s+", -1);
        return Long.parseLong(words[5]);
    }

    private String answer() throws IOException {
        String line = answers.readLine();
        if (line == null) {
            throw new IOException(client.title() + " ended without an answer");
        }
        return line;
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
