package io.opensesame.policy.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.opensesame.policy.ConditionOperator;
import io.opensesame.policy.KmsArn;
import io.opensesame.policy.Principal;
import io.opensesame.policy.RamPolicy;
import io.opensesame.policy.SecretPolicy;
import io.opensesame.policy.Statement;
import io.opensesame.policy.evaluation.AccessPolicies;
import io.opensesame.policy.evaluation.AccessRequest;
import io.opensesame.policy.validation.PolicyValidator;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TemplatesTest {
    private static final String OWNER = "1192853035110001";
    private static final String FOREIGN = "1903253031260002";
    private static final Principal ALICE = Principal.ramUser(OWNER, "alice");
    private static final Principal BOB = Principal.ramUser(OWNER, "bob");
    private static final Principal APP = Principal.ramRole(OWNER, "app");
    private static final Principal CAROL = Principal.ramUser(FOREIGN, "carol");
    private static final String SECRET = "acs:kms:cn-hangzhou:" + OWNER + ":secret/orders/db";

    /** A template, what it opens, and what it does not. */
    static Stream<Arguments> ramTemplates() {
        return Stream.of(
                template(
                        "query secrets",
                        RamPolicyTemplate::querySecrets,
                        List.of(
                                "kms:ListSecrets secret",
                                "kms:DescribeSecret secret/a",
                                "kms:ListSecretVersionIds secret/a"),
                        List.of("kms:GetSecretValue secret/a", "kms:ListKeys key", "kms:DescribeKey key/k")),
                template(
                        "read a secret",
                        one -> one.readSecret("orders/db"),
                        List.of("kms:GetSecretValue secret/orders/db"),
                        List.of("kms:GetSecretValue secret/orders/db2", "kms:PutSecretValue secret/orders/db")),
                template(
                        "read by prefix",
                        one -> one.readSecret("orders/*", "key-1"),
                        List.of("kms:GetSecretValue secret/orders/a/b", "kms:Decrypt key/key-1"),
                        List.of("kms:GetSecretValue secret/order", "kms:Decrypt key/key-2", "kms:Encrypt key/key-1")),
                template(
                        "query keys",
                        RamPolicyTemplate::queryKeys,
                        List.of("kms:ListKeys key", "kms:DescribeKey key/k", "kms:ListAliasesByKeyId key/k"),
                        List.of("kms:Decrypt key/k", "kms:ListSecrets secret")),
                template(
                        "use keys",
                        one -> one.useKeys("key-1", "key-2"),
                        List.of("kms:Encrypt key/key-1", "kms:Decrypt key/key-2", "kms:GenerateDataKey key/key-1"),
                        List.of("kms:Encrypt key/key-3", "kms:ScheduleKeyDeletion key/key-1")),
                template(
                        "sign",
                        one -> one.signWithCertificates("c-1"),
                        List.of("kms:CertificatePrivateKeySign certificate/c-1"),
                        List.of("kms:CertificatePrivateKeySign certificate/c-2")),
                template(
                        "a statement of one's own",
                        one -> one.statement(Statement.allow()
                                .action("kms:GetRandomPassword")
                                .resource("*")
                                .build()),
                        List.of("kms:GetRandomPassword *"),
                        List.of("kms:GetSecretValue secret/a")));
    }

    private static Arguments template(
            String name, UnaryOperator<RamPolicyTemplate> template, List<String> opens, List<String> leavesShut) {
        return Arguments.of(Named.of(name, template), opens, leavesShut);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ramTemplates")
    void ramTemplate_each_isSoundAndOpensThatAlone(
            UnaryOperator<RamPolicyTemplate> template, List<String> opens, List<String> leavesShut) {
        RamPolicy policy =
                template.apply(RamPolicyTemplate.in("cn-hangzhou", OWNER)).build();

        assertThat(PolicyValidator.forIdentityPolicy().validate(policy)).isEmpty();
        assertThat(opens)
                .allSatisfy(request ->
                        assertThat(allows(policy, request, "cn-hangzhou")).isTrue());
        assertThat(leavesShut)
                .allSatisfy(request ->
                        assertThat(allows(policy, request, "cn-hangzhou")).isFalse());
        assertThat(opens)
                .filteredOn(request -> !request.endsWith(" *"))
                .allSatisfy(request ->
                        assertThat(allows(policy, request, "cn-beijing")).isFalse());
    }

    @Test
    void useTaggedKeys_goesByTheTag() {
        RamPolicy policy = RamPolicyTemplate.in("*", OWNER)
                .useTaggedKeys("Project", "Apollo")
                .build();

        assertThat(PolicyValidator.forIdentityPolicy().validate(policy)).isEmpty();
        assertThat(decide(policy, "kms:Decrypt", "key/k", "kms:tag/Project", "APOLLO"))
                .isTrue();
        assertThat(decide(policy, "kms:Decrypt", "key/k", "kms:tag/Project", "Artemis"))
                .isFalse();
        assertThat(decide(policy, "kms:Decrypt", "key/k", "kms:tag/Team", "Apollo"))
                .isFalse();
    }

    @Test
    void sourceIpBounds_onAPolicy_boundWhatItAllowsAlone() {
        SourceIpBounds bounds = SourceIpBounds.of("203.0.113.0/24", "2001:db8::/32");
        Statement deny =
                Statement.deny().action("kms:DeleteSecret").resource("*").build();

        RamPolicy policy = RamPolicyTemplate.in("cn-hangzhou", OWNER)
                .readSecret("orders/db")
                .statement(deny)
                .fromSourceIp(bounds)
                .build();

        assertThat(PolicyValidator.forIdentityPolicy().validate(policy)).isEmpty();
        assertThat(policy.statements()).contains(deny);
        assertThat(decide(policy, "kms:GetSecretValue", "secret/orders/db", "acs:SourceIp", "203.0.113.9"))
                .isTrue();
        assertThat(decide(policy, "kms:GetSecretValue", "secret/orders/db", "acs:SourceIp", "2001:db8::9"))
                .isTrue();
        assertThat(decide(policy, "kms:GetSecretValue", "secret/orders/db", "acs:SourceIp", "203.0.114.9"))
                .isFalse();
    }

    @Test
    void denyOthers_besideAnAllow_refusesCallersFromElsewhere() {
        RamPolicy policy = RamPolicyTemplate.in("cn-hangzhou", OWNER)
                .readSecret("orders/db")
                .statement(SourceIpBounds.of("203.0.113.7").denyOthers())
                .build();

        assertThat(PolicyValidator.forIdentityPolicy().validate(policy)).isEmpty();
        assertThat(decide(policy, "kms:GetSecretValue", "secret/orders/db", "acs:SourceIp", "203.0.113.7"))
                .isTrue();
        assertThat(decide(policy, "kms:GetSecretValue", "secret/orders/db", "acs:SourceIp", "203.0.113.8"))
                .isFalse();
    }

    @Test
    void secretPolicyTemplate_ofTheDocumentation_isItsExample() {
        SecretPolicy policy = SecretPolicyTemplate.ownedBy(OWNER)
                .administrators(Principal.ramUser(OWNER, "secret_ramuser1"))
                .users(Principal.ramUser(OWNER, "secret_ramuser2"))
                .crossAccountUsers(Principal.ramUser(FOREIGN, "secret_ramuser3"))
                .build();

        assertThat(policy)
                .hasToString(
                        "{\"Version\":\"1\",\"Statement\":["
                                + "{\"Sid\":\"kms default secret policy\",\"Effect\":\"Allow\",\"Principal\":{\"RAM\":"
                                + "[\"acs:ram::1192853035110001:*\"]},\"Action\":[\"kms:*\"],\"Resource\":[\"*\"]},"
                                + "{\"Effect\":\"Allow\",\"Principal\":{\"RAM\":"
                                + "[\"acs:ram::1192853035110001:user/secret_ramuser1\"]},\"Action\":[\"kms:List*\","
                                + "\"kms:Describe*\",\"kms:PutSecretValue\",\"kms:Update*\",\"kms:DeleteSecret\","
                                + "\"kms:RestoreSecret\",\"kms:RotateSecret\",\"kms:TagResource\",\"kms:UntagResource\"],"
                                + "\"Resource\":[\"*\"]},"
                                + "{\"Effect\":\"Allow\",\"Principal\":{\"RAM\":"
                                + "[\"acs:ram::1192853035110001:user/secret_ramuser2\","
                                + "\"acs:ram::1903253031260002:user/secret_ramuser3\"]},"
                                + "\"Action\":[\"kms:List*\",\"kms:Describe*\",\"kms:GetSecretValue\"],\"Resource\":[\"*\"]}]}");
    }

    @Test
    void secretPolicyTemplate_eachPart_maySeeAndDoWhatItIsFor() {
        SecretPolicy policy = SecretPolicyTemplate.ownedBy(OWNER)
                .administrators(ALICE)
                .users(BOB, APP)
                .build();
        AccessPolicies policies = AccessPolicies.builder().build().onSecret(policy);
        Principal session = Principal.ofRam("acs:ram::" + OWNER + ":role/app/job-1");

        assertThat(PolicyValidator.forSecretPolicy(KmsArn.parse(SECRET).orElseThrow())
                        .validate(policy))
                .isEmpty();
        assertThat(decide(policies, ALICE, "kms:PutSecretValue")).isTrue();
        assertThat(decide(policies, ALICE, "kms:GetSecretValue")).isFalse();
        assertThat(decide(policies, BOB, "kms:GetSecretValue")).isTrue();
        assertThat(decide(policies, session, "kms:GetSecretValue")).isTrue();
        assertThat(decide(policies, BOB, "kms:RotateSecret")).isFalse();
        assertThat(decide(policies, CAROL, "kms:DescribeSecret")).isFalse();
        assertThat(SecretPolicyTemplate.ownedBy(OWNER).build()).isEqualTo(SecretPolicy.defaultFor(OWNER));
    }

    @Test
    void secretPolicyTemplate_withinBounds_leavesTheOwnerUnbound() {
        SecretPolicy policy = SecretPolicyTemplate.ownedBy(OWNER)
                .users(BOB)
                .fromSourceIp(SourceIpBounds.of("203.0.113.7"))
                .build();

        assertThat(PolicyValidator.forSecretPolicy(OWNER).validate(policy)).isEmpty();
        assertThat(policy.statements().get(0)).isEqualTo(SecretPolicy.ownerStatement(OWNER));
        assertThat(policy.statements().get(1).conditions()).hasSize(1);
    }

    @Test
    void crossAccountReading_takesBothTemplates() {
        KmsArn secret = KmsArn.parse(SECRET).orElseThrow();
        KmsArn key = KmsArn.key("cn-hangzhou", OWNER, "key-1");
        RamPolicy ramSide = RamPolicyTemplate.in("cn-hangzhou", FOREIGN)
                .useSecretOf(secret)
                .decryptWith(key)
                .build();
        SecretPolicy secretSide =
                SecretPolicyTemplate.ownedBy(OWNER).crossAccountUsers(CAROL).build();
        AccessPolicies caller = AccessPolicies.builder().identity(ramSide).build();
        AccessPolicies nobody = AccessPolicies.builder().build();

        assertThat(PolicyValidator.forIdentityPolicy().validate(ramSide)).isEmpty();
        assertThat(PolicyValidator.forSecretPolicy(secret).validate(secretSide)).isEmpty();
        assertThat(decide(caller.onSecret(secretSide), CAROL, "kms:GetSecretValue"))
                .isTrue();
        assertThat(decide(caller.onSecret(secretSide), CAROL, "kms:PutSecretValue"))
                .isFalse();
        assertThat(decide(nobody.onSecret(secretSide), CAROL, "kms:GetSecretValue"))
                .isFalse();
        assertThat(decide(caller.onSecret(SecretPolicy.defaultFor(OWNER)), CAROL, "kms:GetSecretValue"))
                .isFalse();
    }

    @Test
    void managedRamCredentials_policies_areThoseOfTheDocumentation() {
        AccessPolicies role = AccessPolicies.builder()
                .identity(ManagedRamCredentials.rolePolicy())
                .build();
        Principal session = Principal.ofRam("acs:ram::" + OWNER + ":role/aliyunkmsmanagedramcrendentialsrole/kms");
        String roleArn = "acs:ram::" + OWNER + ":role/aliyunkmsmanagedramcrendentialsrole";
        AccessPolicies trust = AccessPolicies.builder().build().onRole(ManagedRamCredentials.trustPolicy());

        assertThat(ManagedRamCredentials.POLICY_NAME).isEqualTo("AliyunKMSManagedRAMCrendentialsRolePolicy");
        assertThat(ManagedRamCredentials.ROLE_NAME).isEqualTo("AliyunKMSManagedRAMCrendentialsRole");
        assertThat(PolicyValidator.forIdentityPolicy().validate(ManagedRamCredentials.rolePolicy()))
                .isEmpty();
        assertThat(PolicyValidator.forTrustPolicy().validate(ManagedRamCredentials.trustPolicy()))
                .isEmpty();
        assertThat(role.decide(request(session, "ram:CreateAccessKey", "acs:ram:*:" + OWNER + ":user/app"))
                        .isAllowed())
                .isTrue();
        assertThat(role.decide(request(session, "ram:DeleteUser", "acs:ram:*:" + OWNER + ":user/app"))
                        .isAllowed())
                .isFalse();
        assertThat(trust.decide(request(Principal.service("kms.aliyuncs.com"), "sts:AssumeRole", roleArn))
                        .isAllowed())
                .isTrue();
        assertThat(trust.decide(request(Principal.service("ecs.aliyuncs.com"), "sts:AssumeRole", roleArn))
                        .isAllowed())
                .isFalse();
        assertThat(trust.decide(request(ALICE, "sts:AssumeRole", roleArn)).isAllowed())
                .isFalse();
    }

    @Test
    void templates_wrongInput_isRefused() {
        SecretPolicyTemplate template = SecretPolicyTemplate.ownedBy(OWNER);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> template.administrators(CAROL))
                .withMessageContaining("a RAM user or RAM role of account 1192853035110001 is needed");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> template.crossAccountUsers(ALICE))
                .withMessageContaining("of an account other than 1192853035110001 is needed");
        assertThatIllegalArgumentException().isThrownBy(() -> template.crossAccountUsers(Principal.account(FOREIGN)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RamPolicyTemplate.in("cn-hangzhou", "119285303511****"))
                .withMessageContaining("masked");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RamPolicyTemplate.in("cn-hangzhou", OWNER).build())
                .withMessageContaining("grants nothing");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RamPolicyTemplate.in("cn-hangzhou", OWNER)
                        .useSecretOf(KmsArn.parse(SECRET).orElseThrow()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RamPolicyTemplate.in("cn-hangzhou", OWNER).useKeys());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RamPolicyTemplate.in("cn-hangzhou", OWNER).useKeys("alias/orders"))
                .withMessageContaining("key behind 'alias/orders'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RamPolicyTemplate.in("cn-hangzhou", OWNER).readSecret("orders/db", "alias/orders"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SourceIpBounds.of("203.0.113.0/33"))
                .withMessageContaining("'203.0.113.0/33'");
        assertThatIllegalArgumentException().isThrownBy(SourceIpBounds::of);
    }

    @Test
    void templates_tooLong_areRefusedWithAWayOut() {
        String[] keyIds = IntStream.range(0, 200).mapToObj(i -> "key-" + i).toArray(String[]::new);
        Principal[] users = IntStream.range(0, 1_000)
                .mapToObj(i -> Principal.ramUser(OWNER, "u" + i))
                .toArray(Principal[]::new);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> RamPolicyTemplate.in("cn-hangzhou", OWNER)
                        .useKeys(keyIds)
                        .build())
                .withMessageContaining("at most 6144 characters");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> SecretPolicyTemplate.ownedBy(OWNER).users(users).build())
                .withMessageContaining("at most 32768 bytes");
    }

    @Test
    void sourceIpBounds_onWhatIsBoundAlready_areRefused() {
        Statement bound = Statement.allow()
                .action("kms:GetSecretValue")
                .resource("*")
                .condition(ConditionOperator.IP_ADDRESS, "acs:SourceIp", "10.0.0.0/8")
                .build();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> SourceIpBounds.of("203.0.113.7").on(bound))
                .withMessageContaining("there is a condition IpAddress on acs:SourceIp already");
    }

    private static boolean allows(RamPolicy policy, String actionAndResource, String region) {
        String[] parts = actionAndResource.split(" ", 2);
        String resource = parts[1].equals("*") ? "*" : "acs:kms:" + region + ":" + OWNER + ":" + parts[1];
        return AccessPolicies.builder()
                .identity(policy)
                .build()
                .decide(request(ALICE, parts[0], resource))
                .isAllowed();
    }

    private static boolean decide(RamPolicy policy, String action, String resource, String key, String value) {
        AccessRequest request = AccessRequest.builder(ALICE, action, "acs:kms:cn-hangzhou:" + OWNER + ":" + resource)
                .context(key, value)
                .build();
        return AccessPolicies.builder().identity(policy).build().decide(request).isAllowed();
    }

    private static boolean decide(AccessPolicies policies, Principal principal, String action) {
        return policies.decide(request(principal, action, SECRET)).isAllowed();
    }

    private static AccessRequest request(Principal principal, String action, String resource) {
        return AccessRequest.builder(principal, action, resource).build();
    }
}
