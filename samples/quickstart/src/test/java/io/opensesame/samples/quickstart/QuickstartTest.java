package io.opensesame.samples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.opensesame.localkms.LocalKms;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class QuickstartTest {
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @BeforeEach
    @AfterEach
    void forgetAccessKey() {
        System.clearProperty("alibabacloud.accessKeyId");
        System.clearProperty("alibabacloud.accessKeySecret");
    }

    private int run(String... args) {
        return Quickstart.run(args, new PrintStream(printed, true, StandardCharsets.UTF_8));
    }

    private String output() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    @Test
    void run_withoutArguments_playsTheWholeWay() {
        assertThat(run()).isZero();

        assertThat(output())
                .contains("orders/db", "went from version v1", "marked stale", "rotation followed within")
                .containsPattern("reads by 4 threads in all\\W+[\\d,]+, failed 0")
                .doesNotContain("initial", "rotated\"", "token-8c1f3a");
    }

    @Test
    void run_withEndpoint_readsThereByTheDefaultChain() {
        try (LocalKms kms = LocalKms.start()) {
            kms.createSecret("orders/db", "cAnArY");
            System.setProperty("alibabacloud.accessKeyId", kms.accessKeyId());
            System.setProperty("alibabacloud.accessKeySecret", kms.exposeAccessKeySecret());

            assertThat(run("--endpoint", kms.endpoint().toString(), "--secret", "orders/db"))
                    .isZero();

            assertThat(output()).contains("orders/db", "cached read").doesNotContain("cAnArY");
            assertThat(kms.requestCount("GetSecretValue")).isEqualTo(1);
        }
    }

    @Test
    void run_missingSecret_saysWhatToDo() {
        try (LocalKms kms = LocalKms.start()) {
            System.setProperty("alibabacloud.accessKeyId", kms.accessKeyId());
            System.setProperty("alibabacloud.accessKeySecret", kms.exposeAccessKeySecret());

            assertThat(run("--endpoint", kms.endpoint().toString(), "--secret", "nowhere"))
                    .isEqualTo(1);

            assertThat(output()).contains("It failed: GetSecretValue of 'nowhere'", "Check the name");
        }
    }

    @Test
    void run_wrongArguments_showTheUsage() {
        assertThat(run("--secret", "orders/db")).isEqualTo(2);
        assertThat(run("--region")).isEqualTo(2);
        assertThat(run("--nonsense")).isEqualTo(2);
        assertThat(run("--help")).isZero();

        assertThat(output()).contains("--endpoint <uri>", "unknown argument '--nonsense'", "--region needs a value");
    }
}
