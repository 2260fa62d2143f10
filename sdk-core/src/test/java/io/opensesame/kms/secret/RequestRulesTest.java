package io.opensesame.kms.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.opensesame.error.PolicyException;
import io.opensesame.policy.SecretPolicy;
import io.opensesame.secrets.SecretType;
import io.opensesame.secrets.VersionStage;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule that a request is held to before any I/O, on both sides of its boundary. */
class RequestRulesTest {
    private static final ExtendedConfig RDS =
            ExtendedConfig.builder().field("SecretSubType", "SingleUser").build();

    private static CreateSecretRequest.Builder create() {
        return CreateSecretRequest.builder().secretName("a").versionId("v1").text("x");
    }

    private static CreateSecretRequest.Builder createRds() {
        return create().secretType(SecretType.RDS).extendedConfig(RDS);
    }

    private static PutSecretValueRequest.Builder put() {
        return PutSecretValueRequest.builder().secretName("a").versionId("v1").text("x");
    }

    private static UpdateSecretVersionStageRequest.Builder move() {
        return UpdateSecretVersionStageRequest.builder().secretName("a");
    }

    private static Map<String, String> pairs(int count) {
        return IntStream.range(0, count).boxed().collect(Collectors.toMap(i -> "k" + i, i -> "v"));
    }

    private static VersionStage[] stages(int count) {
        return IntStream.range(0, count).mapToObj(i -> VersionStage.of("s" + i)).toArray(VersionStage[]::new);
    }

    private static GetSecretValueRequest read(boolean dryRun) {
        return GetSecretValueRequest.builder().secretName("a").dryRun(dryRun).build();
    }

    private static String[] names(int count) {
        return IntStream.range(0, count).mapToObj(i -> "s" + i).toArray(String[]::new);
    }

    private static Arguments broken(String message, Supplier<?> request) {
        return arguments(message, request);
    }

