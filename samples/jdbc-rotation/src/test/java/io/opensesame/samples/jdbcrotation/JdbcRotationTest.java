package io.opensesame.samples.jdbcrotation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JdbcRotationTest {
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @TempDir
    private Path directory;

    private int run(String... args) throws Exception {
        return JdbcRotation.run(args, new PrintStream(printed, true, StandardCharsets.UTF_8));
    }

    private String output() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    @Test
    void run_twoAccountsRotatedEverySecond_failsNothingAndWritesAReport() throws Exception {
        Path report = directory.resolve("made").resolve("report.html");

        int exitCode = run("--seconds", "4", "--rotate-every", "1", "--report", report.toString());

        assertThat(exitCode).as(output()).isZero();
        assertThat(output())
                .contains("0 failed", "during a rotation and its drain", report.toString())
                .containsPattern("v0[2-5]\\s+[1-9]\\d*\\s+0")
                .doesNotContain("failed:", "first-password");
        assertThat(Files.readString(report))
                .contains("<svg", "class=\"rotation\"", "class=\"tail\"", "<rect", "v02")
                .doesNotContain("src=", "href=", "@import", "first-password");
    }

    @Test
    void run_oneAccount_failsNothing() throws Exception {
        Path report = directory.resolve("report.html");

        int exitCode = run("--one-account", "--seconds", "3", "--rotate-every", "1", "--report", report.toString());

        assertThat(exitCode).as(output()).isZero();
        assertThat(report).exists();
    }

    @ParameterizedTest
    @CsvSource({
        "--seconds, 2, needs a number from 3 to 600",
        "--rotate-every, soon, needs a number from 1 to 60",
        "--report, --help, needs a value",
        "--what, 1, unknown argument '--what'"
    })
    void run_argumentThatIsWrong_saysWhatIsRight(String name, String value, String expected) throws Exception {
        assertThat(run(name, value)).isEqualTo(2);

        assertThat(output()).contains(expected, "--rotate-every <n>");
    }

    @Test
    void run_help_showsTheArguments() throws Exception {
        assertThat(run("--help")).isZero();

        assertThat(output()).contains("--one-account");
    }
}
