package io.opensesame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.opensesame.error.InvalidRequestException;
import io.opensesame.kms.secret.AutomaticRotation;
import io.opensesame.kms.secret.CreateSecretRequest;
import io.opensesame.kms.secret.CreateSecretResponse;
import io.opensesame.kms.secret.DescribeSecretRequest;
import io.opensesame.kms.secret.DescribeSecretResponse;
import io.opensesame.kms.secret.ExtendedConfig;
import io.opensesame.kms.secret.GetSecretValueRequest;
import io.opensesame.kms.secret.GetSecretValueResponse;
import io.opensesame.kms.secret.RotateSecretRequest;
import io.opensesame.kms.secret.RotateSecretResponse;
import io.opensesame.kms.secret.RotationState;
import io.opensesame.kms.secret.SecretOperations;
import io.opensesame.kms.secret.UpdateSecretRequest;
import io.opensesame.kms.secret.UpdateSecretRotationPolicyRequest;
import io.opensesame.localkms.LocalKms;
import io.opensesame.secrets.SecretType;
import io.opensesame.secrets.VersionStage;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Secrets that KMS rotates itself: every type, and every operation that is theirs alone, over real HTTP. */
class ManagedSecretsIT {
    private static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");
    private static final Duration WEEK = Duration.ofDays(7);

    private final LocalKms kms = LocalKms.builder().frozenClock(NOW).start();
    private final OpenSesame sesame = TestClients.connectedTo(kms).build();
    private final SecretOperations secrets = sesame.kms().secrets();

    @AfterEach
    void close() {
        sesame.close();
        kms.close();
    }

