package io.opensesame.internal.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import io.opensesame.auth.Credentials;
import io.opensesame.auth.CredentialsSource;
import io.opensesame.error.CredentialsException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Drives secrets through what goes wrong, and looks for them in the log and in whole stack traces. */
class CredentialsRedactionTest {
    private static final String CANARY = "canary0secret0canary";

    @TempDir
    Path home;

    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final PrintStream standardError = System.err;
    private TestWorld world;

    @BeforeEach
    void captureLog() {
        world = new TestWorld(home);
        world.variables.put("ALIBABA_CLOUD_ECS_METADATA_DISABLED", "true");
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void releaseLog() {
        System.setErr(standardError);
    }

    private String logged() {
        return log.toString(StandardCharsets.UTF_8);
    }

    @Test
    void refreshFails_secretsHeld_areNotLogged() {
        CloseableCredentialsProvider provider = world.provider(CredentialsSource.defaultChain());
        world.variables.put("ALIBABA_CLOUD_ACCESS_KEY_ID", "LTAI");
        world.variables.put("ALIBABA_CLOUD_ACCESS_KEY_SECRET", CANARY);
        Credentials chosen = provider.credentials();
        CloseableCredentialsProvider role = world.provider(CredentialsSource.assumeRole("acs:ram::1:role/r"));
        Credentials assumed = role.credentials();
        world.sts.failure = Optional.of(new CredentialsException("down", null));

        world.scheduler.advance(Duration.ofMinutes(50));

        assertThat(logged())
                .contains("Credentials come from environment variables")
                .contains("could not be refreshed")
                .doesNotContain(CANARY)
                .doesNotContain("secret-of")
                .doesNotContain("token-of");
        assertThat(provider + " " + role + " " + chosen + " " + assumed)
                .doesNotContain(CANARY)
                .doesNotContain("secret-of")
                .doesNotContain("token-of");
    }

    @Test
    void profileBecomesMalformed_itsTextIsNotLogged() throws IOException {
        Path file = world.write(
                ".alibabacloud/credentials",
                "[default]\nenable = true\naccess_key_id = LTAI\naccess_key_secret = " + CANARY + "\n");
        CloseableCredentialsProvider provider = world.provider(CredentialsSource.profile());
        provider.credentials();

        Files.writeString(file, "[default]\n" + CANARY);
        world.clock.advance(Duration.ofSeconds(1));
        provider.credentials();

        assertThat(logged()).contains("cannot be used").contains("line 2").doesNotContain(CANARY);
    }

    @Test
    void everySourceMalformed_stackTracesShowNothingOfThem() {
        world.properties.put("alibabacloud.accessKeyId", "LTAI");
        world.properties.put("alibabacloud.accessKeySecret", CANARY + " é");
        world.variables.put("ALIBABA_CLOUD_ROLE_ARN", CANARY);
        world.variables.put("ALIBABA_CLOUD_OIDC_PROVIDER_ARN", CANARY);
        world.variables.put("ALIBABA_CLOUD_OIDC_TOKEN_FILE", CANARY + "\0");
        world.variables.put("ALIBABA_CLOUD_CREDENTIALS_URI", "http://" + CANARY + " /");
        world.write(".aliyun/config.json", "{\"current\":" + CANARY + "}");
        world.write(".alibabacloud/credentials", "[default]\n" + CANARY);

        StringWriter trace = new StringWriter();
        try {
            Credentials unexpected =
                    world.provider(CredentialsSource.defaultChain()).credentials();
            trace.append(unexpected.toString()).append(CANARY);
        } catch (CredentialsException e) {
            e.printStackTrace(new PrintWriter(trace, true));
        }

        assertThat(trace.toString())
                .contains("None of the default chain's sources")
                .doesNotContain(CANARY);
    }
}
