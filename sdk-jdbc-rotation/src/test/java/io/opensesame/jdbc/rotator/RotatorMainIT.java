package io.opensesame.jdbc.rotator;

import static org.assertj.core.api.Assertions.assertThat;

import io.opensesame.OpenSesame;
import io.opensesame.auth.Credentials;
import io.opensesame.kms.KmsEndpoint;
import io.opensesame.localkms.LocalAccessKey;
import io.opensesame.localkms.fault.Fault;
import io.opensesame.policy.RamPolicy;
import io.opensesame.secrets.VersionStage;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The program, with no more permissions than docs/rotate-logins.md asks for. */
class RotatorMainIT {
    private static final RamPolicy DOCUMENTED = RamPolicy.parse("""
            {"Version": "1", "Statement": [
              {"Effect": "Allow", "Action": ["kms:DescribeSecret", "kms:ListSecretVersionIds", "kms:GetSecretValue",
                "kms:PutSecretValue", "kms:UpdateSecretVersionStage"],
               "Resource": "acs:kms:*:*:secret/orders/*"},
              {"Effect": "Allow", "Action": "kms:GetSecretValue", "Resource": "acs:kms:*:*:secret/admin"},
              {"Effect": "Allow", "Action": "kms:GetRandomPassword", "Resource": "*"}]}""");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream errors = new ByteArrayOutputStream();
    private RotationScene scene;
    private LocalAccessKey accessKey;

    @BeforeEach
    void open() throws SQLException {
        scene = RotationScene.postgres();
        scene.localKms().createSecret("admin", "{\"username\":\"postgres\",\"password\":\"not-asked-for\"}");
        accessKey = scene.localKms()
                .ram()
                .createUser("rotator")
                .attachPolicy("rotate-logins", DOCUMENTED)
                .createAccessKey();
    }

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void run_twoAccounts_rotatesAndPrintsNoValue() {
        int code = run("--secret", scene.secretName(), "--strategy", "two-accounts", "--administrator-secret", "admin");

        assertThat(errors.toString(StandardCharsets.UTF_8)).isEmpty();
        assertThat(code).isEqualTo(RotatorMain.DONE);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains(scene.at(VersionStage.CURRENT), scene.account() + "_clone", "FINISH")
                .doesNotContain(scene.login(VersionStage.CURRENT).exposePassword());
        scene.assertSettled();
    }

    @Test
    void run_oneAccount_rotates() {
        assertThat(run("--secret", scene.secretName())).isEqualTo(RotatorMain.DONE);

        scene.assertSettled();
    }

    @Test
    void run_dryRun_tellsAndChangesNothing() throws SQLException {
        Map<String, Set<VersionStage>> stages = scene.stages();
        List<String> accounts = scene.accounts();

        int code = run("--secret", scene.secretName(), "--dry-run");

        assertThat(code).isEqualTo(RotatorMain.DONE);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("PostgreSQL", scene.account(), scene.at(VersionStage.CURRENT), "ready; nothing was changed");
        assertThat(scene.stages()).isEqualTo(stages);
        assertThat(scene.accounts()).isEqualTo(accounts);
    }

    @Test
    void run_dryRunOfWhatCannotBe_tellsTheProblem() {
        int code = run("--secret", "orders/missing", "--dry-run");

        assertThat(code).isEqualTo(RotatorMain.PROBLEMS_FOUND);
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("orders/missing", "not ready");
    }

    @Test
    void run_failure_endsWithItsCodeAndMessage() {
        scene.localKms()
                .faults()
                .add(Fault.error(403, "Forbidden.NoPermission", "No.").onOperation("PutSecretValue"));

        int code = run("--secret", scene.secretName());

        assertThat(code).isEqualTo(RotatorMain.FAILED);
        assertThat(errors.toString(StandardCharsets.UTF_8)).contains("PREPARE", "PutSecretValue");
    }

    @Test
    void run_wrongOptions_endWithTheirCode() {
        assertThat(run("--secret")).isEqualTo(RotatorMain.BAD_ARGUMENTS);
        assertThat(errors.toString(StandardCharsets.UTF_8)).contains("--secret needs a value");
    }

    @Test
    void run_help_tellsTheOptions() {
        assertThat(run("--help")).isEqualTo(RotatorMain.DONE);
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(RotatorArguments.USAGE);
    }

    private int run(String... arguments) {
        OpenSesame.Builder client = OpenSesame.builder()
                .endpoint(KmsEndpoint.of(scene.localKms().endpoint()))
                .credentials(Credentials.accessKey(accessKey.accessKeyId(), accessKey.exposeAccessKeySecret()));
        return RotatorMain.run(
                client,
                Map.of("OPENSESAME_ROTATOR_URL", scene.url()),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(errors, true, StandardCharsets.UTF_8),
                arguments);
    }
}
