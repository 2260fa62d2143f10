package io.opensesame.localkms.engine;

import static io.opensesame.localkms.engine.RefusalAssert.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.opensesame.localkms.audit.AuditEntry;
import io.opensesame.localkms.engine.call.ServiceRefusal;
import io.opensesame.localkms.engine.identity.AccessKey;
import io.opensesame.localkms.engine.identity.Identity;
import io.opensesame.localkms.event.RotationEvent;
import io.opensesame.policy.Principal;
import io.opensesame.policy.RamPolicy;
import io.opensesame.policy.Statement;
import io.opensesame.policy.TrustPolicy;
import io.opensesame.policy.template.ManagedRamCredentials;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What KMS needs in RAM to rotate a RAM secret, and what becomes of a rotation that lacks some of it. */
final class RamRotationRefusalTest {
    private static final String SESSION = "acs:ram::100000000000:role/AliyunKMSManagedRAMCrendentialsRole/kms-rotation";
    private static final String APP_ARN = "acs:ram::100000000000:user/app";
    private static final Identity ROLE = Identity.role(TestKms.ACCOUNT, ManagedRamCredentials.ROLE_NAME);
    private static final Identity CONSOLE_ROLE =
            Identity.role(TestKms.ACCOUNT, ManagedRamCredentials.CONSOLE_ROLE_NAME);
    private static final TrustPolicy TRUSTING_ECS = TrustPolicy.of(Statement.allow()
            .principal(Principal.service("ecs.aliyuncs.com"))
            .action("sts:AssumeRole")
            .build());
    private static final RotationEvent.Failure NO_DELETION = new RotationEvent.Failure(
            "NoPermission",
            "You are not authorized to do this action. You should be authorized by RAM: " + SESSION
                    + " may not ram:DeleteAccessKey on " + APP_ARN + ".");

    private final RamScene ram = new RamScene();
    private final TestKms kms = ram.kms;
    private final AccessKey first = ram.first;

    @ParameterizedTest
    @ValueSource(strings = {"ram:ListAccessKeys", "ram:CreateAccessKey", "ram:UpdateAccessKey", "ram:DeleteAccessKey"})
    void rotate_withoutOneOfTheFourPermissions_isRefusedByNameAndChangesNothing(String missing) {
        ram.authorized();
        AccessKey other = ram.identities.createAccessKey(RamScene.APP);
        ram.create(first, other);
        String before = ram.describe().toString();
        allowAllBut(missing);

        ServiceRefusal refusal = ram.refusedRotate("v2");

        assertRefused(refusal, 403, "NoPermission");
        assertThat(refusal)
                .hasMessage("You are not authorized to do this action. You should be authorized by RAM: " + SESSION
                        + " may not " + missing + " on " + APP_ARN + ".");
        assertThat(ram.identities.accessKeyIdsOf(RamScene.APP)).containsExactlyInAnyOrder(first.id(), other.id());
        assertThat(ram.currentKeyId()).isEqualTo(first.id());
        assertThat(ram.previousKeyId()).isEqualTo(other.id());
        assertThat(ram.describe()).hasToString(before);
        assertThat(kms.engine.auditTrail().denials())
                .extracting(AuditEntry::principalArn, AuditEntry::action, AuditEntry::resource)
                .containsExactly(tuple(SESSION, missing, APP_ARN));
    }

    @Test
    void rotate_withoutARole_isRefusedAndNamesBoth() {
        ram.createRotating("7d");

        ServiceRefusal refusal = ram.refusedRotate("v2");

        assertRefused(refusal, 404, "EntityNotExist.Role");
        assertThat(refusal)
                .hasMessageContaining(ManagedRamCredentials.ROLE_NAME)
                .hasMessageContaining(ManagedRamCredentials.CONSOLE_ROLE_NAME);
        assertThat(ram.currentKeyId()).isEqualTo(first.id());
        assertThat(ram.state()).isEqualTo("Enabled");
    }

    @Test
    void rotate_roleThatTrustsAnotherService_isRefusedAndNamesTheRole() {
        ram.authorized().create(first);
        ram.identities.trust(ROLE, TRUSTING_ECS);

        ServiceRefusal refusal = ram.refusedRotate("v2");

        assertRefused(refusal, 403, "NoPermission");
        assertThat(refusal).hasMessageContainingAll("kms.aliyuncs.com", "sts:AssumeRole", ROLE.arn());
    }

