package io.opensesame.localkms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import io.opensesame.localkms.event.RotationEvent;
import io.opensesame.policy.Principal;
import io.opensesame.policy.RamPolicy;
import io.opensesame.policy.Statement;
import io.opensesame.policy.TrustPolicy;
import io.opensesame.policy.template.ManagedRamCredentials;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** RAM secrets made by the Java API, and calls signed with the AccessKeys in them. */
class RamSecretSeedingTest {
    private static final RamPolicy NOTHING =
            RamPolicy.of(Statement.allow().action("ram:GetUser").resource("*").build());

    private final LocalKms kms = LocalKms.builder()
            .frozenClock(Instant.parse("2026-03-01T10:00:00Z"))
            .start();
    private final SigningClient client = new SigningClient(kms);

    @AfterEach
    void close() {
        kms.close();
    }

    @Test
    void createRamSecret_rotatedOnDemand_bothKeysSignUntilTheWindowCloses() throws Exception {
        String name = kms.createRamSecret("app");
        kms.ram().user("app").attachSystemPolicy("AliyunKMSReadOnlyAccess");
        kms.ramRotationWindow(Duration.ofMinutes(10));
        JsonNode old = value(name);

        kms.rotateNow(name);
        JsonNode current = value(name);

        assertThat(name).isEqualTo("acs/ram/user/app");
        assertThat(current.get("AccessKeyId")).isNotEqualTo(old.get("AccessKeyId"));
        assertThat(callUnder(old)).isEmpty();
        assertThat(callUnder(current)).isEmpty();
        kms.clock().advance(Duration.ofMinutes(10));
        assertThat(callUnder(old)).isEqualTo("InvalidAccessKeyId.NotFound");
        assertThat(callUnder(current)).isEmpty();
        assertThat(kms.rotationEvents())
                .extracting(RotationEvent::secretName, RotationEvent::name)
                .containsExactly(tuple(name, "Secret:RotateSecret:Success"));
    }

    @Test
    void createRamSecret_withAnInterval_rotatesByItself() throws Exception {
        String name = kms.createRamSecret("app", Duration.ofDays(7));
        JsonNode old = value(name);

        kms.clock().advance(Duration.ofDays(7));

        assertThat(value(name).get("AccessKeyId")).isNotEqualTo(old.get("AccessKeyId"));
    }

    @Test
    void createRamSecret_forAUserWhoIsThere_isRefusedAndLeavesTheUserAlone() throws Exception {
        LocalAccessKey key = kms.ram().createUser("app").createAccessKey();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> kms.createRamSecret("app"))
                .withMessageContaining("EntityAlreadyExists.User");

        assertThat(client.as(key).call("ListSecrets", Map.of()).code()).isEqualTo("Forbidden.NoPermission");
    }

    @Test
    void createRamSecret_thatIsRefused_leavesNoUserBehind() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> kms.createRamSecret("app", Duration.ofHours(1)))
                .withMessageContaining("RotationInterval");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> kms.ram().user("app"))
                .withMessageContaining("EntityNotExist.User");
    }

    @Test
    void rotateNow_thatFails_namesTheCode() {
        String name = kms.createRamSecret("app");
        kms.ram().role(ManagedRamCredentials.ROLE_NAME).detachPolicy(ManagedRamCredentials.POLICY_NAME);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> kms.rotateNow(name))
                .withMessageContainingAll(name, "NoPermission", "ram:ListAccessKeys");
        assertThat(kms.audit().denials()).hasSize(1);
    }

    @Test
    void authorizeRotation_whateverIsThere_makesRotationWork() {
        String name = kms.createRamSecret("app");
        RamRole role = kms.ram().role(ManagedRamCredentials.ROLE_NAME);
        List<Runnable> damages = List.of(
                () -> {},
                () -> role.detachPolicy(ManagedRamCredentials.POLICY_NAME),
                () -> kms.ram().updatePolicy(ManagedRamCredentials.POLICY_NAME, NOTHING),
                () -> role.trust(TrustPolicy.of(Statement.allow()
                        .principal(Principal.service("ecs.aliyuncs.com"))
                        .action("sts:AssumeRole")
                        .build())),
                () -> {
                    role.detachPolicy(ManagedRamCredentials.POLICY_NAME);
                    kms.ram().createUser("other").attachPolicy(ManagedRamCredentials.POLICY_NAME, NOTHING);
                });

        for (Runnable damage : damages) {
            damage.run();
            assertThat(kms.ram().authorizeRotation().name()).isEqualTo(ManagedRamCredentials.ROLE_NAME);
            kms.rotateNow(name);
            kms.clock().advance(Duration.ofDays(2));
        }

        assertThat(kms.rotationEvents())
                .extracting(RotationEvent::name)
                .hasSize(damages.size())
                .containsOnly("Secret:RotateSecret:Success");
    }

    private JsonNode value(String name) throws Exception {
        return SigningClient.JSON.readTree(
                new SigningClient(kms).getSecretValue(name).text("SecretData"));
    }

    /** Returns the code of a refusal, or an empty text. */
    private String callUnder(JsonNode value) throws Exception {
        client.accessKeyId = value.get("AccessKeyId").textValue();
        client.accessKeySecret = value.get("AccessKeySecret").textValue();
        return client.call("ListSecrets", Map.of()).code();
    }
}
