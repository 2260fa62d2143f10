package io.opensesame.policy.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.opensesame.policy.Condition;
import io.opensesame.policy.ConditionOperator;
import io.opensesame.policy.KeyPolicy;
import io.opensesame.policy.PolicyType;
import io.opensesame.policy.Principal;
import io.opensesame.policy.RamPolicy;
import io.opensesame.policy.SecretPolicy;
import io.opensesame.policy.Statement;
import io.opensesame.policy.TrustPolicy;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a person is told about a decision, trap by trap. */
class ExplanationTest {
    private static final String OWNER = "1192853035110001";
    private static final String OTHER = "1903253031260002";
    private static final String KMS = "acs:kms:cn-hangzhou:" + OWNER + ":";
    private static final String SECRET = KMS + "secret/orders/db";
    private static final Principal ALICE = Principal.ramUser(OWNER, "alice");
    private static final Principal STRANGER = Principal.ramUser(OTHER, "bob");
    private static final RamPolicy READS_ALL = RamPolicy.of(
            Statement.allow().action("kms:GetSecretValue").resource("*").build());

    @Test
    void explanation_allowed_namesTheStatement() {
        AccessDecision decision = identity(READS_ALL).decide(read(ALICE));

        assertThat(decision.explanation())
                .isEqualTo("acs:ram::" + OWNER + ":user/alice is allowed kms:GetSecretValue on " + SECRET
                        + ": statement 1 of app allows it.");
        assertThat(decision.nearestMisses()).isEmpty();
        assertThat(decision.leastStatements()).isEmpty();
    }

    @Test
    void explanation_manyStatementsAllow_namesThree() {
        AccessPolicies policies = AccessPolicies.builder()
                .identity("app", RamPolicy.of(Collections.nCopies(40, READS_ALL.statements().get(0))))
                .build();

        assertThat(policies.decide(read(ALICE)).explanation())
                .endsWith(": statement 1 of app, statement 2 of app, statement 3 of app and 37 more allow it.");
    }

    @Test
    void nearestMisses_sessionAndIdentitySilent_sessionFirst() {
        AccessPolicies policies = AccessPolicies.builder()
                .identity("app", reads(Condition.of(ConditionOperator.BOOL, "acs:SecureTransport", "true")))
                .session(allows("kms:DescribeSecret", "*"))
                .build();

        AccessDecision decision = policies.decide(read(Principal.ofRam("acs:ram::" + OWNER + ":role/app/session-1")));

        assertThat(decision.nearestMisses())
                .extracting(miss -> miss.statement().type())
                .containsExactly(PolicyType.SESSION_POLICY, PolicyType.IDENTITY_POLICY);
        assertThat(decision.leastStatements())
                .containsOnlyKeys(PolicyType.SESSION_POLICY, PolicyType.IDENTITY_POLICY);
    }

    @Test
    void explanation_ownerAsks_saysSo() {
        AccessDecision decision = AccessPolicies.builder().build().decide(read(Principal.account(OWNER)));

        assertThat(decision.explanation()).endsWith(": an account may do everything with what it owns.");
    }

    @Test
    void explanation_explicitDeny_namesTheDenyAndItsConditions() {
        RamPolicy policy = RamPolicy.of(
                READS_ALL.statements().get(0),
                Statement.deny()
                        .sid("OfficeOnly")
                        .action("kms:*")
                        .resource("*")
                        .condition(ConditionOperator.NOT_IP_ADDRESS, "acs:SourceIp", "10.0.0.0/8")
                        .build());
        AccessRequest request = request(ALICE, "kms:GetSecretValue", SECRET)
                .context("acs:SourceIp", "203.0.113.7")
                .build();

        AccessDecision decision = identity(policy).decide(request);

        assertThat(decision.decidedAt()).contains(PolicyType.IDENTITY_POLICY);
        assertThat(decision.explanation())
                .endsWith("is denied kms:GetSecretValue on " + SECRET + ": statement 2 (Sid 'OfficeOnly') of app denies"
                        + " it, and a Deny outweighs every Allow: it has to be changed. It applies under its condition"
                        + " NotIpAddress acs:SourceIp [10.0.0.0/8], and the request has [203.0.113.7].");
        assertThat(decision.leastStatements()).isEmpty();
    }

