package io.opensesame.kms.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.opensesame.error.PolicyException;
import io.opensesame.policy.KeyPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each rule that a request is held to before any I/O, on both sides of its boundary. */
class KeyRequestRulesTest {
    private static ImportKeyMaterialRequest.Builder material() {
        return ImportKeyMaterialRequest.builder()
                .keyId("key-1")
                .encryptedKeyMaterial(new byte[256])
                .importToken("token");
    }

    private static Arguments broken(String message, Supplier<?> request) {
        return arguments(message, request);
    }

    static Stream<Arguments> brokenRules() {
        return Stream.of(
                broken(
                        "keyUsage is needed for a key of spec RSA_2048: ENCRYPT/DECRYPT or SIGN/VERIFY",
                        () -> CreateKeyRequest.builder()
                                .keySpec(KeySpec.RSA_2048)
                                .build()),
                broken(
                        "not one of spec EC_P256; leave rotationInterval out",
                        () -> CreateKeyRequest.builder()
                                .keySpec(KeySpec.EC_P256)
                                .keyUsage(KeyUsage.SIGN_VERIFY)
                                .rotationInterval(Duration.ofDays(365))
                                .build()),
                broken(
                        "not one of origin EXTERNAL; leave rotationInterval out",
                        () -> CreateKeyRequest.builder()
                                .origin(KeyOrigin.EXTERNAL)
                                .rotationInterval(Duration.ofDays(365))
                                .build()),
                broken(
                        "between 7 and 730 days, in whole seconds; got PT167H59M59S",
                        () -> CreateKeyRequest.builder()
                                .rotationInterval(Duration.ofDays(7).minusSeconds(1))),
                broken(
                        "between 7 and 730 days",
                        () -> UpdateRotationPolicyRequest.enable(
                                "key-1", Duration.ofDays(730).plusSeconds(1))),
                broken(
                        "in whole seconds",
                        () -> UpdateRotationPolicyRequest.enable(
                                "key-1", Duration.ofDays(8).plusNanos(1))),
                broken(
                        "at most 8192 characters; got 8193",
                        () -> CreateKeyRequest.builder().description("x".repeat(8_193))),
                broken(
                        "at most 8192 characters; got 8193",
                        () -> UpdateKeyDescriptionRequest.of("key-1", "x".repeat(8_193))),
                broken(
                        "instanceId must not be empty",
                        () -> CreateKeyRequest.builder().instanceId("")),
                broken(
                        "1 to 32768 bytes; got 2 bytes, all blank",
                        () -> CreateKeyRequest.builder().policy("  ")),
                broken(
                        "must not begin with 'aliyun'",
                        () -> CreateKeyRequest.builder().tag("aliyun.x", "").build()),
                broken(
                        "7 to 366 whole days; got PT144H",
                        () -> ScheduleKeyDeletionRequest.of("key-1", Duration.ofDays(6))),
                broken(
                        "7 to 366 whole days; got PT8808H",
                        () -> ScheduleKeyDeletionRequest.of("key-1", Duration.ofDays(367))),
                broken(
                        "7 to 366 whole days; got PT169H",
                        () -> ScheduleKeyDeletionRequest.of("key-1", Duration.ofHours(169))),
                broken(
                        "pageNumber is at least 1; got 0",
                        () -> ListKeysRequest.builder().pageNumber(0)),
                broken(
                        "pageSize is between 1 and 100; got 0",
                        () -> ListKeysRequest.builder().pageSize(0)),
                broken(
                        "the number of values of a filter is between 1 and 10; got 11",
                        () -> ListKeysRequest.builder().filter(KeyFilter.KEY_STATE, new String[11])),
                broken(
                        "pageSize is between 1 and 100; got 101",
                        () -> ListKeyVersionsRequest.builder().pageSize(101)),
                broken("keyId is needed", () -> ListKeyVersionsRequest.builder().build()),
                broken("keyVersionId must not be empty", () -> DescribeKeyVersionRequest.of("key-1", "")),
                broken(
                        "encryptedKeyMaterial must not be empty",
                        () -> material().encryptedKeyMaterial(new byte[0])),
                broken("importToken must not be empty", () -> material().importToken(" ")),
                broken(
                        "importToken is needed",
                        () -> ImportKeyMaterialRequest.builder()
                                .keyId("key-1")
                                .encryptedKeyMaterial(new byte[256])
                                .build()),
                broken("after 1970-01-01T00:00:00Z", () -> material().expiresAt(Instant.EPOCH)),
                broken(
                        "after 1970-01-01T00:00:00Z",
                        () -> ImportOptions.builder().expiresAt(Instant.ofEpochMilli(999))),
                broken("a wrapping algorithm must not be empty", () -> ImportWrapping.of("", "RSA_2048")),
                broken("a wrapping key's spec must not be empty", () -> ImportWrapping.of("SM2PKE", "")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void brokenRules(String message, Supplier<?> request) {
        assertThatIllegalArgumentException().isThrownBy(request::get).withMessageContaining(message);
    }

    private static Arguments named(String operation, Function<String, ?> request) {
        return arguments(operation, request);
    }

    static Stream<Arguments> onTheKeyItself() {
        return Stream.of(
                named("UpdateKeyDescription", id -> UpdateKeyDescriptionRequest.of(id, "")),
                named("EnableKey", EnableKeyRequest::of),
                named("DisableKey", DisableKeyRequest::of),
                named("ScheduleKeyDeletion", id -> ScheduleKeyDeletionRequest.of(id, Duration.ofDays(7))),
                named("CancelKeyDeletion", CancelKeyDeletionRequest::of),
                named("SetDeletionProtection", SetDeletionProtectionRequest::enable),
                named(
                        "GetParametersForImport",
                        id -> GetParametersForImportRequest.of(id, ImportWrapping.RSAES_OAEP_SHA_256)),
                named("ImportKeyMaterial", id -> material().keyId(id).build()),
                named("DeleteKeyMaterial", DeleteKeyMaterialRequest::of),
                named("GetKeyPolicy", GetKeyPolicyRequest::of),
                named("SetKeyPolicy", id -> SetKeyPolicyRequest.of(id, KeyPolicy.defaultFor("12"))),
                named("UpdateRotationPolicy", UpdateRotationPolicyRequest::disable));
    }

    static Stream<Arguments> throughAnAlias() {
        return Stream.of(
                named("DescribeKey", DescribeKeyRequest::of),
                named("CreateKeyVersion", CreateKeyVersionRequest::of),
                named("DescribeKeyVersion", id -> DescribeKeyVersionRequest.of(id, "v-1")),
                named("ListKeyVersions", ListKeyVersionsRequest::of));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void onTheKeyItself(String operation, Function<String, ?> request) {
        assertThat(request.apply("acs:kms:cn-hangzhou:12:key/key-1")).asString().contains("key/key-1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> request.apply("alias/orders"))
                .withMessageContaining("not an alias; got 'alias/orders'");
        assertThatIllegalArgumentException().isThrownBy(() -> request.apply("")).withMessageContaining("key's id");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void throughAnAlias(String operation, Function<String, ?> request) {
        assertThat(request.apply("alias/orders")).asString().contains("alias/orders");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> request.apply("a b"))
                .withMessageContaining("U+0020");
    }

    @ParameterizedTest
    @ValueSource(ints = {7, 366})
    void scheduleKeyDeletion_windowAtTheBoundary_isAllowed(int days) {
        assertThat(ScheduleKeyDeletionRequest.of("key-1", Duration.ofDays(days)).pendingWindow())
                .hasDays(days);
    }

    @ParameterizedTest
    @ValueSource(ints = {7, 730})
    void rotationInterval_atTheBoundary_isAllowed(int days) {
        assertThat(UpdateRotationPolicyRequest.enable("key-1", Duration.ofDays(days))
                        .rotationInterval())
                .contains(Duration.ofDays(days));
    }

    @Test
    void createKey_youngerSpec_isLeftToKms() {
        assertThat(CreateKeyRequest.builder()
                        .keySpec(KeySpec.of("RSA_4096"))
                        .build()
                        .keyUsage())
                .isEmpty();
    }

    @Test
    void importKeyMaterial_text_showsNeitherMaterialNorToken() {
        byte[] material = {1, 2, 3};
        ImportKeyMaterialRequest request = material()
                .encryptedKeyMaterial(material)
                .importToken("token-canary")
                .build();
        material[0] = 9;
        request.encryptedKeyMaterial()[1] = 9;

        assertThat(request.encryptedKeyMaterial()).containsExactly(1, 2, 3);
        assertThat(request).asString().doesNotContain("canary").doesNotContain("1, 2, 3");
    }

    @Test
    void parametersForImport_text_showsNoToken() {
        byte[] publicKey = {1, 2, 3};
        GetParametersForImportResponse response = GetParametersForImportResponse.builder()
                .keyId("key-1")
                .publicKey(publicKey)
                .importToken("token-canary")
                .tokenExpireTime(Instant.EPOCH)
                .build();
        publicKey[0] = 9;
        response.publicKey()[1] = 9;

        assertThat(response.publicKey()).containsExactly(1, 2, 3);
        assertThat(response).asString().doesNotContain("canary");
    }

    @Test
    void policy_malformed_isRefusedWithItsPlaceBeforeAnyCall() {
        assertThatThrownBy(() -> SetKeyPolicyRequest.of("key-1", "{\"Version\":\"1\",\n\"Statements\":[]}"))
                .isInstanceOfSatisfying(
                        PolicyException.class, e -> assertThat(e.line()).isEqualTo(2));
        assertThatThrownBy(() -> CreateKeyRequest.builder().policy("{}")).isInstanceOf(PolicyException.class);
    }

    @Test
    void policy_upToTheLimit_isTaken() {
        String policy = KeyPolicy.defaultFor("12").toJson();
        String longest = policy + " ".repeat(KeyPolicy.MAX_BYTES - policy.length());

        assertThat(SetKeyPolicyRequest.of("key-1", longest).policy()).isEqualTo(longest);
        assertThatThrownBy(() -> SetKeyPolicyRequest.of("key-1", longest + " "))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1 to 32768 bytes; got 32769");
        assertThat(SetKeyPolicyRequest.of("key-1", policy)).hasToString("SetKeyPolicyRequest[keyId=key-1]");
    }
}
