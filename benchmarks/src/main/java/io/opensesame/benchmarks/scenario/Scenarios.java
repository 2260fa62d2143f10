package io.opensesame.benchmarks.scenario;

import io.opensesame.benchmarks.TemporaryDirectory;
import io.opensesame.benchmarks.stub.StubIdentity;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All scenarios by name. */
public final class Scenarios {
    private static final Map<String, Scenario> ALL = all();

    private Scenarios() {}

    private static Map<String, Scenario> all() {
        Map<String, Scenario> all = new LinkedHashMap<>();
        all.put("cold", new ColdSecret(64, 20));
        all.put("ttl", new TtlPasses(64, 8));
        all.put("past-ttl", new PastTtl(16, Duration.ofSeconds(45)));
        all.put("regions", new FirstRegionFails(Duration.ofSeconds(60)));
        all.put("restart", new RestartInOutage(Duration.ofSeconds(60)));
        all.put("outage", new MinuteOfOutage(16, Duration.ofSeconds(45)));
        all.put("many", new ManySecrets(10_000));
        all.put("rotation", new KeyRotations(16, 5, Duration.ofMinutes(30), Duration.ofMinutes(90)));
        all.put("jdbc", new LoginRotations(8, 5, Duration.ofSeconds(6)));
        return all;
    }

    /** Runs the scenarios that are named, or all, and prints their tables. */
    public static void run(List<String> names, PrintStream out) throws Exception {
        try (TemporaryDirectory directory = TemporaryDirectory.create()) {
            stayOffTheNetwork(directory.path());
            StubIdentity identity = StubIdentity.create(directory.path());
            identity.trustInThisJvm();
            for (String name : names.isEmpty() ? ALL.keySet() : names) {
                Scenario scenario = ALL.get(name);
                if (scenario == null) {
                    throw new IllegalArgumentException("the scenarios are " + ALL.keySet() + ": '" + name + "'");
                }
                scenario.run(identity, out);
            }
        }
    }

    /** Lets this JVM know the names of loopback alone, so that an unknown host is unknown without a question to DNS. */
    private static void stayOffTheNetwork(Path directory) throws IOException {
        Path hosts = directory.resolve("hosts");
        Files.writeString(hosts, "127.0.0.1 localhost\n", StandardCharsets.US_ASCII);
        System.setProperty("jdk.net.hosts.file", hosts.toString());
    }
}
