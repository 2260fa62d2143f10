package io.opensesame.localkms.engine;

import static io.opensesame.localkms.engine.RefusalAssert.assertInvalid;
import static io.opensesame.localkms.engine.RefusalAssert.assertMissing;
import static io.opensesame.localkms.engine.RefusalAssert.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opensesame.localkms.engine.call.Caller;
import io.opensesame.localkms.engine.call.ServiceRefusal;
import io.opensesame.localkms.engine.identity.AccessKey;
import io.opensesame.localkms.engine.identity.Identity;
import io.opensesame.localkms.event.RotationEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RamSecretTest {
    private static final String NAME = RotationScene.NAME;

    private final RotationScene ram = new RotationScene().authorized();
    private final TestKms kms = ram.kms;
    private final AccessKey first = ram.first;

    @Test
    void create_ram_isNamedByTheServiceAndReadAsOneKey() {
        ObjectNode created = ram.create(first);

        assertThat(created.get("SecretName").textValue()).isEqualTo(NAME);
        assertThat(created.get("Arn").textValue()).isEqualTo("acs:kms:cn-hangzhou:100000000000:secret/" + NAME);
        assertThat(kms.value(NAME))
                .isEqualTo("{\"AccessKeyId\":\"" + first.id() + "\",\"AccessKeySecret\":\"" + first.exposeSecret()
                        + "\",\"GenerateTimestamp\":\"2026-03-01T10:00:00Z\"}");
    }

    @Test
    void create_badRamSecret_isRefused() {
        String config = RotationScene.CONFIG;
        String keys = RotationScene.keys(first);
        assertInvalid(ram.refusedCreate(NAME, config, keys), "SecretName");
        assertMissing(
                ram.refusedCreate("$Auto", "{\"SecretSubType\":\"RamUserAccessKey\"}", keys),
                "ExtendedConfig.UserName");
        assertInvalid(
                ram.refusedCreate("$Auto", "{\"SecretSubType\":\"RamUserAccessKey\",\"UserName\":\"a b\"}", keys),
                "ExtendedConfig.UserName");
        assertInvalid(ram.refusedCreate("$Auto", config, RotationScene.keys()), "SecretData");
        assertInvalid(ram.refusedCreate("$Auto", config, RotationScene.keys(first, first)), "SecretData");
        assertInvalid(ram.refusedCreate("$Auto", config, "$Auto"), "SecretData");
    }

    @Test
    void create_forAnUnknownUser_isRefused() {
        String config = RotationScene.CONFIG.replace("app", "nobody");

        ServiceRefusal refusal = ram.refusedCreate("$Auto", config, RotationScene.keys(first));

        assertRefused(refusal, 404, "EntityNotExist.User");
        assertThat(refusal).hasMessageContaining("'nobody'");
    }

    @Test
    void create_withoutOneOfTheUsersKeys_isRefusedAndNamesIt() {
        AccessKey other = ram.identities.createAccessKey(RotationScene.APP);
        kms.engine.accessKeys().disable(other.id());

        ServiceRefusal refusal = ram.refusedCreate("$Auto", RotationScene.CONFIG, RotationScene.keys(first));

        assertRefused(refusal, 400, "InvalidParameter");
        assertThat(refusal)
                .hasMessage("The specified parameter \"SecretData\" is not valid: it lacks the AccessKey '" + other.id()
                        + "' of the RAM user 'app', all of whose AccessKeys have to be in it.");
    }

    @Test
    void create_withAKeyOfAnotherUserOrOfNobody_isRefusedAndNamesIt() {
        AccessKey strangers = kms.engine.accessKeys().create(Caller.ramUser(TestKms.ACCOUNT, "stranger"));

        ServiceRefusal refusal = ram.refusedCreate("$Auto", RotationScene.CONFIG, RotationScene.keys(first, strangers));

        assertRefused(refusal, 400, "InvalidParameter");
        assertThat(refusal)
                .hasMessage("The specified parameter \"SecretData\" is not valid: the RAM user 'app' has no AccessKey '"
                        + strangers.id() + "'.");
        String unknown = "{\"AccessKeys\":[{\"AccessKeyId\":\"AK-EXAMPLE\",\"AccessKeySecret\":\"SK-EXAMPLE\"}]}";
        assertThat(ram.refusedCreate("$Auto", RotationScene.CONFIG, unknown))
                .hasMessageContaining("'AK-EXAMPLE'")
                .hasMessageNotContaining("SK-EXAMPLE");
    }

    @Test
    void create_thatExists_isRefusedWhateverItsKeysAre() {
        ram.create(first);
        ram.identities.createAccessKey(RotationScene.APP);

        assertRefused(
                ram.refusedCreate("$Auto", RotationScene.CONFIG, RotationScene.keys(first)),
                409,
                "Rejected.ResourceExist");
    }

    @Test
    void create_withAWrongSecretOfAKey_isPutRightByTheFirstRotation() {
        ram.create(RotationScene.CONFIG, RotationScene.keys(first).replace(first.exposeSecret(), "mistyped"));

        ram.rotate("v2");

        AccessKey second = ram.key(ram.currentKeyId()).orElseThrow();
        assertThat(kms.value(NAME)).contains(second.exposeSecret()).doesNotContain("mistyped");
    }

    @Test
    void rotate_ram_makesANewWorkingKeyAndKeepsTheOldOneForTwoDays() {
        ram.create(first);
        kms.clock.advance(Duration.ofDays(1));

        ram.rotate("v2");

        AccessKey second = ram.key(ram.currentKeyId()).orElseThrow();
        assertThat(second.id()).isNotEqualTo(first.id());
        assertThat(second.caller()).isEqualTo(first.caller());
        assertThat(second.active()).isTrue();
        assertThat(kms.value(NAME)).contains(second.exposeSecret(), "\"GenerateTimestamp\":\"2026-03-02T10:00:00Z\"");
        assertThat(ram.previousKeyId()).isEqualTo(first.id());

        kms.clock.advance(Duration.ofDays(2).minusSeconds(1));
        kms.engine.runDue();
        assertThat(ram.key(first.id())).contains(first);
        kms.clock.advance(Duration.ofSeconds(1));
        kms.engine.runDue();
        assertThat(ram.key(first.id())).isEmpty();
        assertThat(ram.key(second.id())).contains(second);
        assertThat(kms.stages(NAME)).isEqualTo(Map.of("v2", List.of("ACSCurrent")));
        assertRefused(
                kms.refused("GetSecretValue", "SecretName", NAME, "VersionStage", "ACSPrevious"),
                404,
                "Forbidden.ResourceNotFound");
    }

    @Test
    void rotate_whileTheWindowIsOpen_isRefusedUnlessRepeated() {
        ram.create(first);
        ram.rotate("v2");

        ServiceRefusal refusal = ram.refusedRotate("v3");

        assertRefused(refusal, 409, "Rejected.ResourceInUse");
        assertThat(refusal).hasMessage("Your secret is being rotated, please try again later");
        assertRefused(
                kms.refused("UpdateSecretRotationPolicy", "SecretName", NAME, "EnableAutomaticRotation", "false"),
                409,
                "Rejected.ResourceInUse");
        assertThat(ram.events()).isEmpty();
        ram.rotate("v2");
        kms.clock.advance(Duration.ofDays(2));
        ram.rotate("v3");
    }

    @Test
    void rotate_withTwoKeysTakenOver_removesTheOneNotInUse() {
        AccessKey other = ram.identities.createAccessKey(RotationScene.APP);
        ram.create(first, other);
        assertThat(ram.previousKeyId()).isEqualTo(other.id());

        ram.rotate("v2");

        assertThat(ram.key(other.id())).isEmpty();
        assertThat(ram.key(first.id())).contains(first);
        assertThat(ram.previousKeyId()).isEqualTo(first.id());
        assertThat(kms.stages(NAME)).hasSize(2);
    }

    @Test
    void rotate_userWithAnotherKeyMadeSince_removesThatOne() {
        ram.create(first);
        AccessKey since = ram.identities.createAccessKey(RotationScene.APP);

        ram.rotate("v2");

        assertThat(ram.key(since.id())).isEmpty();
        assertThat(ram.key(first.id())).isPresent();
        assertThat(ram.key(ram.currentKeyId())).isPresent();
    }

    @Test
    void rotate_currentKeyDeletedBySomebody_makesANewOneBesideTheOther() {
        ram.create(first);
        kms.engine.accessKeys().delete(first.id());
        AccessKey since = ram.identities.createAccessKey(RotationScene.APP);

        ram.rotate("v2");
        kms.clock.advance(Duration.ofDays(2));

        assertThat(ram.key(ram.currentKeyId())).isPresent();
        assertThat(ram.key(since.id())).isPresent();
        assertThat(kms.stages(NAME)).hasSize(1);
        assertThat(ram.events()).extracting(RotationEvent::name).containsExactly("Secret:RotateSecret:Success");
    }

    @Test
    void rotationWindow_setShorter_closesEarlierAfterARotationOnDemand() {
        ram.create(first);
        kms.engine.ramRotationWindow(Duration.ofMinutes(10));

        ram.rotate("v2");
        kms.clock.advance(Duration.ofMinutes(10).minusSeconds(1));
        kms.engine.runDue();
        assertThat(ram.key(first.id())).isPresent();
        kms.clock.advance(Duration.ofSeconds(1));
        kms.engine.runDue();

        assertThat(ram.key(first.id())).isEmpty();
    }

    @Test
    void rotationWindow_setShorter_isTwoDaysAfterAnAutomaticRotationNevertheless() {
        ram.createRotating("7d");
        kms.engine.ramRotationWindow(Duration.ofMinutes(10));

        kms.clock.advance(Duration.ofDays(9).minusSeconds(1));
        kms.engine.runDue();
        assertThat(ram.key(first.id())).isPresent();
        kms.clock.advance(Duration.ofSeconds(1));
        kms.engine.runDue();

        assertThat(ram.key(first.id())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT9M59S", "PT48H1S"})
    void rotationWindow_outsideTheServicesRange_isRejected(String window) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> kms.engine.ramRotationWindow(Duration.parse(window)))
                .withMessageContaining(window);
    }

    @Test
    void automaticRotation_shorterThanTheWindow_waitsForTheWindowToClose() {
        ram.createRotating("6h");
        kms.clock.advance(Duration.ofHours(6));
        String second = ram.currentKeyId();

        assertThat(ram.describe().get("NextRotationDate").textValue()).isEqualTo("2026-03-03T16:00:00Z");
        kms.clock.advance(Duration.ofDays(2));

        assertThat(ram.currentKeyId()).isNotEqualTo(second);
        assertThat(ram.key(first.id())).isEmpty();
        assertThat(ram.key(second)).isPresent();
        assertThat(ram.describe().get("LastRotationDate").textValue()).isEqualTo("2026-03-03T16:00:00Z");
    }

    @Test
    void automaticRotation_afterAWindowThatOutlastedTheInterval_leavesTheOldKeyItsWholeWindow() {
        ram.createRotating("6h");
        kms.clock.advance(Duration.ofHours(6));
        String second = ram.currentKeyId();
        kms.clock.advance(Duration.ofDays(2));
        String third = ram.currentKeyId();

        kms.clock.advance(Duration.ofDays(2).minusSeconds(1));
        assertThat(ram.currentKeyId()).isEqualTo(third);
        assertThat(ram.key(second)).isPresent();

        kms.clock.advance(Duration.ofSeconds(1));
        assertThat(ram.currentKeyId()).isNotEqualTo(third);
        assertThat(ram.key(second)).isEmpty();
    }

    @Test
    void automaticRotation_clockJumpsFar_leavesAtMostTwoKeys() {
        ram.createRotating("7d");
        kms.clock.advance(Duration.ofDays(7));
        String second = ram.currentKeyId();

        kms.clock.advance(Duration.ofDays(28));

        assertThat(ram.key(ram.currentKeyId())).isPresent();
        assertThat(ram.key(second)).isEmpty();
        assertThat(ram.previousKeyId()).isNotEqualTo(second);
        assertThat(ram.identities.accessKeyIdsOf(RotationScene.APP)).hasSize(2);
    }

    @Test
    void rotationEvents_tellOfARotationWhenItsWindowHasClosed() {
        ram.createRotating("7d");
        kms.clock.advance(Duration.ofDays(7));
        assertThat(ram.events()).isEmpty();

        kms.clock.advance(Duration.ofDays(2));

        assertThat(ram.events())
                .containsExactly(new RotationEvent(
                        Instant.parse("2026-03-10T10:00:00Z"), NAME, "RAMCredentials", Optional.empty()));
    }

    @Test
    void delete_ramSecret_leavesTheKeyAlone() {
        ram.create(first);

        kms.call("DeleteSecret", "SecretName", NAME, "ForceDeleteWithoutRecovery", "true");
        kms.clock.advance(Duration.ofDays(30));
        kms.engine.runDue();

        assertThat(ram.key(first.id())).contains(first);
    }

    @Test
    void twoSecrets_rotateTheKeysOfTheirOwnUsers() {
        Identity billing = Identity.user(TestKms.ACCOUNT, "billing");
        ram.identities.createUser(billing);
        AccessKey billings = ram.identities.createAccessKey(billing);
        ram.create(first);
        ram.create(RotationScene.CONFIG.replace("app", "billing"), RotationScene.keys(billings));

        ram.rotate("v2");
        kms.clock.advance(Duration.ofDays(2));
        kms.engine.runDue();

        assertThat(ram.key(billings.id())).contains(billings);
        assertThat(ram.key(first.id())).isEmpty();
    }
}