    static Stream<Arguments> brokenRules() {
        return Stream.of(
                broken(
                        "secretName is needed",
                        () -> DescribeSecretRequest.builder().build()),
                broken(
                        "versionId is needed",
                        () -> CreateSecretRequest.builder()
                                .secretName("a")
                                .text("x")
                                .build()),
                broken(
                        "data (text, binary or data) is needed",
                        () -> PutSecretValueRequest.builder()
                                .secretName("a")
                                .versionId("v")
                                .build()),
                broken("versionId must not be empty", () -> put().versionId("")),
                broken("versionId has 1 to 64 characters; got 65", () -> put().versionId("v".repeat(65))),
                broken("got U+0020 after 'v'", () -> put().versionId("v 1")),
                broken("secret data has 1 to 30720 bytes; got 0", () -> put().text("")),
                broken("secret data has 1 to 30720 bytes; got 30721", () -> put().text("x".repeat(30_721))),
                broken("got 30722", () -> put().text("\u00e9".repeat(15_361))),
                broken("in Base64; got 30724", () -> put().binary(new byte[23_041])),
                broken("in Base64; got 0", () -> put().binary(new byte[0])),
                broken("unpaired surrogate", () -> put().text("\ud800")),
                broken(
                        "at most 8 version stages; got 9",
                        () -> put().versionStages(stages(9)).build()),
                broken(
                        "not an ARN",
                        () -> create().secretName("acs:kms:r:1:secret/a").build()),
                broken("got 'acs/x'", () -> create().secretName("acs/x").build()),
                broken(
                        "begins with acs/ecs/; got 'a'",
                        () -> createRds().secretType(SecretType.ECS).build()),
                broken(
                        "set secretName to $Auto",
                        () -> createRds().secretType(SecretType.RAM_CREDENTIALS).build()),
                broken(
                        "needs an extendedConfig",
                        () -> create().secretType(SecretType.RDS).build()),
                broken(
                        "is text; got binary",
                        () -> createRds().binary(new byte[1]).build()),
                broken("for managed types", () -> create().extendedConfig(RDS).build()),
                broken(
                        "for managed types",
                        () -> create().rotationInterval(Duration.ofDays(7)).build()),
                broken(
                        "at most 1024 characters; got 1025",
                        () -> createRds().extendedConfig(configOf(1025)).build()),
                broken("between 6 and 8,760 hours", () -> createRds().rotationInterval(Duration.ofSeconds(21_599))),
                broken(
                        "got PT8760H1S",
                        () -> createRds()
                                .rotationInterval(Duration.ofHours(8_760).plusSeconds(1))),
                broken(
                        "whole seconds",
                        () -> createRds().rotationInterval(Duration.ofHours(7).plusNanos(1))),
                broken("between 6 and 8,760", () -> UpdateSecretRotationPolicyRequest.enable("a", Duration.ZERO)),
                broken("1 to 32768 bytes; got 32769", () -> create().policy("x".repeat(32_769))),
                broken("all blank", () -> create().policy(" ")),
                broken("1 to 20 tags; got 21", () -> create().tags(pairs(21)).build()),
                broken(
                        "pageNumber is at least 1; got 0",
                        () -> ListSecretsRequest.builder().pageNumber(0)),
                broken(
                        "pageSize is between 1 and 100; got 101",
                        () -> ListSecretsRequest.builder().pageSize(101)),
                broken(
                        "pageSize is between 1 and 100; got 0",
                        () -> ListSecretsRequest.builder().pageSize(0)),
                broken(
                        "pageSize is at least 1; got 0",
                        () -> ListSecretVersionIdsRequest.builder().pageSize(0)),
                broken(
                        "between 1 and 10; got 11",
                        () -> ListSecretsRequest.builder().filter(SecretFilter.SECRET_NAME, names(11))),
                broken(
                        "between 1 and 10; got 0",
                        () -> ListSecretsRequest.builder().filter(SecretFilter.SECRET_NAME)),
                broken(
                        "7 to 30 whole days; got PT144H",
                        () -> DeleteSecretRequest.builder().recoveryWindow(Duration.ofDays(6))),
                broken(
                        "7 to 30 whole days; got PT744H",
                        () -> DeleteSecretRequest.builder().recoveryWindow(Duration.ofDays(31))),
                broken(
                        "7 to 30 whole days; got PT169H",
                        () -> DeleteSecretRequest.builder().recoveryWindow(Duration.ofHours(169))),
                broken(
                        "not both",
                        () -> DeleteSecretRequest.builder()
                                .secretName("a")
                                .withoutRecovery(true)
                                .recoveryWindow(Duration.ofDays(7))
                                .build()),
                broken(
                        "nothing to update",
                        () -> UpdateSecretRequest.builder().secretName("a").build()),
                broken(
                        "at most 10 pairs; got 11",
                        () -> UpdateSecretRequest.builder().customData(pairs(11))),
                broken(
                        "set moveToVersion, removeFromVersion or both",
                        () -> move().versionStage(VersionStage.of("blue")).build()),
                broken(
                        "ACSCurrent can be moved, but not taken off",
                        () -> move().versionStage(VersionStage.CURRENT)
                                .removeFromVersion("v1")
                                .build()),
                broken(
                        "ACSPrevious can be moved, but not taken off",
                        () -> move().versionStage(VersionStage.PREVIOUS)
                                .removeFromVersion("v1")
                                .build()),
                broken("a version stage must not be empty", () -> VersionStage.of("")),
                broken("got U+000A after 'blue'", () -> VersionStage.of("blue\n")),
                broken("between 1 and 20; got 21", () -> BatchGetSecretValueRequest.of(names(21))),
                broken("between 1 and 20; got 0", BatchGetSecretValueRequest::of),
                broken("no dry run", () -> BatchGetSecretValueRequest.builder().read(read(true))),
                broken(
                        "length is between 8 and 128; got 7",
                        () -> GetRandomPasswordRequest.builder().length(7)),
                broken(
                        "length is between 8 and 128; got 129",
                        () -> GetRandomPasswordRequest.builder().length(129)),
                broken(
                        "got U+0060 at index 1",
                        () -> GetRandomPasswordRequest.builder().excludeCharacters("a`")),
                broken(
                        "got U+0020 at index 0",
                        () -> GetRandomPasswordRequest.builder().excludeCharacters(" ")),
                broken(
                        "do not exclude all four kinds",
                        () -> GetRandomPasswordRequest.builder()
                                .excludeLowercase(true)
                                .excludeUppercase(true)
                                .excludeNumbers(true)
                                .excludePunctuation(true)
                                .build()));
    }

