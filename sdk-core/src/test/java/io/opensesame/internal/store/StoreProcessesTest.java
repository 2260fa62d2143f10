package io.opensesame.internal.store;

import static io.opensesame.internal.store.StoreScene.current;
import static io.opensesame.internal.store.StoreScene.find;
import static org.assertj.core.api.Assertions.assertThat;

import io.opensesame.secrets.SecretValue;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Several JVMs on one file, and one that dies in the middle of a write. */
class StoreProcessesTest {
    private static final int EACH = 40;

    @TempDir
    Path directory;

    private StoreScene scene;

    @BeforeEach
    void prepare() {
        scene = StoreScene.fresh(directory);
    }

    @Test
    void keep_severalProcessesTogether_losesNothing() throws Exception {
        List<Process> writers = new ArrayList<>();
        for (String prefix : List.of("a", "b", "c")) {
            writers.add(start("write", prefix, String.valueOf(EACH)));
        }

        for (Process writer : writers) {
            assertThat(ended(writer)).isZero();
        }
        try (EncryptedArchive archive = scene.open()) {
            for (String prefix : List.of("a", "b", "c")) {
                for (int i = 0; i < EACH; i++) {
                    assertThat(find(archive, current(prefix + "-" + i))).isPresent();
                }
            }
        }
        assertThat(scene.reporter.problems).isEmpty();
        assertThat(scene.files()).containsExactly("secrets.key", "secrets.store", "secrets.store.lock");
    }

    @ParameterizedTest
    @CsvSource({"created, v1", "written, v1", "forced, v1", "moved, v2"})
    void keep_processKilledInTheMiddle_leavesOneWholeFile(String step, String versionId) throws Exception {
        scene.store(scene.value("orders/db", "v1"));

        assertThat(ended(start("halt", step))).isEqualTo(StoreProcess.HALTED);

        assertThat(scene.stored("orders/db")).map(SecretValue::versionId).hasValue(versionId);
        scene.store(scene.value("payments/token", "t1"));
        assertThat(scene.stored("payments/token")).isPresent();
        assertThat(scene.files()).containsExactly("secrets.key", "secrets.store", "secrets.store.lock");
        assertThat(scene.reporter.problems).isEmpty();
    }

    private Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                StoreProcess.class.getName(),
                directory.toString()));
        command.addAll(Arrays.asList(arguments));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static int ended(Process process) throws InterruptedException {
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            return process.exitValue();
        } finally {
            process.destroyForcibly();
        }
    }
}