    @Test
    void explanation_negativeDenyOfAbsentKey_saysThatItsAbsenceMeetsIt() {
        RamPolicy policy = RamPolicy.of(Statement.deny()
                .action("*")
                .resource("*")
                .condition(ConditionOperator.STRING_NOT_LIKE, "acs:SourceVpc", "vpc-*")
                .build());

        assertThat(identity(policy).decide(read(ALICE)).explanation())
                .contains("StringNotLike acs:SourceVpc [vpc-*], which a request without acs:SourceVpc meets")
                .endsWith("Without it, nothing would allow this either.");
    }

    @Test
    void explanation_denyWhoseKeyIsAbsent_pointsOutThatItDoesNotApply() {
        RamPolicy policy = RamPolicy.of(
                READS_ALL.statements().get(0),
                Statement.deny()
                        .action("kms:*")
                        .resource("*")
                        .condition(ConditionOperator.BOOL, "acs:MFAPresent", "false")
                        .build());

        assertThat(identity(policy).decide(read(ALICE)).explanation())
                .endsWith("statement 1 of app allows it. Though statement 2 of app denies it under the condition Bool"
                        + " acs:MFAPresent [false], which a request without acs:MFAPresent does not meet.");
    }

    @Test
    void explanation_noPolicies_saysSo() {
        assertThat(AccessPolicies.builder().build().decide(read(ALICE)).explanation())
                .isEqualTo("acs:ram::" + OWNER + ":user/alice is refused kms:GetSecretValue on " + SECRET
                        + ": the caller has no policies.");
    }

    @Test
    void explanation_conditionNotMet_namesOperatorKeyAndBothValues() {
        RamPolicy policy = reads(Condition.of(ConditionOperator.IP_ADDRESS, "acs:SourceIp", "10.0.0.0/8"));
        AccessRequest request = request(ALICE, "kms:GetSecretValue", SECRET)
                .context("acs:SourceIp", "203.0.113.7")
                .build();

        AccessDecision decision = identity(policy).decide(request);

        assertThat(decision.explanation())
                .endsWith("no policy of the caller allows it. Nearest comes statement 1 of app: its condition IpAddress"
                        + " acs:SourceIp [10.0.0.0/8] is not met by [203.0.113.7], which the request has.");
        Mismatch mismatch = onlyMismatch(decision);
        assertThat(mismatch.part()).isEqualTo(Mismatch.Part.CONDITION);
        assertThat(mismatch.condition())
                .contains(policy.statements().get(0).conditions().get(0));
        assertThat(mismatch.presentValues()).containsExactly("203.0.113.7");
    }

    @Test
    void explanation_conditionKeyAbsent_saysSo() {
        AccessDecision decision = identity(reads(Condition.of(ConditionOperator.BOOL, "acs:SecureTransport", "true")))
                .decide(read(ALICE));

        assertThat(onlyMismatch(decision).presentValues()).isEmpty();
        assertThat(decision.explanation())
                .contains("the request has no acs:SecureTransport, and its condition Bool acs:SecureTransport [true]"
                        + " needs one");
    }

    @Test
    void explanation_conditionKeyInAnotherCase_pointsItOut() {
        AccessRequest request = request(ALICE, "kms:GetSecretValue", SECRET)
                .context("acs:PrincipalARN", ALICE.toString())
                .build();

        assertThat(identity(reads(Condition.of(ConditionOperator.STRING_LIKE, "acs:PrincipalArn", "*")))
                        .decide(request)
                        .explanation())
                .contains("has no acs:PrincipalArn, though acs:PrincipalARN: the letter case of keys matters");
    }

    @Test
    void explanation_conditionThatComparesNothing_saysSo() {
        AccessRequest request = request(ALICE, "kms:GetSecretValue", SECRET)
                .context("acs:SourceIp", "203.0.113.7")
                .build();

        assertThat(identity(reads(Condition.of(ConditionOperator.IP_ADDRESS, "acs:SourceIp", "office")))
                        .decide(request)
                        .explanation())
                .contains("[office] has no value that IpAddress can compare");
    }

    @Test
    void explanation_itemsGrantedAndContainerAsked_pointsOutTheContainer() {
        RamPolicy policy = allows("kms:ListSecrets", KMS + "secret/*");

        assertThat(identity(policy)
                        .decide(build(ALICE, "kms:ListSecrets", KMS + "secret"))
                        .explanation())
                .endsWith("its Resource [" + KMS + "secret/*] covers single resources, and kms:ListSecrets is about the"
                        + " container " + KMS + "secret, which has no slash after secret.");
    }