    @Test
    void rotate_withTheConsolesRoleAndSystemPolicy_goesThroughThatRole() {
        ram.create(first);
        ram.identities.createRole(CONSOLE_ROLE, ManagedRamCredentials.trustPolicy());
        ram.identities.attachSystemPolicy(CONSOLE_ROLE, ManagedRamCredentials.CONSOLE_POLICY_NAME);

        ram.rotate("v2");

        assertThat(kms.engine.auditTrail().entries())
                .extracting(AuditEntry::principalArn)
                .containsOnly(CONSOLE_ROLE.arn() + "/kms-rotation");
    }

    @Test
    void rotate_withBothRoles_takesTheConsolesUnlessItDoesNotTrustKms() {
        ram.authorized().create(first);
        ram.identities.createRole(CONSOLE_ROLE, ManagedRamCredentials.trustPolicy());
        assertThat(ram.refusedRotate("v2")).hasMessageContaining(ManagedRamCredentials.CONSOLE_ROLE_NAME);

        ram.identities.trust(CONSOLE_ROLE, TRUSTING_ECS);

        ram.rotate("v2");
    }

    @Test
    void rotate_withAPolicyNarrowedToUsers_needsThisUserAmongThem() {
        ram.authorized().create(first);
        narrowTo("acs:ram:*:100000000000:user/billing");
        assertRefused(ram.refusedRotate("v2"), 403, "NoPermission");

        narrowTo("acs:ram:*:100000000000:user/app");

        ram.rotate("v2");
    }

    @Test
    void rotate_userWhoIsGone_isRefused() {
        ram.authorized().createRotating("7d");
        kms.engine.accessKeys().delete(first.id());
        ram.identities.deleteUser(RamScene.APP);

        ServiceRefusal refusal = ram.refusedRotate("v2");
        assertRefused(refusal, 404, "EntityNotExist.User");
        assertThat(refusal).hasMessageContaining("'app'");
        kms.clock.advance(Duration.ofDays(7));
        assertThat(ram.state()).isEqualTo("Invalid");
        assertThat(ram.currentKeyId()).isEqualTo(first.id());
    }

    @Test
    void windowsEnd_userWhoIsGone_isAFailure() {
        ram.authorized().create(first);
        ram.rotate("v2");
        ram.identities.accessKeyIdsOf(RamScene.APP).forEach(kms.engine.accessKeys()::delete);
        ram.identities.deleteUser(RamScene.APP);

        kms.clock.advance(Duration.ofDays(2));

        assertThat(ram.events()).extracting(this::errorCode).containsExactly("EntityNotExist.User");
    }

    @Test
    void rotate_withTwoKeysOfWhichNoneIsTheCurrentOne_isRefusedAndChangesNothing() {
        ram.authorized().create(first);
        kms.engine.accessKeys().delete(first.id());
        AccessKey one = ram.identities.createAccessKey(RamScene.APP);
        AccessKey other = ram.identities.createAccessKey(RamScene.APP);

        assertRefused(ram.refusedRotate("v2"), 409, "LimitExceeded.User.AccessKey");

        assertThat(ram.identities.accessKeyIdsOf(RamScene.APP)).containsExactlyInAnyOrder(one.id(), other.id());
        assertThat(ram.currentKeyId()).isEqualTo(first.id());
    }

    @Test
    void rotate_succeeding_needsAllFourPermissionsFirstAndTwoAtItsEnd() {
        ram.authorized().create(first);

        ram.rotate("v2");
        assertThat(kms.engine.auditTrail().entries())
                .extracting(AuditEntry::time, AuditEntry::operation)
                .containsExactly(
                        tuple(Instant.parse("2026-03-01T10:00:00Z"), "ListAccessKeys"),
                        tuple(Instant.parse("2026-03-01T10:00:00Z"), "CreateAccessKey"),
                        tuple(Instant.parse("2026-03-01T10:00:00Z"), "UpdateAccessKey"),
                        tuple(Instant.parse("2026-03-01T10:00:00Z"), "DeleteAccessKey"));
        kms.engine.auditTrail().clear();
        kms.clock.advance(Duration.ofDays(3));
        kms.engine.runDue();

        assertThat(kms.engine.auditTrail().entries())
                .extracting(AuditEntry::time, AuditEntry::operation)
                .containsExactly(
                        tuple(Instant.parse("2026-03-03T10:00:00Z"), "UpdateAccessKey"),
                        tuple(Instant.parse("2026-03-03T10:00:00Z"), "DeleteAccessKey"));
    }

