package io.opensesame.internal.ram.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opensesame.auth.Credentials;
import io.opensesame.error.KmsTransportException;
import io.opensesame.internal.http.RpcCall;
import io.opensesame.internal.kms.FakeTransport;
import io.opensesame.policy.RamPolicy;
import io.opensesame.policy.Statement;
import io.opensesame.policy.TrustPolicy;
import io.opensesame.policy.template.ManagedRamCredentials;
import io.opensesame.ram.client.AccessKeyStatus;
import io.opensesame.ram.client.AccessKeySummary;
import io.opensesame.ram.client.AttachedPolicy;
import io.opensesame.ram.client.CallerIdentity;
import io.opensesame.ram.client.ManagedPolicy;
import io.opensesame.ram.client.ManagedPolicyType;
import io.opensesame.ram.client.PolicyVersion;
import io.opensesame.ram.client.RamClient;
import io.opensesame.ram.client.Role;
import io.opensesame.ram.client.User;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RpcRamClientTest {
    private static final RamPolicy POLICY = ManagedRamCredentials.rolePolicy();
    private static final TrustPolicy TRUST = ManagedRamCredentials.trustPolicy();
    private static final ManagedPolicyType CUSTOM = ManagedPolicyType.CUSTOM;
    private static final String CANARY = "canary-access-key-secret";
    private static final Instant CREATED = Instant.parse("2024-01-23T12:33:18Z");
    private static final String DATE = "2024-01-23T12:33:18Z";
    private static final String ROLE_ARN = "acs:ram::1234567890123456:role/app";

    /** Enough for every operation to be understood. */
    private static final String ANY_ANSWER = """
            {"RequestId":"R-1","AccountId":"1","Arn":"a",
             "Policy":{"PolicyName":"P","PolicyType":"Custom","DefaultVersion":"v1"},
             "PolicyVersion":{"VersionId":"v2"},
             "Role":{"RoleName":"app","RoleId":"1","Arn":"a","AssumeRolePolicyDocument":"{}"},
             "User":{"UserName":"bob","UserId":"1"},
             "AccessKey":{"AccessKeyId":"AK","AccessKeySecret":"s"},
             "Credentials":{"AccessKeyId":"AK","AccessKeySecret":"s","SecurityToken":"t","Expiration":"2024-01-23T12:33:18Z"}}""";

    private static RamClient client(FakeTransport ram, FakeTransport sts) {
        return new RpcRamClient(ram, "ram.example.com", sts, "sts.example.com");
    }

    private static RamClient answering(String json) {
        return client(FakeTransport.answering(json), FakeTransport.answering(json));
    }

    static Stream<Arguments> operationsOfRam() {
        return Stream.of(
                operation(
                        "CreatePolicy",
                        ram -> ram.createPolicy("P", POLICY, "why"),
                        Map.of("PolicyName", "P", "PolicyDocument", POLICY.toJson(), "Description", "why")),
                operation(
                        "CreatePolicy",
                        ram -> ram.createPolicy("P", POLICY, ""),
                        Map.of("PolicyName", "P", "PolicyDocument", POLICY.toJson())),
                operation(
                        "GetPolicy",
                        ram -> ram.getPolicy(ManagedPolicyType.SYSTEM, "P"),
                        Map.of("PolicyType", "System", "PolicyName", "P")),
                operation(
                        "ListPolicyVersions",
                        ram -> ram.listPolicyVersions(CUSTOM, "P"),
                        Map.of("PolicyType", "Custom", "PolicyName", "P")),
                operation(
                        "CreatePolicyVersion",
                        ram -> ram.createDefaultPolicyVersion("P", POLICY),
                        Map.of(
                                "PolicyName",
                                "P",
                                "PolicyDocument",
                                POLICY.toJson(),
                                "SetAsDefault",
                                "true",
                                "RotateStrategy",
                                "DeleteOldestNonDefaultVersionWhenLimitExceeded")),
                operation(
                        "SetDefaultPolicyVersion",
                        ram -> ram.setDefaultPolicyVersion("P", "v2"),
                        Map.of("PolicyName", "P", "VersionId", "v2")),
                operation("DeletePolicy", ram -> ram.deletePolicy("P"), Map.of("PolicyName", "P")),
                operation(
                        "CreateRole",
                        ram -> ram.createRole("app", TRUST, "why"),
                        Map.of("RoleName", "app", "AssumeRolePolicyDocument", TRUST.toJson(), "Description", "why")),
                operation("GetRole", ram -> ram.getRole("app"), Map.of("RoleName", "app")),
                operation(
                        "UpdateRole",
                        ram -> ram.updateRole("app", TRUST),
                        Map.of("RoleName", "app", "NewAssumeRolePolicyDocument", TRUST.toJson())),
                operation("DeleteRole", ram -> ram.deleteRole("app"), Map.of("RoleName", "app")),
                operation(
                        "AttachPolicyToRole",
                        ram -> ram.attachPolicyToRole(CUSTOM, "P", "app"),
                        Map.of("PolicyType", "Custom", "PolicyName", "P", "RoleName", "app")),
                operation(
                        "DetachPolicyFromRole",
                        ram -> ram.detachPolicyFromRole(CUSTOM, "P", "app"),
                        Map.of("PolicyType", "Custom", "PolicyName", "P", "RoleName", "app")),
                operation("ListPoliciesForRole", ram -> ram.listPoliciesForRole("app"), Map.of("RoleName", "app")),
                operation("CreateUser", ram -> ram.createUser("bob"), Map.of("UserName", "bob")),
                operation("GetUser", ram -> ram.getUser("bob"), Map.of("UserName", "bob")),
                operation("DeleteUser", ram -> ram.deleteUser("bob"), Map.of("UserName", "bob")),
                operation("ListAccessKeys", ram -> ram.listAccessKeys("bob"), Map.of("UserName", "bob")),
                operation("CreateAccessKey", ram -> ram.createAccessKey("bob"), Map.of("UserName", "bob")),
                operation(
                        "UpdateAccessKey",
                        ram -> ram.updateAccessKey("bob", "AK-2", AccessKeyStatus.INACTIVE),
                        Map.of("UserName", "bob", "UserAccessKeyId", "AK-2", "Status", "Inactive")),
                operation(
                        "DeleteAccessKey",
                        ram -> ram.deleteAccessKey("bob", "AK-2"),
                        Map.of("UserName", "bob", "UserAccessKeyId", "AK-2")));
    }

    static Stream<Arguments> operationsOfSts() {
        return Stream.of(
                operation("GetCallerIdentity", RamClient::getCallerIdentity, Map.of()),
                operation(
                        "AssumeRole",
                        ram -> ram.assumeRole(ROLE_ARN, "job@1", Duration.ofMinutes(15)),
                        Map.of("RoleArn", ROLE_ARN, "RoleSessionName", "job@1", "DurationSeconds", "900")));
    }

    private static Arguments operation(String action, Consumer<RamClient> call, Map<String, String> parameters) {
        return Arguments.of(action, call, parameters);
    }

    @ParameterizedTest
    @MethodSource("operationsOfRam")
    void operation_ofRam_sendsItsParametersToRam(
            String action, Consumer<RamClient> call, Map<String, String> parameters) {
        FakeTransport ram = FakeTransport.answering(ANY_ANSWER);
        FakeTransport sts = FakeTransport.answering(ANY_ANSWER);

        call.accept(client(ram, sts));

        assertSent(ram.onlyCall(), action, parameters);
        assertThat(sts.calls()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("operationsOfSts")
    void operation_ofSts_sendsItsParametersToSts(
            String action, Consumer<RamClient> call, Map<String, String> parameters) {
        FakeTransport ram = FakeTransport.answering(ANY_ANSWER);
        FakeTransport sts = FakeTransport.answering(ANY_ANSWER);

        call.accept(client(ram, sts));

        assertSent(sts.onlyCall(), action, parameters);
        assertThat(ram.calls()).isEmpty();
    }

    private static void assertSent(RpcCall call, String action, Map<String, String> parameters) {
        assertThat(call.action()).isEqualTo(action);
        assertThat(call.parameters()).containsAllEntriesOf(parameters).containsEntry("Format", "JSON");
        assertThat(call.parameters()).hasSize(parameters.size() + 1);
        assertThat(call.resource().isEmpty()).isEqualTo(parameters.isEmpty());
    }

    static Stream<Consumer<RamClient>> badInput() {
        RamPolicy tooLong = RamPolicy.of(Statement.allow()
                .action("ram:ListAccessKeys")
                .resource(IntStream.range(0, 160)
                        .mapToObj(i -> "acs:ram:*:1234567890123456:user/user-" + i)
                        .toArray(String[]::new))
                .build());
        return Stream.of(
                ram -> ram.createPolicy("", POLICY, ""),
                ram -> ram.createPolicy("a_b", POLICY, ""),
                ram -> ram.createPolicy("a".repeat(129), POLICY, ""),
                ram -> ram.createPolicy("P", POLICY, "x".repeat(1_025)),
                ram -> ram.createPolicy("P", tooLong, ""),
                ram -> ram.createDefaultPolicyVersion("P", tooLong),
                ram -> ram.getPolicy(CUSTOM, "a b"),
                ram -> ram.listPolicyVersions(CUSTOM, "a/b"),
                ram -> ram.setDefaultPolicyVersion("P", "2"),
                ram -> ram.deletePolicy("a*"),
                ram -> ram.createRole("a".repeat(65), TRUST, ""),
                ram -> ram.createRole("app", TRUST, "x".repeat(1_025)),
                ram -> ram.getRole("a_b"),
                ram -> ram.updateRole("a/b", TRUST),
                ram -> ram.deleteRole(""),
                ram -> ram.attachPolicyToRole(CUSTOM, "P", "a_b"),
                ram -> ram.attachPolicyToRole(CUSTOM, "a_b", "app"),
                ram -> ram.detachPolicyFromRole(CUSTOM, "P", ""),
                ram -> ram.listPoliciesForRole("é"),
                ram -> ram.createUser("a@b"),
                ram -> ram.getUser(""),
                ram -> ram.deleteUser("a".repeat(65)),
                ram -> ram.listAccessKeys("a b"),
                ram -> ram.createAccessKey(""),
                ram -> ram.updateAccessKey("bob", "", AccessKeyStatus.ACTIVE),
                ram -> ram.deleteAccessKey("bob", "AK 1"),
                ram -> ram.assumeRole("app", "job", Duration.ofHours(1)),
                ram -> ram.assumeRole(ROLE_ARN, "j", Duration.ofHours(1)),
                ram -> ram.assumeRole(ROLE_ARN, "job", Duration.ofSeconds(899)),
                ram -> ram.assumeRole(ROLE_ARN, "job", Duration.ofSeconds(43_201)),
                ram -> ram.assumeRole(ROLE_ARN, "job", Duration.ofMillis(900_001)));
    }

    @ParameterizedTest
    @MethodSource("badInput")
    void operation_badInput_isRefusedBeforeAnythingIsSent(Consumer<RamClient> call) {
        FakeTransport transport = FakeTransport.answering(ANY_ANSWER);

        assertThatIllegalArgumentException().isThrownBy(() -> call.accept(client(transport, transport)));

        assertThat(transport.calls()).isEmpty();
    }

    @Test
    void createPolicy_longestDocument_isSent() {
        String filler = "a".repeat(6_144 - documentWith("").length());
        RamPolicy longest = RamPolicy.parse(documentWith(filler));
        FakeTransport transport = FakeTransport.answering(ANY_ANSWER);

        client(transport, transport).createPolicy("P", longest, "");

        assertThat(transport.onlyCall().parameters().get("PolicyDocument")).hasSize(6_144);
    }

    private static String documentWith(String name) {
        return RamPolicy.of(Statement.allow()
                        .action("ram:ListAccessKeys")
                        .resource("acs:ram:*:*:user/u" + name)
                        .build())
                .toJson();
    }

    @Test
    void createPolicy_answer_namesTheVersionWithoutItsDocument() {
        ManagedPolicy policy = answering("""
                {"Policy":{"PolicyName":"P","PolicyType":"Custom","Description":"why","DefaultVersion":"v1",
                 "CreateDate":"%s"}}""".formatted(DATE)).createPolicy("P", POLICY, "why");

        assertThat(policy)
                .isEqualTo(new ManagedPolicy(
                        "P", CUSTOM, "why", new PolicyVersion("v1", true, Optional.empty(), Optional.of(CREATED))));
    }

    @Test
    void getPolicy_answer_hasTheDefaultVersion() {
        ManagedPolicy policy = answering("""
                {"Policy":{"PolicyName":"P","PolicyType":"System","DefaultVersion":"v3","AttachmentCount":2},
                 "DefaultPolicyVersion":{"VersionId":"v3","IsDefaultVersion":true,"PolicyDocument":"{}",
                 "CreateDate":"%s"}}""".formatted(DATE)).getPolicy(ManagedPolicyType.SYSTEM, "P");

        assertThat(policy)
                .isEqualTo(new ManagedPolicy(
                        "P",
                        ManagedPolicyType.SYSTEM,
                        "",
                        new PolicyVersion("v3", true, Optional.of("{}"), Optional.of(CREATED))));
    }

    @Test
    void getPolicy_documentBesideTheName_isRead() {
        ManagedPolicy policy = answering("""
                {"Policy":{"PolicyName":"P","PolicyType":"Custom","DefaultVersion":"v3","PolicyDocument":"{}"}}""").getPolicy(CUSTOM, "P");

        assertThat(policy.defaultVersion())
                .isEqualTo(new PolicyVersion("v3", true, Optional.of("{}"), Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"PolicyVersions\":{\"PolicyVersion\":[%s]}}", "{\"PolicyVersions\":[%s]}"})
    void listPolicyVersions_wrappedOrPlain_areRead(String answer) {
        String versions = """
                {"VersionId":"v1","IsDefaultVersion":false,"CreateDate":"%s"},
                {"VersionId":"v2","IsDefaultVersion":true,"PolicyDocument":"{}"}""".formatted(DATE);

        assertThat(answering(answer.formatted(versions)).listPolicyVersions(CUSTOM, "P"))
                .containsExactly(
                        new PolicyVersion("v1", false, Optional.empty(), Optional.of(CREATED)),
                        new PolicyVersion("v2", true, Optional.of("{}"), Optional.empty()));
    }

    @Test
    void createDefaultPolicyVersion_answer_isTheDefault() {
        PolicyVersion version = answering("""
                {"PolicyVersion":{"VersionId":"v2","IsDefaultVersion":true,"PolicyDocument":"{}"}}""").createDefaultPolicyVersion("P", POLICY);

        assertThat(version).isEqualTo(new PolicyVersion("v2", true, Optional.of("{}"), Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Arn", "arn"})
    void getRole_arnInEitherSpelling_isRead(String arn) {
        Role role = answering("""
                {"Role":{"RoleId":"34","RoleName":"App","%s":"acs:ram::1:role/app","AssumeRolePolicyDocument":"{}",
                 "Description":"why","MaxSessionDuration":7200,"CreateDate":"%s"}}""".formatted(arn, DATE)).getRole("App");

        assertThat(role).isEqualTo(new Role("App", "34", "acs:ram::1:role/app", "{}", "why", Duration.ofHours(2)));
    }

    @Test
    void createRole_answerWithoutSessionDuration_isTheDefault() {
        Role role = answering(ANY_ANSWER).createRole("app", TRUST, "");

        assertThat(role.maxSessionDuration()).isEqualTo(Duration.ofHours(1));
        assertThat(role.description()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"Policies\":{\"Policy\":[{\"PolicyName\":\"P\",\"PolicyType\":\"Custom\",\"DefaultVersion\":\"v1\"}]}}",
                "{\"Policies\":[{\"PolicyName\":\"P\",\"PolicyType\":\"Custom\",\"DefaultVersion\":\"v1\"}]}"
            })
    void listPoliciesForRole_wrappedOrPlain_areRead(String answer) {
        assertThat(answering(answer).listPoliciesForRole("app")).containsExactly(new AttachedPolicy("P", CUSTOM, "v1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"Policies\":{}}", "{\"Policies\":{\"Policy\":[]}}", "{\"Policies\":\"\"}"})
    void listPoliciesForRole_nothingAttached_isEmpty(String answer) {
        assertThat(answering(answer).listPoliciesForRole("app")).isEmpty();
    }

    @Test
    void listPoliciesForRole_typeNotKnown_isRamsOwn() {
        List<AttachedPolicy> attached = answering("""
                {"Policies":{"Policy":[{"PolicyName":"P","PolicyType":"ServiceLinked"}]}}""").listPoliciesForRole("app");

        assertThat(attached).containsExactly(new AttachedPolicy("P", ManagedPolicyType.SYSTEM, ""));
    }

    @Test
    void getUser_answer_isRead() {
        User user = answering("""
                {"User":{"UserId":"12","UserName":"bob","DisplayName":"Bob","Comments":"","LastLoginDate":""}}""").getUser("bob");

        assertThat(user).isEqualTo(new User("bob", "12", "Bob"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"AccessKeys\":{\"AccessKey\":[%s]}}", "{\"AccessKeys\":[%s]}"})
    void listAccessKeys_wrappedOrPlain_areRead(String answer) {
        String keys = """
                {"AccessKeyId":"AK-1","Status":"Active","CreateDate":"%s"},
                {"AccessKeyId":"AK-2","Status":"Inactive"},
                {"AccessKeyId":"AK-3","Status":"Recycled"}""".formatted(DATE);

        assertThat(answering(answer.formatted(keys)).listAccessKeys("bob"))
                .containsExactly(
                        new AccessKeySummary("AK-1", AccessKeyStatus.ACTIVE, Optional.of(CREATED)),
                        new AccessKeySummary("AK-2", AccessKeyStatus.INACTIVE, Optional.empty()),
                        new AccessKeySummary("AK-3", AccessKeyStatus.INACTIVE, Optional.empty()));
    }

    @Test
    void createAccessKey_answer_isOnePair() {
        Credentials created = answering("""
                {"AccessKey":{"AccessKeyId":"AK-1","AccessKeySecret":"%s","Status":"Active"}}""".formatted(CANARY)).createAccessKey("bob");

        assertThat(created).isEqualTo(Credentials.accessKey("AK-1", CANARY));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"AccessKey\":{\"AccessKeySecret\":\"canary-access-key-secret\"}}",
                "{\"AccessKey\":{\"AccessKeyId\":\"\",\"AccessKeySecret\":\"canary-access-key-secret\"}}",
                "{\"AccessKey\":{\"AccessKeyId\":\"AK\",\"AccessKeySecret\":\"canary-access-key-secret \"}}",
                "{\"AccessKey\":[\"canary-access-key-secret\"]}"
            })
    void createAccessKey_answerNotUnderstood_showsNothingOfIt(String answer) {
        assertThatThrownBy(() -> answering(answer).createAccessKey("bob"))
                .isInstanceOf(KmsTransportException.class)
                .hasMessageStartingWith("CreateAccessKey of 'bob' at ram.example.com was answered, but")
                .hasMessageContaining("The call may have been carried out. Check that the endpoint is one of RAM.")
                .hasNoCause()
                .asString()
                .doesNotContain("canary");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Arn", "arn"})
    void getCallerIdentity_arnInEitherSpelling_isRead(String arn) {
        CallerIdentity caller = answering("""
                {"AccountId":"1","%s":"acs:ram::1:user/bob","IdentityType":"RAMUser","PrincipalId":"28","UserId":"28"}""".formatted(arn)).getCallerIdentity();

        assertThat(caller).isEqualTo(new CallerIdentity("1", "acs:ram::1:user/bob", "RAMUser", "28"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UserId", "RoleId"})
    void getCallerIdentity_oldAnswer_takesTheIdOfUserOrRole(String id) {
        CallerIdentity caller = answering("""
                {"AccountId":"1","arn":"a","%s":"28"}""".formatted(id)).getCallerIdentity();

        assertThat(caller).isEqualTo(new CallerIdentity("1", "a", "", "28"));
    }

    @Test
    void getCallerIdentity_answerNotUnderstood_namesSts() {
        assertThatThrownBy(() -> answering("{}").getCallerIdentity())
                .hasMessageStartingWith("GetCallerIdentity at sts.example.com was answered")
                .hasMessageContaining("the field 'AccountId' is missing")
                .hasMessageEndingWith("Check that the endpoint is one of STS.");
    }

    @Test
    void assumeRole_answer_isTheSession() {
        Credentials session = answering("""
                {"AssumedRoleUser":{"Arn":"a","AssumedRoleUserId":"1:job"},
                 "Credentials":{"AccessKeyId":"STS.1","AccessKeySecret":"%s","SecurityToken":"t","Expiration":"%s"}}""".formatted(CANARY, DATE)).assumeRole(ROLE_ARN, "job", Duration.ofHours(1));

        assertThat(session).isEqualTo(Credentials.temporary("STS.1", CANARY, "t", CREATED));
    }
}