    @Test
    void explanation_containerGrantedAndItemAsked_pointsOutTheItem() {
        RamPolicy policy = allows("kms:GetSecretValue", KMS + "secret");

        assertThat(identity(policy).decide(read(ALICE)).explanation())
                .endsWith("covers the container alone, and kms:GetSecretValue is about " + SECRET
                        + " in it: add /orders/db or /*.");
    }

    @Test
    void explanation_otherRegionAccountOrCase_saysWhichPartDiffers() {
        assertThat(explained(allows("kms:*", "acs:kms:cn-beijing:*:secret/*")))
                .endsWith("is about the region 'cn-beijing', and the resource is in cn-hangzhou.");
        assertThat(explained(allows("kms:*", "acs:kms:*:1903****:secret/*")))
                .endsWith("is about the account '1903****', and the resource is of " + OWNER
                        + "; an id that is masked with **** has to be filled in.");
        assertThat(explained(allows("kms:*", KMS + "secret/Orders/DB")))
                .endsWith("differs from " + SECRET + " in letter case, which matters.");
        assertThat(explained(allows("kms:*", KMS + "secret/mail")))
                .endsWith("its Resource [" + KMS + "secret/mail] does not cover " + SECRET + ".");
    }

    @Test
    void explanation_noResourceAndAnArnGranted_saysThatOnlyAStarCovers() {
        AccessRequest request = build(ALICE, "kms:GetRandomPassword", AccessRequest.NO_RESOURCE);

        assertThat(identity(allows("kms:*", KMS + "secret/*")).decide(request).explanation())
                .startsWith(ALICE + " is refused kms:GetRandomPassword: ")
                .endsWith("does not cover kms:GetRandomPassword, which is about no resource: * alone does.");
    }

    @Test
    void explanation_otherAction_namesTheActionsThatAreThere() {
        RamPolicy policy = RamPolicy.of(
                Statement.allow()
                        .action("kms:DescribeSecret", "kms:ListSecretVersionIds", "kms:ListSecrets", "kms:TagResource")
                        .resource("*")
                        .build(),
                Statement.allow().allActionsExcept("kms:Get*").resource("*").build());

        List<NearMiss> misses = identity(policy).decide(read(ALICE)).nearestMisses();

        assertThat(misses)
                .extracting(NearMiss::toString)
                .containsExactly(
                        "statement 1 of app: its Action [kms:DescribeSecret, kms:ListSecretVersionIds, kms:ListSecrets and 1"
                                + " more] does not cover kms:GetSecretValue",
                        "statement 2 of app: its NotAction [kms:Get*] takes out kms:GetSecretValue");
    }

    @Test
    void nearestMisses_several_areRankedByWhatIsMissing() {
        RamPolicy policy = RamPolicy.of(
                Statement.allow().action("kms:Encrypt").resource(KMS + "key/*").build(),
                Statement.allow().action("kms:DescribeSecret").resource("*").build(),
                Statement.allow().action("kms:*").resource(KMS + "secret/mail").build(),
                Statement.allow()
                        .action("kms:*")
                        .resource("*")
                        .condition(ConditionOperator.BOOL, "acs:SecureTransport", "true")
                        .build());

        List<NearMiss> misses = identity(policy).decide(read(ALICE)).nearestMisses();

        assertThat(misses).extracting(miss -> miss.statement().index()).containsExactly(3, 2, 1);
    }

    @Test
    void nearestMisses_manyStatements_areFive() {
        Statement far =
                Statement.allow().action("kms:*").resource(KMS + "secret/mail").build();

        assertThat(identity(RamPolicy.of(Collections.nCopies(40, far)))
                        .decide(read(ALICE))
                        .nearestMisses())
                .hasSize(5);
    }

    @Test
    void explanation_defaultSecretPolicy_saysThatTheAccountAloneIsMeant() {
        AccessDecision decision = AccessPolicies.builder()
                .build()
                .onSecret(SecretPolicy.defaultFor(OWNER))
                .decide(read(ALICE));

        assertThat(onlyMismatch(decision).part()).isEqualTo(Mismatch.Part.PRINCIPAL);
        assertThat(decision.explanation())
                .contains(": the caller has no policies, and the secret policy does not. Nearest comes statement 1 (Sid"
                        + " 'kms default secret policy') of the secret policy: its Principal names the account " + OWNER
                        + " as such, which opens nothing to the RAM users and roles of it");
        assertThat(decision.leastStatements())
                .containsOnlyKeys(PolicyType.IDENTITY_POLICY)
                .containsValue(Statement.allow()
                        .action("kms:GetSecretValue")
                        .resource(SECRET)
                        .build());
    }