    private static ExtendedConfig configOf(int length) {
        String shortest = "{\"a\":\"\"}";
        return ExtendedConfig.of("{\"a\":\"" + "x".repeat(length - shortest.length()) + "\"}");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void brokenRules(String message, Supplier<?> request) {
        assertThatIllegalArgumentException().isThrownBy(request::get).withMessageContaining(message);
    }

    @Test
    void build_atTheBoundaries_isAllowed() {
        assertThatNoException().isThrownBy(() -> {
            put().versionId("v".repeat(64))
                    .text("x".repeat(30_720))
                    .versionStages(stages(8))
                    .build();
            put().binary(new byte[23_040]).build();
            createRds()
                    .extendedConfig(configOf(1024))
                    .rotationInterval(Duration.ofHours(6))
                    .build();
            createRds().rotationInterval(Duration.ofDays(365)).tags(pairs(20)).build();
            createRds().secretType(SecretType.ECS).secretName("acs/ecs/a").build();
            createRds()
                    .secretType(SecretType.RAM_CREDENTIALS)
                    .secretName(CreateSecretRequest.AUTO)
                    .build();
            create().policy(policyOf(32_768)).build();
            ListSecretsRequest.builder()
                    .pageSize(100)
                    .filter(SecretFilter.CREATOR, names(10))
                    .build();
            DeleteSecretRequest.builder()
                    .secretName("a")
                    .recoveryWindow(Duration.ofDays(30))
                    .build();
            UpdateSecretRequest.builder().secretName("a").customData(pairs(10)).build();
            BatchGetSecretValueRequest.of(names(20));
            GetRandomPasswordRequest.builder().length(8).build();
            GetRandomPasswordRequest.builder()
                    .length(128)
                    .excludeCharacters("!\"\\~_|")
                    .build();
            move().versionStage(VersionStage.of("blue")).removeFromVersion("v1").build();
        });
    }

    @Test
    void createSecret_typeYoungerThanTheLibrary_isLeftToKmsToJudge() {
        CreateSecretRequest request = create().secretType(SecretType.of("Quantum"))
                .binary(new byte[] {1})
                .build();

        assertThat(request.secretType().name()).isEqualTo("Quantum");
    }

    @Test
    void build_builderChangedAfterwards_leavesTheRequestAlone() {
        PutSecretValueRequest.Builder builder = put().versionStages(VersionStage.CURRENT);
        PutSecretValueRequest request = builder.build();

        builder.versionStages(VersionStage.of("blue")).versionId("v2");

        assertThat(request.versionStages()).containsExactly(VersionStage.CURRENT);
        assertThat(request.versionId()).isEqualTo("v1");
    }

    @Test
    void policy_malformed_isRefusedWithItsPlaceBeforeAnyCall() {
        assertThatThrownBy(() -> create().policy("{\"Version\":\"1\",\n\"Statements\":[]}"))
                .isInstanceOfSatisfying(
                        PolicyException.class, e -> assertThat(e.line()).isEqualTo(2));
        assertThatThrownBy(() -> SetSecretPolicyRequest.builder().policy("{}")).isInstanceOf(PolicyException.class);
    }

    private static String policyOf(int sizeBytes) {
        String policy = SecretPolicy.defaultFor("120000000001").toJson();
        return policy + " ".repeat(sizeBytes - policy.length());
    }
}
