package io.opensesame.internal.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opensesame.auth.Credentials;
import io.opensesame.auth.CredentialsSource;
import io.opensesame.error.CredentialsException;
import io.opensesame.internal.credentials.TestHttpServer.Reply;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DefaultChainTest {
    @TempDir
    Path home;

    private TestWorld world;

    @BeforeEach
    void noMetadataService() {
        world = new TestWorld(home);
        world.variables.put("ALIBABA_CLOUD_ECS_METADATA_DISABLED", "true");
    }

    private CloseableCredentialsProvider chain() {
        return world.provider(CredentialsSource.defaultChain());
    }

    private void setProperties() {
        world.properties.put("alibabacloud.accessKeyId", "LTAIproperties");
        world.properties.put("alibabacloud.accessKeySecret", "secret");
    }

    private void setVariables() {
        world.variables.put("ALIBABA_CLOUD_ACCESS_KEY_ID", "LTAIvariables");
        world.variables.put("ALIBABA_CLOUD_ACCESS_KEY_SECRET", "secret");
    }

    private void writeCliFile() {
        world.write(".aliyun/config.json", """
                {"current":"default","profiles":[
                 {"name":"default","mode":"AK","access_key_id":"LTAIcli","access_key_secret":"secret"}]}""");
    }

    private void writeIniFile() {
        world.write(
                ".alibabacloud/credentials.ini",
                "[default]\nenable = true\ntype = access_key\naccess_key_id = LTAIini\naccess_key_secret = secret\n");
    }

    @Test
    void credentials_everySourceSet_comeFromTheFirst() {
        setProperties();
        setVariables();
        writeCliFile();
        writeIniFile();

        assertThat(chain().credentials().accessKeyId()).isEqualTo("LTAIproperties");
    }

    @Test
    void credentials_withoutProperties_comeFromVariables() {
        setVariables();
        writeCliFile();
        writeIniFile();

        assertThat(chain().credentials().accessKeyId()).isEqualTo("LTAIvariables");
    }

    @Test
    void credentials_withoutVariables_comeFromTheCliFile() {
        writeCliFile();
        writeIniFile();

        assertThat(chain().credentials().accessKeyId()).isEqualTo("LTAIcli");
    }

    @Test
    void credentials_cliFileSwitchedOff_comeFromTheIniFile() {
        world.variables.put("ALIBABA_CLOUD_CLI_PROFILE_DISABLED", "true");
        writeCliFile();
        writeIniFile();

        assertThat(chain().credentials().accessKeyId()).isEqualTo("LTAIini");
    }

    @Test
    void credentials_nothingElse_comeFromTheUri() {
        Reply reply = new Reply(200, TestWorld.codedAnswer("STS.uri", ManualClock.START.plus(Duration.ofHours(1))));
        try (TestHttpServer server = new TestHttpServer(asked -> reply)) {
            world.variables.put(
                    "ALIBABA_CLOUD_CREDENTIALS_URI", server.uri("/creds").toString());

            assertThat(chain().credentials().accessKeyId()).isEqualTo("STS.uri");
        }
    }

    @Test
    void credentials_someFound_keepToTheirSource() {
        setVariables();
        CloseableCredentialsProvider chain = chain();
        chain.credentials();

        setProperties();
        world.clock.advance(Duration.ofHours(1));

        assertThat(chain.credentials().accessKeyId()).isEqualTo("LTAIvariables");
        assertThat(chain.credentials().accessKeyId()).isEqualTo("LTAIvariables");
        assertThat(chain.credentialsAfterRefusal(Credentials.accessKey("a", "b"))
                        .accessKeyId())
                .isEqualTo("LTAIvariables");
    }

    @Test
    void credentials_earlierSourceIsSetUpButFails_comeFromTheLaterOneUntilItWorks() {
        world.variables.put("ALIBABA_CLOUD_ACCESS_KEY_ID", "LTAIvariables");
        writeCliFile();
        CloseableCredentialsProvider chain = chain();
        assertThat(chain.credentials().accessKeyId()).isEqualTo("LTAIcli");

        world.clock.advance(Duration.ofMinutes(1));
        chain.credentials();
        assertThat(chain.credentials().accessKeyId()).isEqualTo("LTAIcli");
        world.variables.put("ALIBABA_CLOUD_ACCESS_KEY_SECRET", "secret");
        assertThat(chain.credentials().accessKeyId()).isEqualTo("LTAIcli");
        world.clock.advance(Duration.ofMinutes(1));
        chain.credentials();

        assertThat(chain.credentials().accessKeyId()).isEqualTo("LTAIvariables");
    }

    @Test
    void credentials_earlierSourceIsPassedOver_callersDoNotWaitForIt() {
        List<Runnable> queue = new ArrayList<>();
        world.executor = queue::add;
        world.variables.put("ALIBABA_CLOUD_ACCESS_KEY_ID", "LTAIvariables");
        writeCliFile();
        CloseableCredentialsProvider chain = chain();
        chain.credentials();
        world.variables.put("ALIBABA_CLOUD_ACCESS_KEY_SECRET", "secret");
        world.clock.advance(Duration.ofMinutes(1));

        assertThat(chain.credentials().accessKeyId()).isEqualTo("LTAIcli");
        assertThat(chain.credentials().accessKeyId()).isEqualTo("LTAIcli");

        assertThat(queue).hasSize(1);
        queue.get(0).run();
        assertThat(chain.credentials().accessKeyId()).isEqualTo("LTAIvariables");
    }

    @Test
    void credentials_oidcRoleIsSetUpButFails_warnWhichWasPassedOverAndWhy() {
        Path token = home.resolve("no-token");
        world.variables.put("ALIBABA_CLOUD_ROLE_ARN", "acs:ram::1234567890123456:role/pod");
        world.variables.put("ALIBABA_CLOUD_OIDC_PROVIDER_ARN", "acs:ram::1234567890123456:oidc-provider/p");
        world.variables.put("ALIBABA_CLOUD_OIDC_TOKEN_FILE", token.toString());
        writeCliFile();

        List<String> warnings = warningsOf(chain()::credentials);

        assertThat(warnings)
                .singleElement()
                .asString()
                .contains("WARN io.opensesame.credentials - The default chain passed over OIDC role")
                .contains("CLI profile is used")
                .contains("There is no OIDC token file " + token);
    }

    @Test
    void credentials_earlierSourcesAreNotSetUp_warnOfNothing() {
        writeIniFile();

        assertThat(warningsOf(chain()::credentials)).isEmpty();
    }

    private static List<String> warningsOf(Runnable task) {
        PrintStream standardError = System.err;
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        System.setErr(new PrintStream(written, true, StandardCharsets.UTF_8));
        try {
            task.run();
        } finally {
            System.setErr(standardError);
        }
        return written.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.contains(" WARN io.opensesame.credentials "))
                .toList();
    }

    @Test
    void credentials_nothingAnywhere_tellEachReasonAndWhatToDo() {
        assertThatThrownBy(chain()::credentials)
                .isInstanceOf(CredentialsException.class)
                .hasMessage("""
                        None of the default chain's sources has credentials. Tried, in this order:
                          system properties: alibabacloud.accessKeyId is not set.
                          environment variables: ALIBABA_CLOUD_ACCESS_KEY_ID is not set.
                          OIDC role: The environment: ALIBABA_CLOUD_ROLE_ARN is not set.
                          CLI profile: There is no CLI configuration file %1$s/.aliyun/config.json.
                          profile: There is no credentials file %1$s/.alibabacloud/credentials.ini or %1$s/.alibabacloud/credentials.
                          ECS RAM role: Switched off by ALIBABA_CLOUD_ECS_METADATA_DISABLED=true.
                          credentials URI: The environment: ALIBABA_CLOUD_CREDENTIALS_URI is not set.
                        Set ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET, or mend one of the sources above, or name a single source in code by CredentialsSource.""".formatted(home));
    }

    @Test
    void credentials_oidcVariablesSet_tryTheOidcRole() {
        world.variables.put("ALIBABA_CLOUD_ROLE_ARN", "acs:ram::1234567890123456:role/pod");
        world.variables.put("ALIBABA_CLOUD_OIDC_PROVIDER_ARN", "acs:ram::1234567890123456:oidc-provider/p");
        world.variables.put(
                "ALIBABA_CLOUD_OIDC_TOKEN_FILE", home.resolve("no-token").toString());

        assertThatThrownBy(chain()::credentials)
                .hasMessageContaining("OIDC role: There is no OIDC token file " + home.resolve("no-token"));
    }

    @Test
    void credentials_oidcVariableMissing_skipTheOidcRole() {
        world.variables.put("ALIBABA_CLOUD_ROLE_ARN", "acs:ram::1234567890123456:role/pod");
        world.variables.put("ALIBABA_CLOUD_OIDC_PROVIDER_ARN", "acs:ram::1234567890123456:oidc-provider/p");

        assertThatThrownBy(chain()::credentials)
                .hasMessageContaining("OIDC role: The environment: ALIBABA_CLOUD_OIDC_TOKEN_FILE is not set.");
    }

    @Test
    void credentials_variablesHoldSecretsInWrongPlaces_showNothingOfThem() {
        world.variables.put("ALIBABA_CLOUD_ACCESS_KEY_ID", "LTAI");
        world.variables.put("ALIBABA_CLOUD_ACCESS_KEY_SECRET", "canary secret");
        world.variables.put("ALIBABA_CLOUD_ROLE_ARN", "canary-secret");
        world.variables.put("ALIBABA_CLOUD_OIDC_PROVIDER_ARN", "canary-secret");
        world.variables.put("ALIBABA_CLOUD_OIDC_TOKEN_FILE", "canary-file");
        world.variables.put("ALIBABA_CLOUD_CREDENTIALS_URI", "canary secret");

        assertThatThrownBy(chain()::credentials)
                .hasMessageContaining("environment variables: One of the environment variables is malformed")
                .hasMessageContaining("one of ALIBABA_CLOUD_ROLE_ARN")
                .hasMessageContaining("ALIBABA_CLOUD_CREDENTIALS_URI is malformed")
                .hasMessageNotContaining("canary");
    }

    @Test
    void credentials_interruptedInAReader_doNotGoOn() {
        setVariables();
        CloseableCredentialsProvider chain = new DefaultChain(
                List.of(
                        new DefaultChain.Link("first", interrupting(), () -> true),
                        new DefaultChain.Link("second", PlainCredentials.ofVariables(world.environment()), () -> true)),
                world.environment());

        assertThatThrownBy(chain::credentials).hasMessage("interrupted");
        assertThat(Thread.interrupted()).isTrue();
    }

    private static CloseableCredentialsProvider interrupting() {
        return new CloseableCredentialsProvider() {
            @Override
            public Credentials credentials() {
                Thread.currentThread().interrupt();
                throw new CredentialsException("interrupted", null);
            }

            @Override
            public void close() {}
        };
    }
}
