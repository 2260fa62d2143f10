package io.opensesame.localkms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The standalone program: its arguments, what it prints, and how it ends. */
class MainTest {

    @Test
    void arguments_right_areUsed(@TempDir Path directory) throws Exception {
        MainArguments arguments = MainArguments.parse(
                "--port",
                "0",
                "--https-port",
                "0",
                "--bind",
                "127.0.0.1",
                "--region",
                "cn-shanghai",
                "--account",
                "42",
                "--secret",
                "orders/db=a=b",
                "--secret",
                "empty/name=x",
                "--directory",
                directory.toString());

        try (LocalKms kms = Main.start(arguments)) {
            assertThat(kms.region()).isEqualTo("cn-shanghai");
            assertThat(kms.accountId()).isEqualTo("42");
            assertThat(kms.tls().caCertificateFile()).hasParent(directory);
            assertThat(new SigningClient(kms).getSecretValue("orders/db").text("SecretData"))
                    .isEqualTo("a=b");
        }
    }

    @Test
    void arguments_wrong_areRefusedInOneLine() {
        assertRefused("unknown option '--prot'", "--prot", "1");
        assertRefused("--port needs a value", "--port");
        assertRefused("--port needs a number: 'x'", "--port", "x");
        assertRefused("a port is 1 to 65535", "--port", "70000");
        assertRefused("--secret needs name=value", "--secret", "canary");
        assertRefused("a region has", "--region", "CN!");
        assertRefused("an account id has digits", "--account", "me");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MainArguments.parse("--secret", "canary"))
                .withMessageNotContaining("canary");
    }

    @Test
    void configuration_printed_namesEndpointsAndCredentials() {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try (LocalKms kms = LocalKms.builder().https().controlEndpoint().start()) {
            Main.printConfiguration(kms, new PrintStream(printed, true, StandardCharsets.UTF_8));

            assertThat(printed.toString(StandardCharsets.UTF_8))
                    .contains(
                            kms.endpoint().toString(),
                            kms.httpsEndpoint().toString(),
                            "export ALIBABA_CLOUD_ACCESS_KEY_ID=" + kms.accessKeyId(),
                            "export ALIBABA_CLOUD_ACCESS_KEY_SECRET=" + kms.exposeAccessKeySecret(),
                            "Bearer " + kms.exposeControlToken(),
                            kms.tls().caCertificateFile().toString());
        }
    }

    @Test
    @Timeout(60)
    void process_wrongArguments_exitsWith2AndOneLine(@TempDir Path directory) throws Exception {
        Path errors = directory.resolve("errors");
        Process process =
                java(directory, "--port").redirectError(errors.toFile()).start();

        assertThat(process.waitFor()).isEqualTo(2);
        assertThat(errors).content().isEqualToIgnoringNewLines("localkms: --port needs a value; try --help");
    }

    @Test
    @Timeout(60)
    void process_help_exitsWith0(@TempDir Path directory) throws Exception {
        Path output = directory.resolve("output");
        Process process =
                java(directory, "--help").redirectOutput(output.toFile()).start();

        assertThat(process.waitFor()).isZero();
        assertThat(output).content().contains("--https-port <port>");
    }

    @Test
    @Timeout(60)
    void process_toldToEnd_endsAndRemovesItsFiles(@TempDir Path directory) throws Exception {
        Path output = directory.resolve("output");
        Process process = java(directory, "--secret", "a=b", "--https-port", "0")
                .redirectOutput(output.toFile())
                .start();
        try {
            Awaitility.await()
                    .atMost(40, TimeUnit.SECONDS)
                    .until(() -> process.isAlive() && output.toFile().length() > 0);
            Awaitility.await().untilAsserted(() -> assertThat(output).content().contains("Ctrl-C ends it"));

            process.destroy();

            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(directory.toFile().list()).containsExactly("output");
        } finally {
            process.destroyForcibly();
        }
    }

    private static ProcessBuilder java(Path temporary, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + temporary,
                "-XX:-UsePerfData",
                "-cp",
                System.getProperty("java.class.path"),
                "io.opensesame.localkms.Main"));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command);
    }

    private static void assertRefused(String message, String... arguments) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MainArguments.parse(arguments))
                .withMessageContaining(message)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
    }
}