    @Test
    void automaticRotation_thatFails_leavesTheSecretInvalidAndIsNotTriedAgain() {
        ram.createRotating("7d");

        kms.clock.advance(Duration.ofDays(30));

        assertThat(ram.state()).isEqualTo("Invalid");
        assertThat(ram.describe().get("RotationInterval").textValue()).isEqualTo("604800s");
        assertThat(ram.describe().get("NextRotationDate").textValue()).isEqualTo("2026-03-08T10:00:00Z");
        assertThat(ram.currentKeyId()).isEqualTo(first.id());
        assertThat(ram.events())
                .extracting(RotationEvent::time, RotationEvent::name, this::errorCode)
                .containsExactly(tuple(
                        Instant.parse("2026-03-08T10:00:00Z"), "Secret:RotateSecret:Failure", "EntityNotExist.Role"));
    }

    @Test
    void invalidSecret_rotationPolicySetAgain_rotatesAtOnce() {
        ram.createRotating("7d");
        kms.clock.advance(Duration.ofDays(8));
        assertThat(ram.state()).isEqualTo("Invalid");
        ram.authorized();

        enableRotation("7d");

        assertThat(ram.state()).isEqualTo("Enabled");
        assertThat(ram.currentKeyId()).isNotEqualTo(first.id());
        assertThat(ram.describe().get("NextRotationDate").textValue()).isEqualTo("2026-03-16T10:00:00Z");
    }

    @Test
    void invalidSecret_rotationSwitchedOff_isDisabled() {
        ram.createRotating("7d");
        kms.clock.advance(Duration.ofDays(8));

        kms.call("UpdateSecretRotationPolicy", "SecretName", RamScene.NAME, "EnableAutomaticRotation", "false");

        assertThat(ram.state()).isEqualTo("Disabled");
    }

    @Test
    void invalidSecret_rotatedOnDemand_isEnabledOnceThatSucceeds() {
        ram.createRotating("7d");
        kms.clock.advance(Duration.ofDays(8));
        ram.refusedRotate("v2");
        assertThat(ram.state()).isEqualTo("Invalid");
        ram.authorized();

        ram.rotate("v2");

        assertThat(ram.state()).isEqualTo("Enabled");
        kms.clock.advance(Duration.ofDays(7));
        assertThat(kms.stages(RamScene.NAME)).doesNotContainKey("v1").hasSize(2);
    }

    @Test
    void windowsEnd_withoutAPermissionThatWasTakenAway_leavesTheOldKeyUntilTheNextRotation() {
        ram.authorized().createRotating("7d");
        kms.clock.advance(Duration.ofDays(7));
        String second = ram.currentKeyId();
        allowAllBut("ram:DeleteAccessKey");

        kms.clock.advance(Duration.ofDays(2));

        assertThat(ram.state()).isEqualTo("Invalid");
        assertThat(ram.key(first.id())).contains(first);
        assertThat(ram.previousKeyId()).isEqualTo(first.id());
        assertThat(ram.events())
                .containsExactly(new RotationEvent(
                        Instant.parse("2026-03-10T10:00:00Z"),
                        RamScene.NAME,
                        "RAMCredentials",
                        Optional.of(NO_DELETION)));

        ram.authorized();
        ram.rotate("v3");

        assertThat(ram.key(first.id())).isEmpty();
        assertThat(ram.previousKeyId()).isEqualTo(second);
        assertThat(kms.stages(RamScene.NAME)).hasSize(2);
    }

    @Test
    void windowsEnd_failingAfterARotationOnDemandAlone_leavesAutomaticRotationDisabled() {
        ram.authorized().create(first);
        ram.rotate("v2");
        allowAllBut("ram:DeleteAccessKey");

        kms.clock.advance(Duration.ofDays(2));

        assertThat(ram.state()).isEqualTo("Disabled");
        assertThat(ram.events()).extracting(RotationEvent::failure).containsExactly(Optional.of(NO_DELETION));
    }

    private void allowAllBut(String action) {
        setPolicy(actions().filter(each -> !each.equals(action)).toArray(String[]::new), "*");
    }

    private void narrowTo(String resource) {
        setPolicy(actions().toArray(String[]::new), resource);
    }

    private static Stream<String> actions() {
        return Stream.of("ram:ListAccessKeys", "ram:CreateAccessKey", "ram:UpdateAccessKey", "ram:DeleteAccessKey");
    }

    private void setPolicy(String[] actions, String resource) {
        ram.identities.updatePolicy(
                TestKms.ACCOUNT,
                ManagedRamCredentials.POLICY_NAME,
                RamPolicy.of(
                        Statement.allow().action(actions).resource(resource).build()));
    }

    private void enableRotation(String interval) {
        kms.call(
                "UpdateSecretRotationPolicy",
                "SecretName",
                RamScene.NAME,
                "EnableAutomaticRotation",
                "true",
                "RotationInterval",
                interval);
    }

    private String errorCode(RotationEvent event) {
        return event.failure().map(RotationEvent.Failure::errorCode).orElse("");
    }
}