    @Test
    void explanation_actionWithoutEffectInSecretPolicy_saysSo() {
        SecretPolicy policy = secretPolicy(ALICE, "kms:*");

        AccessDecision decision =
                AccessPolicies.builder().build().onSecret(policy).decide(build(ALICE, "kms:SetSecretPolicy", SECRET));

        assertThat(decision.explanation())
                .contains(
                        "the caller has no policies, and a secret policy has no say about kms:SetSecretPolicy, whatever"
                                + " it holds. Nearest comes statement 1 of the secret policy: a secret policy has no say about"
                                + " kms:SetSecretPolicy.");
    }

    @Test
    void explanation_acrossAccountsWithoutSecretPolicy_namesTheMissingHalf() {
        AccessDecision decision = identity(READS_ALL).decide(read(STRANGER));

        assertThat(decision.explanation())
                .endsWith("across accounts, the caller's policies and the policy of the resource both have to allow it;"
                        + " the caller's do, and the resource bears no policy.");
        assertThat(decision.leastStatements()).isEmpty();
    }

    @Test
    void explanation_acrossAccountsSecretPolicySilent_givesItsStatement() {
        Principal session = Principal.ofRam("acs:ram::" + OTHER + ":role/reader/app-1");

        AccessDecision decision =
                identity(READS_ALL).onSecret(SecretPolicy.defaultFor(OWNER)).decide(read(session));

        assertThat(decision.decidedAt()).contains(PolicyType.SECRET_POLICY);
        assertThat(decision.explanation()).contains("the caller's do, and the secret policy does not. Nearest");
        assertThat(decision.leastStatements())
                .containsOnlyKeys(PolicyType.SECRET_POLICY)
                .containsValue(Statement.allow()
                        .principal(Principal.ramRole(OTHER, "reader"))
                        .action("kms:GetSecretValue")
                        .resource("*")
                        .build());
    }

    @Test
    void explanation_acrossAccountsIdentitySilent_namesTheMissingHalf() {
        AccessDecision decision = AccessPolicies.builder()
                .build()
                .onSecret(secretPolicy(STRANGER, "kms:GetSecretValue"))
                .decide(read(STRANGER));

        assertThat(decision.decidedAt()).contains(PolicyType.IDENTITY_POLICY);
        assertThat(decision.explanation()).endsWith("; the secret policy does, and the caller has no policies.");
        assertThat(decision.leastStatements()).containsOnlyKeys(PolicyType.IDENTITY_POLICY);
    }

    @Test
    void explanation_acrossAccountsNeither_givesBothStatements() {
        AccessDecision decision = AccessPolicies.builder()
                .build()
                .onSecret(SecretPolicy.defaultFor(OWNER))
                .decide(read(STRANGER));

        assertThat(decision.explanation()).contains("; the caller has no policies, and the secret policy does not.");
        assertThat(decision.leastStatements()).containsOnlyKeys(PolicyType.IDENTITY_POLICY, PolicyType.SECRET_POLICY);
    }

    @Test
    void explanation_anotherAccountItself_sendsToItsIdentities() {
        AccessDecision decision = identity(READS_ALL)
                .onSecret(secretPolicy(Principal.account(OTHER), "kms:*"))
                .decide(read(Principal.account(OTHER)));

        assertThat(decision.outcome()).isEqualTo(AccessOutcome.IMPLICIT_DENY);
        assertThat(decision.explanation())
                .contains(
                        "the resource is another account's, which can authorize RAM users and RAM roles of this one alone");
    }

    @Test
    void explanation_sessionPolicySilent_saysThatItLimits() {
        AccessPolicies policies = AccessPolicies.builder()
                .identity("app", READS_ALL)
                .session(allows("kms:DescribeSecret", "*"))
                .build();

        AccessDecision decision = policies.decide(read(Principal.ofRam("acs:ram::" + OWNER + ":role/app/session-1")));

        assertThat(decision.decidedAt()).contains(PolicyType.SESSION_POLICY);
        assertThat(decision.explanation())
                .contains(": the session policy does not allow it, and a session may do at most what its policy allows."
                        + " Nearest comes statement 1 of session policy 1: its Action");
        assertThat(decision.leastStatements()).containsOnlyKeys(PolicyType.SESSION_POLICY);
    }

