package io.opensesame.benchmarks.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.opensesame.benchmarks.TemporaryDirectory;
import io.opensesame.benchmarks.stub.StubIdentity;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ColdSecretTest {
    @Test
    void run_fewThreads_everyCacheReadsThroughTheStub() throws Exception {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try (TemporaryDirectory directory = TemporaryDirectory.create()) {
            StubIdentity identity = StubIdentity.create(directory.path());
            identity.trustInThisJvm();

            new ColdSecret(2, 1).run(identity, new PrintStream(printed, true, StandardCharsets.UTF_8));
        }

        List<String> rows = printed.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith("| ") && !line.contains("---") && !line.contains("p50"))
                .toList();
        assertThat(rows).hasSize(3).allMatch(row -> row.endsWith(" 0 |"), "no read failed");
        assertThat(rows.get(0)).startsWith("| OpenSesame | 1.0 |");
    }
}
