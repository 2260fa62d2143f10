package io.opensesame.samples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.opensesame.localkms.LocalKms;
import io.opensesame.policy.RamPolicy;
import io.opensesame.policy.leastprivilege.LeastPrivilege;
import io.opensesame.policy.leastprivilege.NeededPermission;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class QuickstartTest {
    /** What the quickstart prints; it takes some seconds, so that it is played once. */
    private static String played = "";

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @BeforeAll
    static void play() {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        int exitCode = Quickstart.run(new String[0], new PrintStream(printed, true, StandardCharsets.UTF_8));
        played = printed.toString(StandardCharsets.UTF_8);
        assertThat(exitCode).as(played).isZero();
    }

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
        assertThat(played)
                .contains("orders/db", "went from version v1", "marked stale", "rotation followed within")
                .containsPattern("reads by 4 threads in all\\W+[\\d,]+, failed 0")
                .doesNotContain("initial", "rotated\"", "token-8c1f3a");
    }

    @Test
    void runAs_userWithThePrintedPolicy_playsTheWholeWay() {
        assertThat(runAs(printedPolicy())).as(output()).isZero();

        assertThat(output()).contains("marked stale", "rotation followed within");
    }

    @Test
    void runAs_withoutAnyOneOfThePrintedPermissions_failsAndNamesIt() {
        List<NeededPermission> needed = permissions(printedPolicy());

        assertThat(needed).hasSize(4);
        for (NeededPermission missing : needed) {
            List<NeededPermission> others = new ArrayList<>(needed);
            others.remove(missing);
            printed.reset();

            assertThat(runAs(LeastPrivilege.builder()
                            .need(others)
                            .build()
                            .ramPolicies()
                            .get(0)))
                    .as("without %s", missing)
                    .isEqualTo(1);
            String secret = missing.resource().substring(missing.resource().lastIndexOf(':'));
            assertThat(output()).contains("It failed: ", missing.action(), secret + " is forbidden");
        }
    }

    private int runAs(RamPolicy policy) {
        return Quickstart.runAs(
                kms -> kms.ram()
                        .createUser("quickstart")
                        .attachPolicy("quickstart", policy)
                        .createAccessKey(),
                new PrintStream(printed, true, StandardCharsets.UTF_8));
    }

    /** As a user would paste it. */
    private static RamPolicy printedPolicy() {
        return RamPolicy.parse(played.substring(played.indexOf('{'), played.lastIndexOf('}') + 1));
    }

    private static List<NeededPermission> permissions(RamPolicy policy) {
        return policy.statements().stream()
                .flatMap(statement -> statement.actions().stream()
                        .flatMap(action -> statement.resources().stream()
                                .map(resource -> NeededPermission.of(action.toString(), resource.toString()))))
                .toList();
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
