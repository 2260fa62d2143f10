package io.opensesame.localkms.engine;

import static io.opensesame.localkms.engine.RefusalAssert.assertInvalid;
import static io.opensesame.localkms.engine.RefusalAssert.assertMissing;
import static io.opensesame.localkms.engine.RefusalAssert.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opensesame.localkms.engine.call.Caller;
import io.opensesame.localkms.engine.call.Json;
import io.opensesame.localkms.engine.call.ServiceRefusal;
import io.opensesame.localkms.engine.identity.AccessKey;
import io.opensesame.localkms.engine.identity.Identity;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RamSecretTest {
    private static final String NAME = "acs/ram/user/app";
    private static final String CONFIG = "{\"SecretSubType\":\"RamUserAccessKey\",\"UserName\":\"app\"}";
    private static final Caller APP = Caller.ramUser(TestKms.ACCOUNT, "app");
    private static final Identity APP_USER = Identity.user(TestKms.ACCOUNT, "app");

    private final TestKms kms = new TestKms();
    private final AccessKey first = kms.engine.accessKeys().create(APP);

    @Test
    void create_ram_isNamedByTheServiceAndReadAsOneKey() {
        ObjectNode created = create("$Auto", CONFIG, keys(first));

        assertThat(created.get("SecretName").textValue()).isEqualTo(NAME);
        assertThat(created.get("Arn").textValue()).isEqualTo("acs:kms:cn-hangzhou:100000000000:secret/" + NAME);
        assertThat(kms.value(NAME))
                .isEqualTo("{\"AccessKeyId\":\"" + first.id() + "\",\"AccessKeySecret\":\"" + first.exposeSecret()
                        + "\",\"GenerateTimestamp\":\"2026-03-01T10:00:00Z\"}");
    }

    @Test
    void create_badRamSecret_isRefused() {
        assertInvalid(refusedCreate(NAME, CONFIG, keys(first)), "SecretName");
        assertMissing(
                refusedCreate("$Auto", "{\"SecretSubType\":\"RamUserAccessKey\"}", keys(first)),
                "ExtendedConfig.UserName");
        assertInvalid(
                refusedCreate("$Auto", "{\"SecretSubType\":\"RamUserAccessKey\",\"UserName\":\"a b\"}", keys(first)),
                "ExtendedConfig.UserName");
        assertInvalid(refusedCreate("$Auto", CONFIG, keys()), "SecretData");
        assertInvalid(refusedCreate("$Auto", CONFIG, keys(first, first)), "SecretData");
        assertInvalid(refusedCreate("$Auto", CONFIG, "$Auto"), "SecretData");
    }

    @Test
    void rotate_ram_makesANewWorkingKeyAndKeepsTheOldOneForTwoDays() {
        create("$Auto", CONFIG, keys(first));
        kms.clock.advance(Duration.ofDays(1));

        kms.call("RotateSecret", "SecretName", NAME, "VersionId", "v2");

        AccessKey second = key(currentKeyId());
        assertThat(second.id()).isNotEqualTo(first.id());
        assertThat(second.caller()).isEqualTo(APP);
        assertThat(second.active()).isTrue();
        assertThat(kms.value(NAME)).contains(second.exposeSecret(), "\"GenerateTimestamp\":\"2026-03-02T10:00:00Z\"");
        assertThat(kms.valueAt(NAME, "ACSPrevious")).contains(first.id());

        kms.clock.advance(Duration.ofDays(2).minusSeconds(1));
        kms.engine.runDue();
        assertThat(kms.engine.accessKeys().find(first.id())).isPresent();
        kms.clock.advance(Duration.ofSeconds(1));
        kms.engine.runDue();
        assertThat(kms.engine.accessKeys().find(first.id())).isEmpty();
        assertThat(kms.engine.accessKeys().find(second.id())).isPresent();
        assertThat(kms.stages(NAME)).isEqualTo(Map.of("v2", List.of("ACSCurrent")));
        assertRefused(
                kms.refused("GetSecretValue", "SecretName", NAME, "VersionStage", "ACSPrevious"),
                404,
                "Forbidden.ResourceNotFound");
    }

    @Test
    void rotate_whileTheWindowIsOpen_isRefusedUnlessRepeated() {
        create("$Auto", CONFIG, keys(first));
        kms.call("RotateSecret", "SecretName", NAME, "VersionId", "v2");

        ServiceRefusal refusal = kms.refused("RotateSecret", "SecretName", NAME, "VersionId", "v3");

        assertRefused(refusal, 409, "Rejected.ResourceInUse");
        assertThat(refusal).hasMessage("Your secret is being rotated, please try again later");
        assertRefused(
                kms.refused("UpdateSecretRotationPolicy", "SecretName", NAME, "EnableAutomaticRotation", "false"),
                409,
                "Rejected.ResourceInUse");
        kms.call("RotateSecret", "SecretName", NAME, "VersionId", "v2");
        kms.clock.advance(Duration.ofDays(2));
        kms.call("RotateSecret", "SecretName", NAME, "VersionId", "v3");
    }

    @Test
    void rotate_withTwoKeysTakenOver_removesTheOneNotInUse() {
        AccessKey other = kms.engine.accessKeys().create(APP);
        create("$Auto", CONFIG, keys(first, other));
        assertThat(kms.valueAt(NAME, "ACSPrevious")).contains(other.id());

        kms.call("RotateSecret", "SecretName", NAME, "VersionId", "v2");

        assertThat(kms.engine.accessKeys().find(other.id())).isEmpty();
        assertThat(kms.engine.accessKeys().find(first.id())).isPresent();
        assertThat(kms.valueAt(NAME, "ACSPrevious")).contains(first.id());
    }

    @Test
    void rotate_keyTakenOverOfAnotherUser_isLeftAlone() {
        AccessKey strangers = kms.engine.accessKeys().create(Caller.ramUser(TestKms.ACCOUNT, "stranger"));
        create("$Auto", CONFIG, keys(first, strangers));

        kms.call("RotateSecret", "SecretName", NAME, "VersionId", "v2");

        assertThat(kms.engine.accessKeys().find(strangers.id())).isPresent();
        assertThat(kms.valueAt(NAME, "ACSPrevious")).contains(first.id());
    }

    @Test
    void rotate_userWithAnotherKeyMadeSince_removesThatOne() {
        create("$Auto", CONFIG, keys(first));
        kms.engine.identities().createUser(APP_USER);
        AccessKey since = kms.engine.identities().createAccessKey(APP_USER);

        kms.call("RotateSecret", "SecretName", NAME, "VersionId", "v2");

        assertThat(kms.engine.accessKeys().find(since.id())).isEmpty();
        assertThat(kms.engine.accessKeys().find(first.id())).isPresent();
        assertThat(kms.engine.accessKeys().find(currentKeyId())).isPresent();
    }

    @Test
    void rotate_userWhoIsNotThere_createsTheUser() {
        create("$Auto", CONFIG, keys(first));
        assertThatThrownBy(() -> kms.engine.identities().requireKnown(APP_USER)).isInstanceOf(ServiceRefusal.class);

        kms.call("RotateSecret", "SecretName", NAME, "VersionId", "v2");

        kms.engine.identities().requireKnown(APP_USER);
    }

    @Test
    void rotationWindow_setShorter_closesEarlier() {
        create("$Auto", CONFIG, keys(first));
        kms.engine.ramRotationWindow(Duration.ofMinutes(10));

        kms.call("RotateSecret", "SecretName", NAME, "VersionId", "v2");
        kms.clock.advance(Duration.ofMinutes(10));
        kms.engine.runDue();

        assertThat(kms.engine.accessKeys().find(first.id())).isEmpty();
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
        create("$Auto", CONFIG, keys(first), "EnableAutomaticRotation", "true", "RotationInterval", "6h");
        kms.clock.advance(Duration.ofHours(6));
        String second = currentKeyId();

        assertThat(kms.call("DescribeSecret", "SecretName", NAME)
                        .get("NextRotationDate")
                        .textValue())
                .isEqualTo("2026-03-03T16:00:00Z");
        kms.clock.advance(Duration.ofDays(2));

        assertThat(currentKeyId()).isNotEqualTo(second);
        assertThat(kms.engine.accessKeys().find(first.id())).isEmpty();
        assertThat(kms.engine.accessKeys().find(second)).isPresent();
    }

    @Test
    void automaticRotation_clockJumpsFar_leavesAtMostTwoKeys() {
        create("$Auto", CONFIG, keys(first), "EnableAutomaticRotation", "true", "RotationInterval", "7d");
        kms.clock.advance(Duration.ofDays(7));
        String second = currentKeyId();

        kms.clock.advance(Duration.ofDays(28));

        String current = currentKeyId();
        assertThat(kms.engine.accessKeys().find(current)).isPresent();
        assertThat(kms.engine.accessKeys().find(second)).isEmpty();
        assertThat(kms.valueAt(NAME, "ACSPrevious")).doesNotContain(second);
    }

    @Test
    void delete_ramSecret_leavesTheKeyAlone() {
        create("$Auto", CONFIG, keys(first));

        kms.call("DeleteSecret", "SecretName", NAME, "ForceDeleteWithoutRecovery", "true");
        kms.clock.advance(Duration.ofDays(30));
        kms.engine.runDue();

        assertThat(kms.engine.accessKeys().find(first.id())).isPresent();
    }

    private ObjectNode create(String name, String config, String data, String... more) {
        Map<String, String> parameters = parameters(name, config, data);
        parameters.putAll(TestKms.parameters(more));
        return kms.engine.perform("CreateSecret", parameters, TestKms.ROOT);
    }

    private ServiceRefusal refusedCreate(String name, String config, String data) {
        return kms.refused("CreateSecret", parameters(name, config, data), TestKms.ROOT);
    }

    private static Map<String, String> parameters(String name, String config, String data) {
        return TestKms.parameters(
                "SecretType",
                "RAMCredentials",
                "SecretName",
                name,
                "VersionId",
                "v1",
                "SecretData",
                data,
                "ExtendedConfig",
                config);
    }

    private static String keys(AccessKey... keys) {
        ObjectNode data = Json.object();
        var list = data.putArray("AccessKeys");
        for (AccessKey key : keys) {
            list.addObject().put("AccessKeyId", key.id()).put("AccessKeySecret", key.exposeSecret());
        }
        return data.toString();
    }

    private String currentKeyId() {
        return Json.readObject("", kms.value(NAME)).get("AccessKeyId").textValue();
    }

    private AccessKey key(String id) {
        return kms.engine.accessKeys().find(id).orElseThrow();
    }
}