    static Stream<Arguments> types() {
        return Stream.of(
                arguments(
                        SecretType.RDS,
                        "rds/orders",
                        "{\"Accounts\":[{\"AccountName\":\"app\",\"AccountPassword\":\"p-one\"}]}",
                        config("SingleUser").field("DBInstanceId", "rm-1"),
                        "rds/orders",
                        "\"AccountPassword\":\"p-one\""),
                arguments(
                        SecretType.REDIS,
                        "redis/orders",
                        CreateSecretRequest.AUTO,
                        config("DoubleUsers")
                                .field("RegionId", "cn-hangzhou")
                                .field("InstanceId", "r-1")
                                .field("AccountName", "app")
                                .field("CloneAccountName", "app_clone")
                                .field("AccountPrivilege", "RoleReadWrite"),
                        "redis/orders",
                        "\"AccountName\":\"app\""),
                arguments(
                        SecretType.POLAR_DB,
                        "polardb/orders",
                        CreateSecretRequest.AUTO,
                        config("DoubleUsers")
                                .field("RegionId", "cn-hangzhou")
                                .field("DBClusterId", "pc-1")
                                .field("DBType", "PostgreSQL")
                                .field("AccountName", "app")
                                .field("CloneAccountName", "app_clone")
                                .field("AccountType", "Normal"),
                        "polardb/orders",
                        "\"AccountName\":\"app\""),
                arguments(
                        SecretType.RAM_CREDENTIALS,
                        CreateSecretRequest.AUTO,
                        "{\"AccessKeys\":[{\"AccessKeyId\":\"AK-EXAMPLE\",\"AccessKeySecret\":\"SK-EXAMPLE\"}]}",
                        config("RamUserAccessKey").field("UserName", "app"),
                        "acs/ram/user/app",
                        "\"AccessKeySecret\":\"SK-EXAMPLE\""),
                arguments(
                        SecretType.ECS,
                        "acs/ecs/bastion",
                        "{\"UserName\":\"root\",\"Password\":\"p-one\"}",
                        config("Password").field("RegionId", "cn-hangzhou").field("InstanceId", "i-1"),
                        "acs/ecs/bastion",
                        "\"Password\":\"p-one\""));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("types")
    void createSecret_ofEachType_isHeldAndRotates(
            SecretType type,
            String name,
            String data,
            ExtendedConfig.Builder config,
            String heldName,
            String partOfValue) {
        String keyId = kms.ram().createUser("app").createAccessKey().accessKeyId();
        kms.ram().authorizeRotation();
        CreateSecretResponse created = secrets.createSecret(CreateSecretRequest.builder()
                .secretType(type)
                .secretName(name)
                .versionId("v1")
                .text(data.replace("AK-EXAMPLE", keyId))
                .extendedConfig(config.customData("owner", "pay").build())
                .rotationInterval(WEEK)
                .build());

        RotationState expected = new RotationState(
                Optional.of(AutomaticRotation.ENABLED),
                Optional.of(WEEK),
                Optional.of(NOW.plus(WEEK)),
                Optional.empty());
        assertThat(created.secretName()).isEqualTo(heldName);
        assertThat(created.secretType()).isEqualTo(type);
        assertThat(created.rotation()).isEqualTo(expected);
        assertThat(created.extendedConfig().orElseThrow().customData()).isEqualTo(Map.of("owner", "pay"));

        GetSecretValueResponse first = get(heldName);
        assertThat(first.exposeText()).contains(partOfValue);
        assertThat(first.rotation()).isEqualTo(expected);
        assertThat(first.extendedConfig().orElseThrow())
                .isEqualTo(created.extendedConfig().orElseThrow());

        kms.clock().advance(WEEK);

        GetSecretValueResponse second = get(heldName);
        assertThat(second.versionId()).isNotEqualTo(first.versionId());
        assertThat(second.exposeText()).isNotEqualTo(first.exposeText());
        assertThat(second.rotation().lastRotationDate()).contains(NOW.plus(WEEK));
        assertThat(second.rotation().nextRotationDate()).contains(NOW.plus(WEEK).plus(WEEK));
    }

    @Test
    void updateSecretRotationPolicy_onAndOff_showsInTheDescription() {
        createRds();
        assertThat(rotation().automaticRotation()).contains(AutomaticRotation.DISABLED);

        secrets.updateSecretRotationPolicy(UpdateSecretRotationPolicyRequest.enable("rds/orders", Duration.ofHours(6)));
        assertThat(rotation())
                .isEqualTo(new RotationState(
                        Optional.of(AutomaticRotation.ENABLED),
                        Optional.of(Duration.ofHours(6)),
                        Optional.of(NOW.plus(Duration.ofHours(6))),
                        Optional.empty()));

        secrets.updateSecretRotationPolicy(UpdateSecretRotationPolicyRequest.disable("rds/orders"));
        assertThat(rotation().automaticRotation()).contains(AutomaticRotation.DISABLED);
        assertThat(rotation().nextRotationDate()).isEmpty();
    }

    @Test
    void rotateSecret_sameVersionIdAgain_rotatesOnce() {
        createRds();

        RotateSecretResponse rotated = secrets.rotateSecret(RotateSecretRequest.of("rds/orders", "v2"));
        String value = get("rds/orders").exposeText();
        secrets.rotateSecret(RotateSecretRequest.of("rds/orders", "v2"));

        assertThat(rotated.versionId()).isEqualTo("v2");
        assertThat(rotated.secretName()).isEqualTo("rds/orders");
        assertThat(rotated.arn()).endsWith(":secret/rds/orders");
        assertThat(get("rds/orders").versionId()).isEqualTo("v2");
        assertThat(get("rds/orders").exposeText()).isEqualTo(value).doesNotContain("p-one");
        assertThat(get("rds/orders").versionStages()).containsExactly(VersionStage.CURRENT);
        assertThat(rotation().lastRotationDate()).contains(NOW);
    }

    @Test
    void updateSecret_customData_isReplacedAsAWhole() {
        createRds();

        secrets.updateSecret(UpdateSecretRequest.builder()
                .secretName("rds/orders")
                .customData(Map.of("Port", "3306"))
                .build());

        ExtendedConfig config = describe().extendedConfig().orElseThrow();
        assertThat(config.customData()).isEqualTo(Map.of("Port", "3306"));
        assertThat(config.field("DBInstanceId")).contains("rm-1");
        assertThat(config.field("SecretSubType")).contains("SingleUser");
    }

    @Test
    void rotateSecret_genericSecret_isUnsupported() {
        kms.createSecret("orders/db", "one");

        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> secrets.rotateSecret(RotateSecretRequest.of("orders/db", "v2")))
                .satisfies(refused -> assertThat(refused.code()).isEqualTo("UnsupportedOperation"));
    }

    private void createRds() {
        kms.newSecret("rds/orders")
                .type("Rds")
                .versionId("v1")
                .text("{\"Accounts\":[{\"AccountName\":\"app\",\"AccountPassword\":\"p-one\"}]}")
                .extendedConfig("{\"SecretSubType\":\"SingleUser\",\"DBInstanceId\":\"rm-1\","
                        + "\"CustomData\":{\"owner\":\"pay\"}}")
                .create();
    }

    private GetSecretValueResponse get(String name) {
        return secrets.getSecretValue(GetSecretValueRequest.builder()
                .secretName(name)
                .fetchExtendedConfig(true)
                .build());
    }

    private DescribeSecretResponse describe() {
        return secrets.describeSecret(DescribeSecretRequest.of("rds/orders"));
    }

    private RotationState rotation() {
        return describe().rotation();
    }

    private static ExtendedConfig.Builder config(String subType) {
        return ExtendedConfig.builder().field("SecretSubType", subType);
    }
}
