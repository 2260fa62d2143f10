package io.opensesame.spring.configdata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.opensesame.localkms.LocalKms;
import io.opensesame.localkms.fault.Fault;
import io.opensesame.spring.ContextRunners;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.commons.logging.LogFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.bootstrap.DefaultBootstrapContext;
import org.springframework.boot.context.config.ConfigDataLocation;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

@ExtendWith(OutputCaptureExtension.class)
class SecretImportFailureIT {
    private static final String CANARY = "CANARY7f3a";

    private static LocalKms kms;

    @BeforeAll
    static void start() {
        kms = LocalKms.start();
        kms.createSecret("orders/db", "{\"password\":\"" + CANARY + "\"}");
        kms.createSecret("broken", "{\"password\":\"" + CANARY);
        kms.newSecret("bytes").binary(CANARY.getBytes(StandardCharsets.UTF_8)).create();
    }

    @AfterAll
    static void stop() {
        kms.close();
    }

    @AfterEach
    void noFaultAndNoThreadIsLeft() {
        kms.faults().clear();

        Application.awaitNoThread();
    }

    @Test
    void notFound_reportNamesSecretFileAndRegion(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(
                directory.resolve("application.yml"),
                "spring.config.import:\n- opensesame:orders/db\n- opensesame:no-such-secret\n");

        FailureAnalysis report = reportOf("--spring.config.location=file:" + file);

        assertThat(report.getDescription())
                .startsWith("Secret 'no-such-secret' was not imported, as 'opensesame:no-such-secret' (URL [file:")
                .contains("application.yml] - 3:3) asks for: ")
                .contains("There is no such secret, or no version of it at stage 'ACSCurrent'");
        assertThat(report.getAction())
                .contains(
                        "(" + kms.endpoint().getAuthority() + "; opensesame.region and opensesame.endpoint say which)")
                .contains("write 'optional:opensesame:no-such-secret'");
    }

