package io.opensesame;

import static org.assertj.core.api.Assertions.assertThat;

import io.opensesame.kms.KmsEndpoint;
import io.opensesame.localkms.LocalKms;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A client that nothing was said to: where its region and its credentials come from, and what it says without. */
@Timeout(60)
class DefaultsIT {
    private static final String KEY_ID = "alibabacloud.accessKeyId";
    private static final String KEY_SECRET = "alibabacloud.accessKeySecret";

    private final LocalKms kms = LocalKms.start();

    @TempDir
    private Path home;

    @BeforeEach
    void create() {
        kms.createSecret("orders/db", "one");
    }

    @AfterEach
    void close() {
        System.clearProperty(KEY_ID);
        System.clearProperty(KEY_SECRET);
        kms.close();
    }

    @Test
    void build_noRegion_saysHowToNameOne() throws Exception {
        assertThat(program(Map.of()))
                .startsWith("IllegalStateException: no region")
                .contains("region(\"cn-hangzhou\")", "endpoint(...)", "ALIBABA_CLOUD_REGION_ID");
    }

    @Test
    void build_regionInTheEnvironment_isThePublicEndpointThere() throws Exception {
        assertThat(program(Map.of("ALIBABA_CLOUD_REGION_ID", "cn-shanghai")))
                .isEqualTo("OpenSesame[kms.cn-shanghai.aliyuncs.com]");
    }

    @Test
    void read_noCredentialsAnywhere_listsWhatWasTriedInOrder() throws Exception {
        assertThat(program(Map.of(), kms.endpoint().toString()))
                .startsWith("CredentialsException: ")
                .containsSubsequence(
                        "\n  system properties: ",
                        "\n  environment variables: ",
                        "\n  OIDC role: ",
                        "\n  CLI profile: ",
                        home.resolve(".aliyun/config.json").toString(),
                        "\n  profile: ",
                        home.resolve(".alibabacloud").toString(),
                        "\n  ECS RAM role: ",
                        "ALIBABA_CLOUD_ECS_METADATA_DISABLED",
                        "\n  credentials URI: ",
                        "ALIBABA_CLOUD_CREDENTIALS_URI",
                        "\nSet ALIBABA_CLOUD_ACCESS_KEY_ID");
        assertThat(kms.totalRequests()).isZero();
    }

    @Test
    void read_keyInTheEnvironment_isSignedWithIt() throws Exception {
        Map<String, String> environment = Map.of(
                "ALIBABA_CLOUD_ACCESS_KEY_ID",
                kms.accessKeyId(),
                "ALIBABA_CLOUD_ACCESS_KEY_SECRET",
                kms.exposeAccessKeySecret());

        assertThat(program(environment, kms.endpoint().toString())).isEqualTo("one");
    }

    @Test
    void read_keyInSystemProperties_isSignedWithIt() {
        System.setProperty(KEY_ID, kms.accessKeyId());
        System.setProperty(KEY_SECRET, kms.exposeAccessKeySecret());

        try (OpenSesame sesame =
                OpenSesame.builder().endpoint(KmsEndpoint.of(kms.endpoint())).build()) {
            assertThat(sesame.secrets().get("orders/db").exposeText()).isEqualTo("one");
        }
    }

    /** Returns what the program prints in an environment of just these variables, and an empty home directory. */
    private String program(Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Duser.home=" + home,
                "-XX:-UsePerfData",
                "-cp",
                System.getProperty("java.class.path"),
                DefaultsProgram.class.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectError(home.resolve("errors").toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("ALIBABA"));
        builder.environment().put("ALIBABA_CLOUD_ECS_METADATA_DISABLED", "true");
        builder.environment().putAll(environment);
        Process process = builder.start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return printed.strip();
    }
}
