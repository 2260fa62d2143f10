package io.opensesame.localkms.engine;

import static io.opensesame.localkms.engine.RefusalAssert.assertInvalid;
import static io.opensesame.localkms.engine.RefusalAssert.assertMissing;
import static io.opensesame.localkms.engine.RefusalAssert.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opensesame.localkms.engine.call.ServiceRefusal;
import java.security.KeyFactory;
import java.security.interfaces.RSAPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rds, Redis, PolarDB and ECS secrets; RAM secrets have a test of their own. */
final class ManagedSecretTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String SINGLE = "{\"SecretSubType\":\"SingleUser\",\"DBInstanceId\":\"rm-1\"}";
    private static final String DOUBLE = "{\"SecretSubType\":\"DoubleUsers\",\"DBInstanceId\":\"rm-1\"}";
    private static final String ONE_ACCOUNT = "{\"Accounts\":[{\"AccountName\":\"app\",\"AccountPassword\":\"p1\"}]}";
    private static final String TWO_ACCOUNTS = "{\"Accounts\":[{\"AccountName\":\"app\",\"AccountPassword\":\"p1\"},"
            + "{\"AccountName\":\"app2\",\"AccountPassword\":\"p2\"}]}";

    private final TestKms kms = new TestKms();

    @Test
    void create_rdsWithRotation_answersItsRotation() {
        ObjectNode created =
                create("Rds", "rds", ONE_ACCOUNT, SINGLE, "EnableAutomaticRotation", "true", "RotationInterval", "7d");

        assertThat(created.toString())
                .isEqualTo("{\"Arn\":\"acs:kms:cn-hangzhou:100000000000:secret/rds\",\"SecretName\":\"rds\","
                        + "\"SecretType\":\"Rds\",\"VersionId\":\"v1\",\"AutomaticRotation\":\"Enabled\","
                        + "\"RotationInterval\":\"604800s\",\"NextRotationDate\":\"2026-03-08T10:00:00Z\","
                        + "\"ExtendedConfig\":\"{\\\"SecretSubType\\\":\\\"SingleUser\\\",\\\"DBInstanceId\\\":\\\"rm-1\\\","
                        + "\\\"CustomData\\\":{}}\"}");
    }

    @Test
    void get_rdsSingleUser_readsTheAccountAndNoRotationDates() {
        create("Rds", "rds", ONE_ACCOUNT, SINGLE);

        ObjectNode plain = kms.call("GetSecretValue", "SecretName", "rds", "VersionId", "ignored");
        ObjectNode extended = kms.call("GetSecretValue", "SecretName", "rds", "FetchExtendedConfig", "true");

        assertThat(plain.get("SecretData").textValue())
                .isEqualTo("{\"AccountName\":\"app\",\"AccountPassword\":\"p1\"}");
        assertThat(plain.get("AutomaticRotation").textValue()).isEqualTo("Disabled");
        assertThat(TestKms.fieldNames(plain))
                .doesNotContain("RotationInterval", "NextRotationDate", "LastRotationDate", "ExtendedConfig");
        assertThat(extended.get("ExtendedConfig").isTextual()).isTrue();
        assertThat(json(extended.get("ExtendedConfig").textValue())
                        .get("DBInstanceId")
                        .textValue())
                .isEqualTo("rm-1");
    }

    @Test
    void get_managedAtCustomStage_isInvalid() {
        create("Rds", "rds", ONE_ACCOUNT, SINGLE);

        assertInvalid(kms.refused("GetSecretValue", "SecretName", "rds", "VersionStage", "blue"), "VersionStage");
        assertRefused(
                kms.refused("GetSecretValue", "SecretName", "rds", "VersionStage", "ACSPrevious"),
                404,
                "Forbidden.ResourceNotFound");
    }

    @Test
    void rotate_rdsSingleUser_givesTheAccountANewPassword() {
        create("Rds", "rds", ONE_ACCOUNT, SINGLE);
        kms.clock.advance(Duration.ofMinutes(3));

        ObjectNode answer = kms.call("RotateSecret", "SecretName", "rds", "VersionId", "v2");

        assertThat(answer.toString())
                .isEqualTo("{\"Arn\":\"acs:kms:cn-hangzhou:100000000000:secret/rds\",\"SecretName\":\"rds\","
                        + "\"VersionId\":\"v2\"}");
        JsonNode current = json(kms.value("rds"));
        assertThat(current.get("AccountName").textValue()).isEqualTo("app");
        assertThat(current.get("AccountPassword").textValue()).hasSize(32);
        assertThat(json(kms.valueAt("rds", "ACSPrevious"))
                        .get("AccountPassword")
                        .textValue())
                .isEqualTo("p1");
        assertThat(kms.call("DescribeSecret", "SecretName", "rds")
                        .get("LastRotationDate")
                        .textValue())
                .isEqualTo("2026-03-01T10:03:00Z");
    }

    @Test
    void rotate_sameVersionIdAgain_changesNothing() {
        create("Rds", "rds", ONE_ACCOUNT, SINGLE);
        kms.call("RotateSecret", "SecretName", "rds", "VersionId", "v2");
        String value = kms.value("rds");

        kms.call("RotateSecret", "SecretName", "rds", "VersionId", "v2");

        assertThat(kms.value("rds")).isEqualTo(value);
    }

    @Test
    void rotate_moreThanFiftyTimesAnHour_isThrottled() {
        create("Rds", "rds", ONE_ACCOUNT, SINGLE);
        for (int i = 1; i <= 50; i++) {
            kms.call("RotateSecret", "SecretName", "rds", "VersionId", "r" + i);
        }

        assertRefused(kms.refused("RotateSecret", "SecretName", "rds", "VersionId", "r51"), 429, "Rejected.Throttling");
        kms.clock.advance(Duration.ofHours(1));
        kms.call("RotateSecret", "SecretName", "rds", "VersionId", "r51");
    }

    @Test
    void rotate_rdsDoubleUsers_alternatesBetweenTheTwoAccounts() {
        create("Rds", "rds", TWO_ACCOUNTS, DOUBLE);
        assertThat(accountAt("rds", "ACSCurrent")).isEqualTo("app");
        assertThat(accountAt("rds", "ACSPrevious")).isEqualTo("app2");
        String first = kms.value("rds");

        kms.call("RotateSecret", "SecretName", "rds", "VersionId", "v2");

        assertThat(accountAt("rds", "ACSCurrent")).isEqualTo("app2");
        assertThat(kms.valueAt("rds", "ACSPrevious")).isEqualTo(first);
        assertThat(passwordAt("rds", "ACSCurrent")).isNotEqualTo("p2");
        kms.call("RotateSecret", "SecretName", "rds", "VersionId", "v3");
        assertThat(accountAt("rds", "ACSCurrent")).isEqualTo("app");
        assertThat(passwordAt("rds", "ACSCurrent")).isNotEqualTo("p1");
    }

    @Test
    void rotate_rdsDoubleUsersWithOneAccount_makesTheSecond() {
        create("Rds", "rds", ONE_ACCOUNT, DOUBLE);

        kms.call("RotateSecret", "SecretName", "rds", "VersionId", "v2");

        assertThat(accountAt("rds", "ACSCurrent")).isEqualTo("app_clone");
        assertThat(accountAt("rds", "ACSPrevious")).isEqualTo("app");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Redis | {\"SecretSubType\":\"DoubleUsers\",\"InstanceId\":\"r-1\",\"AccountName\":\"app\","
                        + "\"AccountPrivilege\":\"RoleReadWrite\"}",
                "PolarDB | {\"SecretSubType\":\"DoubleUsers\",\"DBClusterId\":\"pc-1\",\"DBType\":\"PostgreSQL\","
                        + "\"AccountName\":\"app\"}",
                "PolarDB | {\"SecretSubType\":\"DoubleUsers\",\"DBClusterId\":\"pc-1\",\"DBType\":\"MySQL\","
                        + "\"AccountName\":\"app\",\"DBName\":\"d\",\"AccountPrivilege\":\"ReadWrite\"}",
            })
    void rotate_clonedAccounts_alternatesAndKeepsThePreviousValueValid(String type, String config) {
        ObjectNode created = create(type, "db", "$Auto", config);
        assertThat(json(created.get("ExtendedConfig").textValue())
                        .get("CloneAccountName")
                        .textValue())
                .isEqualTo("app_clone");
        assertThat(accountAt("db", "ACSCurrent")).isEqualTo("app");
        assertThat(accountAt("db", "ACSPrevious")).isEqualTo("app_clone");
        String first = kms.value("db");

        kms.call("RotateSecret", "SecretName", "db", "VersionId", "v2");

        assertThat(accountAt("db", "ACSCurrent")).isEqualTo("app_clone");
        assertThat(kms.valueAt("db", "ACSPrevious")).isEqualTo(first);
    }

    @Test
    void rotate_ecsPassword_keepsTheUser() {
        create(
                "ECS",
                "acs/ecs/web",
                "{\"UserName\":\"root\",\"Password\":\"p1\"}",
                "{\"SecretSubType\":\"Password\",\"RegionId\":\"cn-hangzhou\",\"InstanceId\":\"i-1\"}");

        kms.call("RotateSecret", "SecretName", "acs/ecs/web", "VersionId", "v2");

        JsonNode login = json(kms.value("acs/ecs/web"));
        assertThat(login.get("UserName").textValue()).isEqualTo("root");
        assertThat(login.get("Password").textValue()).hasSize(32);
    }

    @Test
    void rotate_ecsSshKey_makesAPairThatFitsTogether() throws Exception {
        create(
                "ECS",
                "acs/ecs/web",
                "{\"UserName\":\"root\",\"PublicKey\":\"ssh-rsa AAAA\",\"PrivateKey\":\"-----BEGIN RSA PRIVATE KEY-----\"}",
                "{\"SecretSubType\":\"SSHKey\",\"RegionId\":\"cn-hangzhou\",\"InstanceId\":\"i-1\"}");

        kms.call("RotateSecret", "SecretName", "acs/ecs/web", "VersionId", "v2");

        JsonNode login = json(kms.value("acs/ecs/web"));
        RSAPrivateKey privateKey = privateKey(login.get("PrivateKey").textValue());
        String[] publicKey = login.get("PublicKey").textValue().split(" ", -1);
        assertThat(privateKey.getModulus().bitLength()).isEqualTo(2048);
        assertThat(publicKey[0]).isEqualTo("ssh-rsa");
        assertThat(Base64.getDecoder().decode(publicKey[1]))
                .endsWith(privateKey.getModulus().toByteArray())
                .startsWith(
                        new byte[] {0, 0, 0, 7, 's', 's', 'h', '-', 'r', 's', 'a', 0, 0, 0, 3, 1, 0, 1, 0, 0, 1, 1});
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Rds | a | {\"SecretSubType\":\"SuperUsers\",\"DBInstanceId\":\"x\"} | s | ExtendedConfig.SecretSubType",
                "Rds | a | {\"SecretSubType\":\"SingleUser\",\"DBInstanceId\":7} | s | ExtendedConfig.DBInstanceId",
                "Rds | a | [] | s | ExtendedConfig",
                "Rds | a | {\"SecretSubType\":\"SingleUser\",\"CustomData\":[]} | s | ExtendedConfig",
                "Rds | a | {\"SecretSubType\":\"SingleUser\",\"CustomData\":{\"k\":1}} | s | ExtendedConfig",
                "Rds | acs/a | {\"SecretSubType\":\"SingleUser\",\"DBInstanceId\":\"x\"} | s | SecretName",
                "Rds | a | {\"SecretSubType\":\"SingleUser\",\"DBInstanceId\":\"x\"} | {\"Accounts\":[]} | SecretData",
                "Rds | a | {\"SecretSubType\":\"SingleUser\",\"DBInstanceId\":\"x\"} | no json | SecretData",
                "Rds | a | {\"SecretSubType\":\"DoubleUsers\",\"DBInstanceId\":\"x\"} | {\"Accounts\":[{}]} | SecretData",
                "Redis | a | {\"SecretSubType\":\"DoubleUsers\",\"InstanceId\":\"x\",\"AccountPrivilege\":\"p\","
                        + "\"AccountName\":\"n\"} | mine | SecretData",
                "ECS | a | {\"SecretSubType\":\"Password\",\"InstanceId\":\"x\"} | s | SecretName",
                "ECS | acs/ecs/a | {\"SecretSubType\":\"SSHKey\",\"InstanceId\":\"x\"} | "
                        + "{\"UserName\":\"u\",\"PublicKey\":\"k\",\"PrivateKey\":\"not PEM\"} | SecretData",
            })
    void create_badManagedSecret_isInvalid(
            String type, String name, String config, String data, String refusedParameter) {
        assertInvalid(
                kms.refused(
                        "CreateSecret",
                        "SecretType",
                        type,
                        "SecretName",
                        name,
                        "VersionId",
                        "v1",
                        "SecretData",
                        data,
                        "ExtendedConfig",
                        config),
                refusedParameter);
    }

    @Test
    void create_managedWithoutConfigOrItsFields_isMissing() {
        assertMissing(refusedRds("", "text"), "ExtendedConfig");
        assertMissing(refusedRds("{}", "text"), "ExtendedConfig.SecretSubType");
        assertMissing(refusedRds("{\"SecretSubType\":\"SingleUser\"}", "text"), "ExtendedConfig.DBInstanceId");
        assertInvalid(refusedRds(SINGLE, "binary"), "SecretDataType");
        assertInvalid(refusedRds(" ".repeat(1_024) + SINGLE, "text"), "ExtendedConfig");
    }

    @Test
    void create_customDataAsText_isReadAsTheObjectInIt() {
        ObjectNode created = create(
                "Rds",
                "rds",
                ONE_ACCOUNT,
                "{\"CustomData\":\"{\\\"Port\\\":\\\"3306\\\"}\",\"SecretSubType\":\"SingleUser\",\"DBInstanceId\":\"x\"}");

        assertThat(json(created.get("ExtendedConfig").textValue())
                        .at("/CustomData/Port")
                        .textValue())
                .isEqualTo("3306");
    }

    @Test
    void update_customData_isReplacedAsAWhole() {
        create(
                "Rds",
                "rds",
                ONE_ACCOUNT,
                "{\"SecretSubType\":\"SingleUser\",\"DBInstanceId\":\"x\",\"CustomData\":{\"a\":\"1\"}}");

        kms.call("UpdateSecret", "SecretName", "rds", "ExtendedConfig.CustomData", "{\"b\":\"2\"}");

        assertThat(json(kms.call("DescribeSecret", "SecretName", "rds")
                                .get("ExtendedConfig")
                                .textValue())
                        .get("CustomData")
                        .toString())
                .isEqualTo("{\"b\":\"2\"}");
        assertInvalid(
                kms.refused("UpdateSecret", "SecretName", "rds", "ExtendedConfig.CustomData", "{\"b\":2}"),
                "ExtendedConfig.CustomData");
    }

    @Test
    void update_customData_mayComeAsOneParameterForEachPair() {
        create("Rds", "rds", ONE_ACCOUNT, SINGLE);

        kms.call(
                "UpdateSecret",
                "SecretName",
                "rds",
                "ExtendedConfig.CustomData.Port",
                "3306",
                "ExtendedConfig.CustomData.Endpoint",
                "db.internal");

        assertThat(json(kms.call("DescribeSecret", "SecretName", "rds")
                                .get("ExtendedConfig")
                                .textValue())
                        .get("CustomData")
                        .toString())
                .isEqualTo("{\"Endpoint\":\"db.internal\",\"Port\":\"3306\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PutSecretValue", "UpdateSecretVersionStage"})
    void managed_secret_takesNoVersionsFromCallers(String action) {
        create("Rds", "rds", ONE_ACCOUNT, SINGLE);

        assertRefused(
                kms.refused(
                        action,
                        "SecretName",
                        "rds",
                        "VersionId",
                        "v2",
                        "SecretData",
                        "s",
                        "VersionStage",
                        "ACSCurrent",
                        "MoveToVersion",
                        "v1"),
                400,
                "UnsupportedOperation");
    }

    @ParameterizedTest
    @ValueSource(strings = {"RotateSecret", "UpdateSecretRotationPolicy"})
    void generic_secret_isNotRotatedByTheService(String action) {
        kms.createGeneric("a");

        assertRefused(
                kms.refused(action, "SecretName", "a", "VersionId", "v2", "EnableAutomaticRotation", "false"),
                400,
                "UnsupportedOperation");
    }

    @Test
    void rotationPolicy_enabled_rotatesEachIntervalFromCreation() {
        create("Rds", "rds", ONE_ACCOUNT, SINGLE);
        kms.clock.advance(Duration.ofDays(1));

        kms.call(
                "UpdateSecretRotationPolicy",
                "SecretName",
                "rds",
                "EnableAutomaticRotation",
                "true",
                "RotationInterval",
                "168h");

        assertThat(kms.value("rds")).contains("p1");
        assertThat(nextRotation("rds")).isEqualTo("2026-03-08T10:00:00Z");
        kms.clock.advance(Duration.ofDays(6).minusSeconds(1));
        assertThat(kms.value("rds")).contains("p1");
        kms.clock.advance(Duration.ofSeconds(1));
        assertThat(kms.value("rds")).doesNotContain("\"p1\"");
        assertThat(nextRotation("rds")).isEqualTo("2026-03-15T10:00:00Z");
    }

    @Test
    void rotationPolicy_enabledWhenLongDue_rotatesRightAwayAndOnce() {
        create("Rds", "rds", ONE_ACCOUNT, SINGLE);
        kms.clock.advance(Duration.ofDays(100));

        kms.call(
                "UpdateSecretRotationPolicy",
                "SecretName",
                "rds",
                "EnableAutomaticRotation",
                "true",
                "RotationInterval",
                "7d");

        assertThat(kms.stages("rds")).hasSize(2);
        assertThat(kms.call("DescribeSecret", "SecretName", "rds")
                        .get("LastRotationDate")
                        .textValue())
                .isEqualTo("2026-06-09T10:00:00Z");
    }

    @Test
    void rotationPolicy_disabled_rotatesNoMore() {
        create("Rds", "rds", ONE_ACCOUNT, SINGLE, "EnableAutomaticRotation", "true", "RotationInterval", "6h");

        kms.call("UpdateSecretRotationPolicy", "SecretName", "rds", "EnableAutomaticRotation", "false");
        kms.clock.advance(Duration.ofDays(1));

        assertThat(kms.value("rds")).contains("\"p1\"");
        assertThat(TestKms.fieldNames(kms.call("DescribeSecret", "SecretName", "rds")))
                .contains("AutomaticRotation")
                .doesNotContain("NextRotationDate", "RotationInterval");
    }

    @ParameterizedTest
    @ValueSource(strings = {"5h", "8761h", "7", "d", "7w", "-7d", "99999999999999999999s"})
    void rotationPolicy_badInterval_isInvalid(String interval) {
        create("Rds", "rds", ONE_ACCOUNT, SINGLE);

        assertInvalid(
                kms.refused(
                        "UpdateSecretRotationPolicy",
                        "SecretName",
                        "rds",
                        "EnableAutomaticRotation",
                        "true",
                        "RotationInterval",
                        interval),
                "RotationInterval");
    }

    @Test
    void rotation_clockJumpsOverThreeIntervals_leavesTheStateOfAClockThatRan() {
        create("Rds", "rds", TWO_ACCOUNTS, DOUBLE, "EnableAutomaticRotation", "true", "RotationInterval", "7d");

        kms.clock.advance(Duration.ofDays(22));

        ObjectNode described = kms.call("DescribeSecret", "SecretName", "rds");
        assertThat(described.get("LastRotationDate").textValue()).isEqualTo("2026-03-22T10:00:00Z");
        assertThat(described.get("NextRotationDate").textValue()).isEqualTo("2026-03-29T10:00:00Z");
        assertThat(accountAt("rds", "ACSCurrent")).isEqualTo("app2");
        assertThat(accountAt("rds", "ACSPrevious")).isEqualTo("app");
        assertThat(passwordAt("rds", "ACSPrevious")).isNotEqualTo("p1");
    }

    @Test
    void rotation_clockJumpsOverYears_isQuickAndOnSchedule() {
        create("Rds", "rds", ONE_ACCOUNT, SINGLE, "EnableAutomaticRotation", "true", "RotationInterval", "6h");

        kms.clock.advance(Duration.ofDays(3_650).plusHours(1));
        kms.engine.runDue();

        assertThat(nextRotation("rds")).isEqualTo("2036-02-27T16:00:00Z");
        assertThat(kms.stages("rds")).hasSize(10);
    }

    @Test
    void rotation_whileScheduledForDeletion_waitsAndThenRunsOnce() {
        create("Rds", "rds", ONE_ACCOUNT, SINGLE, "EnableAutomaticRotation", "true", "RotationInterval", "1d");
        kms.call("DeleteSecret", "SecretName", "rds");
        kms.clock.advance(Duration.ofDays(5).plusHours(1));

        assertThat(kms.stages("rds")).containsOnlyKeys("v1");
        kms.call("RestoreSecret", "SecretName", "rds");

        assertThat(kms.stages("rds")).hasSize(2);
        assertThat(nextRotation("rds")).isEqualTo("2026-03-07T11:00:00Z");
    }

    @Test
    void stages_afterCreateWithTwoAccounts_areOnTwoVersions() {
        create("Rds", "rds", TWO_ACCOUNTS, DOUBLE);

        Map<String, List<String>> stages = kms.stages("rds");

        assertThat(stages).hasSize(2).containsEntry("v1", List.of("ACSCurrent"));
        assertThat(stages.values()).contains(List.of("ACSPrevious"));
    }

    private ObjectNode create(String type, String name, String data, String config, String... more) {
        Map<String, String> parameters = TestKms.parameters(
                "SecretType",
                type,
                "SecretName",
                name,
                "VersionId",
                "v1",
                "SecretData",
                data,
                "ExtendedConfig",
                config);
        parameters.putAll(TestKms.parameters(more));
        return kms.engine.perform("CreateSecret", parameters, TestKms.ROOT);
    }

    private ServiceRefusal refusedRds(String config, String dataType) {
        return kms.refused(
                "CreateSecret",
                "SecretType",
                "Rds",
                "SecretName",
                "a",
                "VersionId",
                "v1",
                "SecretData",
                ONE_ACCOUNT,
                "SecretDataType",
                dataType,
                "ExtendedConfig",
                config);
    }

    private String accountAt(String name, String stage) {
        return json(kms.valueAt(name, stage)).get("AccountName").textValue();
    }

    private String passwordAt(String name, String stage) {
        return json(kms.valueAt(name, stage)).get("AccountPassword").textValue();
    }

    private String nextRotation(String name) {
        return kms.call("GetSecretValue", "SecretName", name)
                .get("NextRotationDate")
                .textValue();
    }

    private static RSAPrivateKey privateKey(String pem) throws Exception {
        String base64 = pem.replaceAll("-----[A-Z ]+-----", "").replace("\n", "");
        PKCS8EncodedKeySpec spec = new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64));
        return (RSAPrivateKey) KeyFactory.getInstance("RSA").generatePrivate(spec);
    }

    private static JsonNode json(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (java.io.IOException e) {
            throw new AssertionError("this had to be JSON", e);
        }
    }
}