    @Test
    void explanation_controlPolicySilentAndIdentityDenies_saysBoth() {
        AccessPolicies policies = AccessPolicies.builder()
                .identity(
                        "app",
                        RamPolicy.of(
                                Statement.deny().action("kms:*").resource("*").build()))
                .control("guardrail", allows("ecs:*", "*"))
                .build();

        AccessDecision decision = policies.decide(read(ALICE));

        assertThat(decision.outcome()).isEqualTo(AccessOutcome.IMPLICIT_DENY);
        assertThat(decision.explanation())
                .contains(
                        ": no control policy allows it, and an account with control policies may do only what they allow;"
                        + " no policy behind it allows it either.")
                .endsWith(" Besides, statement 1 of app denies it.");
        assertThat(decision.leastStatements()).isEmpty();
    }

    @Test
    void decide_accountItself_isNotBoundByControlPolicies() {
        AccessPolicies policies = AccessPolicies.builder()
                .control("guardrail", allows("ecs:*", "*"))
                .build();

        assertThat(policies.decide(read(Principal.account(OWNER))).isAllowed()).isTrue();
    }

    @Test
    void explanation_assumeRole_namesTheTrustPolicy() {
        String role = "acs:ram::" + OWNER + ":role/reader";
        AccessPolicies policies = identity(allows("sts:AssumeRole", "*"))
                .onRole(TrustPolicy.of(Statement.allow()
                        .principal(Principal.service("kms.aliyuncs.com"))
                        .action("sts:AssumeRole")
                        .build()));

        AccessDecision decision = policies.decide(build(ALICE, "sts:AssumeRole", role));

        assertThat(decision.explanation())
                .contains(
                        "to assume a role, the caller's policies and the role's trust policy both have to allow it; the"
                                + " caller's do, and the trust policy does not.")
                .endsWith("its Principal [kms.aliyuncs.com] does not name " + ALICE + ".");
        assertThat(policies.decide(build(Principal.service("ecs.aliyuncs.com"), "sts:AssumeRole", role))
                        .explanation())
                .contains("it takes an Allow in the policy of the resource, and the trust policy does not");
        assertThat(policies.decide(build(Principal.account(OWNER), "sts:AssumeRole", role))
                        .explanation())
                .endsWith(": an account cannot assume a role, its RAM users and RAM roles can.");
    }

    @Test
    void decide_policyOfASecretForItsKey_hasNoSay() {
        String key = KMS + "key/k1";
        AccessDecision decision = AccessPolicies.builder()
                .build()
                .onSecret(secretPolicy(ALICE, "kms:*"))
                .decide(build(ALICE, "kms:DescribeKey", key));

        assertThat(decision.outcome()).isEqualTo(AccessOutcome.IMPLICIT_DENY);
        assertThat(decision.nearestMisses()).isEmpty();
        assertThat(AccessPolicies.builder()
                        .build()
                        .onKey(KeyPolicy.of(Statement.allow()
                                .principal(ALICE)
                                .action("kms:Describe*")
                                .resource("*")
                                .build()))
                        .decide(build(ALICE, "kms:DescribeKey", key))
                        .isAllowed())
                .isTrue();
    }

    private static AccessPolicies identity(RamPolicy policy) {
        return AccessPolicies.builder().identity("app", policy).build();
    }

    private static String explained(RamPolicy policy) {
        return identity(policy).decide(read(ALICE)).explanation();
    }

    private static RamPolicy allows(String action, String resource) {
        return RamPolicy.of(Statement.allow().action(action).resource(resource).build());
    }

    private static RamPolicy reads(Condition condition) {
        return RamPolicy.of(Statement.allow()
                .action("kms:GetSecretValue")
                .resource("*")
                .condition(condition)
                .build());
    }

    private static SecretPolicy secretPolicy(Principal principal, String action) {
        return SecretPolicy.of(Statement.allow()
                .principal(principal)
                .action(action)
                .resource("*")
                .build());
    }

    private static Mismatch onlyMismatch(AccessDecision decision) {
        assertThat(decision.nearestMisses()).hasSize(1);
        assertThat(decision.nearestMisses().get(0).mismatches()).hasSize(1);
        return decision.nearestMisses().get(0).mismatches().get(0);
    }

    private static AccessRequest read(Principal principal) {
        return build(principal, "kms:GetSecretValue", SECRET);
    }

    private static AccessRequest build(Principal principal, String action, String resource) {
        return request(principal, action, resource).build();
    }

    private static AccessRequest.Builder request(Principal principal, String action, String resource) {
        return AccessRequest.builder(principal, action, resource);
    }
}