    @Test
    void denied_reportHasTheStatementThatWouldHelp() {
        FailureAnalysis report = analyzed(asStranger("--spring.config.import=opensesame:orders/db"));

        assertThat(report.getAction())
                .startsWith("Have an administrator add this statement to a RAM policy of the caller:")
                .contains("\"kms:GetSecretValue\"")
                .contains("secret/orders/db");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            403 | Rejected.Disabled         | Enable the key
            409 | Rejected.ResourceInDeleteWindow | Restore the secret
            400 | InvalidAccessKeyId.NotFound | Check the AccessKey (opensesame.credentials.*
            """)
    void refused_reportSaysWhatToDo(int status, String code, String action) {
        kms.faults().add(Fault.error(status, code, "no"));

        FailureAnalysis report = reportOf("--spring.config.import=opensesame:orders/db");

        assertThat(report.getDescription()).contains(code);
        assertThat(report.getAction()).contains(action);
    }

    @Test
    void noAnswer_reportSaysWhatToCheck() {
        FailureAnalysis report = analyzed(
                "--opensesame.endpoint=http://127.0.0.1:1",
                "--opensesame.credentials.access-key-id=id",
                "--opensesame.credentials.access-key-secret=" + CANARY,
                "--spring.config.import=opensesame:orders/db");

        assertThat(report.getDescription()).contains("127.0.0.1:1");
        assertThat(report.getAction()).contains("opensesame.region or opensesame.endpoint, DNS, proxy, firewall, TLS");
    }

    @Test
    void load_answerAfterTheDeadline_isNotAwaited() {
        SecretResource resource = new SecretResource(
                SecretLocation.parse("opensesame:orders/db"), ConfigDataLocation.of("opensesame:orders/db"));
        ImportSession session = new ImportSession(
                new DefaultBootstrapContext(),
                LogFactory.getLog(getClass()),
                getClass().getClassLoader(),
                false,
                Duration.ofMillis(50));
        kms.faults().add(Fault.delay(Duration.ofSeconds(2)));
        Map<String, String> settings = new HashMap<>();
        for (String property : ContextRunners.properties(kms)) {
            settings.put(property.substring(0, property.indexOf('=')), property.substring(property.indexOf('=') + 1));
        }

        session.begin(resource, new Binder(new MapConfigurationPropertySource(settings)));

        assertThatThrownBy(() -> session.load(resource))
                .isInstanceOf(SecretImportException.class)
                .hasMessage("Secret 'orders/db' was not imported, as 'opensesame:orders/db' asks for:"
                        + " no answer within 50 ms.");
        session.close();
    }

    @Test
    void noRegion_reportNamesTheProperties() {
        FailureAnalysis report = analyzed("--spring.config.import=opensesame:orders/db");

        assertThat(report.getDescription()).contains("the client of KMS cannot be built: ");
        assertThat(report.getAction()).contains("opensesame.region").contains("opensesame.endpoint");
    }

    @Test
    void wrongFormat_reportSaysWhereAndNeverWhat(CapturedOutput output) {
        FailureAnalysis broken = reportOf("--spring.config.import=opensesame:broken");
        FailureAnalysis bytes = reportOf("--spring.config.import=optional:opensesame:bytes");

        assertThat(broken.getDescription()).contains("problem at line 1, column");
        assertThat(broken.getAction()).contains("one of auto, json, key-value, properties, yaml, pem, text");
        assertThat(bytes.getDescription()).contains("holds bytes");
        assertThat(output.getAll()).contains("Secret 'broken' was not imported").doesNotContain(CANARY);
    }

    @Test
    void malformed_failsThoughOptional() {
        FailureAnalysis report = reportOf("--spring.config.import=optional:opensesame:orders/db?colour=red");

        assertThat(report.getDescription())
                .contains("'optional:opensesame:orders/db?colour=red'")
                .contains("there is no option 'colour'; the options are prefix, stage, version, format");
        assertThat(report.getAction()).contains("format=<auto|json|key-value|properties|yaml|pem|text>");
    }

    @Test
    void disabled_reportSaysSo_andOptionalIsSkipped(CapturedOutput output) {
        FailureAnalysis report = reportOf("--spring.config.import=opensesame:orders/db", "--opensesame.enabled=false");

        assertThat(report.getDescription()).endsWith("asks for: opensesame.enabled is false.");
        try (ConfigurableApplicationContext context = Application.run(
                kms, "--spring.config.import=optional:opensesame:orders/db", "--opensesame.enabled=false")) {
            assertThat(context.getEnvironment().getProperty("orders.db.password"))
                    .isNull();
            assertThat(output.getAll()).contains("Skipped an optional import. Secret 'orders/db'");
        }
    }

    @Test
    void optional_failures_areSkippedWithOneWarningEach(CapturedOutput output) {
        try (ConfigurableApplicationContext context = Application.run(
                kms, "--spring.config.import=optional:opensesame:no-such-secret,opensesame:orders/db")) {
            assertThat(context.getEnvironment().getProperty("orders.db.password"))
                    .isEqualTo(CANARY);
        }
        try (ConfigurableApplicationContext context =
                Application.run(asStranger("--spring.config.import=optional:opensesame:orders/db"))) {
            assertThat(context.getEnvironment().getProperty("orders.db.password"))
                    .isNull();
        }
        try (ConfigurableApplicationContext context =
                Application.run("--spring.config.import=optional:opensesame:no-region")) {
            assertThat(context.getEnvironment().getProperty("no-region")).isNull();
        }

        assertThat(output.getAll())
                .containsOnlyOnce("Skipped an optional import. Secret 'no-such-secret'")
                .containsOnlyOnce("Skipped an optional import. Secret 'orders/db'")
                .containsOnlyOnce("Skipped an optional import. Secret 'no-region'")
                .doesNotContain(CANARY);
    }

    @Test
    void settings_changedByAProfileAfterTheImport_areWarnedOf(@TempDir Path directory, CapturedOutput output)
            throws IOException {
        Path file = Files.writeString(directory.resolve("application.yml"), """
                spring.config.import: opensesame:orders/db
                ---
                spring.config.activate.on-profile: prod
                opensesame.region: cn-shanghai
                """);

        try (ConfigurableApplicationContext context = Application.run(kms, "--spring.config.location=file:" + file)) {
            assertThat(context.getEnvironment().getProperty("orders.db.password"))
                    .isEqualTo(CANARY);
            assertThat(output.getAll()).doesNotContain("are not those with which secrets were imported");
        }
        try (ConfigurableApplicationContext context =
                Application.run(kms, "--spring.config.location=file:" + file, "--spring.profiles.active=prod")) {
            assertThat(context.getEnvironment().getProperty("opensesame.region"))
                    .isEqualTo("cn-shanghai");
            assertThat(output.getAll()).containsOnlyOnce("are not those with which secrets were imported");
        }
    }

    @Test
    void onNotFoundIgnore_skipsWhatIsNotFound() {
        try (ConfigurableApplicationContext context = Application.run(
                kms, "--spring.config.import=opensesame:no-such-secret", "--spring.config.on-not-found=ignore")) {
            assertThat(context.getEnvironment().getProperty("no-such-secret")).isNull();
        }
    }

    @Test
    void foreignFailures_endTheClient() {
        assertThat(catchThrowable(() ->
                        Application.run(kms, "--spring.config.import=opensesame:orders/db,file:no-such-file.yml")))
                .isNotNull();
        Application.awaitNoThread();

        SpringApplication refusing = Application.prepared(Application.Empty.class);
        refusing.addInitializers(context -> {
            throw new IllegalStateException("an initializer fails");
        });
        assertThat(catchThrowable(() -> refusing.run(arguments("--spring.config.import=opensesame:orders/db"))))
                .hasMessageContaining("an initializer fails");
        Application.awaitNoThread();

        assertThat(catchThrowable(() -> Application.prepared(Failing.class)
                        .run(arguments("--spring.config.import=opensesame:orders/db"))))
                .hasRootCauseMessage("a bean fails");
    }

    static class Failing {
        Failing() {
            throw new IllegalStateException("a bean fails");
        }
    }

    private static FailureAnalysis reportOf(String... more) {
        return analyzed(arguments(more));
    }

    private static FailureAnalysis analyzed(String... arguments) {
        Throwable failure = catchThrowable(() -> Application.run(arguments));
        FailureAnalysis report = Objects.requireNonNull(
                new SecretImportFailureAnalyzer().analyze(failure), () -> "no report of " + failure);
        assertThat(report.getDescription() + report.getAction() + failure).doesNotContain(CANARY);
        return report;
    }

    private static String[] arguments(String... more) {
        List<String> all = new ArrayList<>();
        for (String property : ContextRunners.properties(kms)) {
            all.add("--" + property);
        }
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    private static String[] asStranger(String more) {
        var key = kms.ram().createUser("stranger" + System.nanoTime()).createAccessKey();
        return new String[] {
            "--opensesame.endpoint=" + kms.endpoint(),
            "--opensesame.credentials.access-key-id=" + key.accessKeyId(),
            "--opensesame.credentials.access-key-secret=" + key.exposeAccessKeySecret(),
            more
        };
    }
}
