package io.opensesame.policy.validation;

import static io.opensesame.policy.validation.FindingCode.ACCOUNT_REACHES_NO_USER;
import static io.opensesame.policy.validation.FindingCode.ACTION_WITHOUT_EFFECT;
import static io.opensesame.policy.validation.FindingCode.CONDITION_KEY_NOT_CARRIED;
import static io.opensesame.policy.validation.FindingCode.FOREIGN_ACCOUNT;
import static io.opensesame.policy.validation.FindingCode.FOREIGN_PRINCIPAL_MANAGES;
import static io.opensesame.policy.validation.FindingCode.GRANTS_EVERYTHING;
import static io.opensesame.policy.validation.FindingCode.MALFORMED;
import static io.opensesame.policy.validation.FindingCode.OWNER_STATEMENT_CHANGED;
import static io.opensesame.policy.validation.FindingCode.OWNER_STATEMENT_MISSING;
import static io.opensesame.policy.validation.FindingCode.PRINCIPAL_SESSION;
import static io.opensesame.policy.validation.FindingCode.PRINCIPAL_WILDCARD;
import static io.opensesame.policy.validation.FindingCode.PROVIDER_WITHOUT_CONDITION;
import static io.opensesame.policy.validation.FindingCode.RESOURCE_MATCHES_NOTHING;
import static io.opensesame.policy.validation.FindingCode.RESOURCE_NOT_STAR;
import static io.opensesame.policy.validation.FindingCode.TOO_LONG;
import static io.opensesame.policy.validation.FindingCode.TRUST_WITHOUT_ASSUME_ROLE;
import static io.opensesame.policy.validation.FindingCode.UNKNOWN_CONDITION_KEY;
import static io.opensesame.policy.validation.FindingCode.UNKNOWN_SERVICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.opensesame.policy.Condition;
import io.opensesame.policy.ConditionOperator;
import io.opensesame.policy.KeyPolicy;
import io.opensesame.policy.KmsArn;
import io.opensesame.policy.Principal;
import io.opensesame.policy.SecretPolicy;
import io.opensesame.policy.Statement;
import io.opensesame.policy.TrustPolicy;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Policies of secrets, keys and roles, which name principals. */
class ResourcePolicyValidationTest {
    private static final String OWNER = "1192853035110001";
    private static final String FOREIGN = "1903253031260002";
    private static final Principal ALICE = Principal.ramUser(OWNER, "alice");
    private static final Principal CAROL = Principal.ramUser(FOREIGN, "carol");
    private static final KmsArn SECRET = KmsArn.secret("cn-hangzhou", OWNER, "orders/db");
    private static final Statement OF_OWNER = SecretPolicy.ownerStatement(OWNER);

    @Test
    void secretPolicy_thousandsOfForeignUsersAndActions_isJudgedSoon() {
        SecretPolicy policy = SecretPolicy.of(
                OF_OWNER,
                Statement.allow()
                        .principal(IntStream.range(0, 2_000)
                                .mapToObj(i -> Principal.ramUser(FOREIGN, "u" + i))
                                .toArray(Principal[]::new))
                        .actions(IntStream.range(0, 2_000)
                                .mapToObj(i -> "kms:*" + i)
                                .toList())
                        .resource("*")
                        .build());

        List<Finding> findings = Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> PolicyValidator.forSecretPolicy(OWNER).validate(policy));

        assertThat(findings).extracting(Finding::code).contains(TOO_LONG);
    }

    @Test
    void secretPolicy_default_isSound() {
        assertThat(PolicyValidator.forSecretPolicy(OWNER).validate(SecretPolicy.defaultFor(OWNER)))
                .isEmpty();
        assertThat(PolicyValidator.forKeyPolicy(OWNER).validate(KeyPolicy.defaultFor(OWNER)))
                .isEmpty();
    }

    @ParameterizedTest(name = "{1} at {2}")
    @MethodSource
    void secretPolicy_secondStatement_hasThatFindingAlone(
            Statement.Builder statement, FindingCode code, String pointer, String message) {
        SecretPolicy policy = SecretPolicy.of(OF_OWNER, statement.build());

        assertThat(PolicyValidator.forSecretPolicy(SECRET).validate(policy))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.code()).as(finding.toString()).isEqualTo(code);
                    assertThat(finding.pointer()).isEqualTo("/Statement/1" + pointer);
                    assertThat(finding.message()).contains(message);
                });
    }

    static Stream<Arguments> secretPolicy_secondStatement_hasThatFindingAlone() {
        return Stream.of(
                arguments(
                        reads(ALICE).action("kms:SetSecretPolicy"),
                        ACTION_WITHOUT_EFFECT,
                        "/Action/1",
                        "a secret policy has no say about kms:SetSecretPolicy"),
                arguments(
                        reads(ALICE).action("kms:DescribeKey"), ACTION_WITHOUT_EFFECT, "/Action/1", "kms:DescribeKey"),
                arguments(
                        reads(ALICE).action("kms:ListSecrets"), ACTION_WITHOUT_EFFECT, "/Action/1", "kms:ListSecrets"),
                arguments(reads(ALICE).action("kms:Decrypt"), ACTION_WITHOUT_EFFECT, "/Action/1", "kms:Decrypt"),
                arguments(reads(ALICE).action("kms:Set*"), ACTION_WITHOUT_EFFECT, "/Action/1", "kms:Set*"),
                arguments(
                        reads(ALICE, Principal.account(FOREIGN)),
                        FOREIGN_ACCOUNT,
                        "/Principal/RAM/1",
                        "not the account 1903253031260002"),
                arguments(
                        reads(CAROL).action("kms:PutSecretValue"),
                        FOREIGN_PRINCIPAL_MANAGES,
                        "/Principal/RAM/0",
                        "take out kms:PutSecretValue"),
                arguments(
                        reads(CAROL).action("kms:SetSecretPolicy"),
                        ACTION_WITHOUT_EFFECT,
                        "/Action/1",
                        "no say about kms:SetSecretPolicy"),
                arguments(
                        reads(Principal.ofRam("acs:ram::" + OWNER + ":user/app-*")),
                        PRINCIPAL_WILDCARD,
                        "/Principal/RAM/0",
                        "no wildcard is documented"),
                arguments(
                        reads(Principal.ofRam("acs:ram::" + OWNER + ":role/app/job-7")),
                        PRINCIPAL_SESSION,
                        "/Principal/RAM/0",
                        "write acs:ram::1192853035110001:role/app"),
                arguments(
                        reads(Principal.account(OWNER), ALICE),
                        ACCOUNT_REACHES_NO_USER,
                        "/Principal/RAM/0",
                        "grants its RAM users and roles nothing"),
                arguments(everything(ALICE), GRANTS_EVERYTHING, "", "those of administrators and of users"),
                arguments(
                        Statement.allow()
                                .principal(ALICE)
                                .action("kms:GetSecretValue")
                                .resource("acs:kms:cn-hangzhou:1192853035110001:secret/orders/db2"),
                        RESOURCE_MATCHES_NOTHING,
                        "/Resource/0",
                        "this is not the secret that the policy belongs to"),
                arguments(
                        Statement.allow()
                                .principal(ALICE)
                                .action("kms:GetSecretValue")
                                .resource(SECRET),
                        RESOURCE_NOT_STAR,
                        "/Resource/0",
                        "* stands for the secret"),
                arguments(
                        reads(ALICE).condition(tag()),
                        CONDITION_KEY_NOT_CARRIED,
                        "/Condition/StringEquals/kms:tag~1Project",
                        "kms:GetSecretValue"),
                arguments(
                        reads(ALICE).condition(ConditionOperator.STRING_EQUALS, "oss:Prefix", "a"),
                        UNKNOWN_CONDITION_KEY,
                        "/Condition/StringEquals/oss:Prefix",
                        "knows no key oss:Prefix"));
    }

    @Test
    void secretPolicy_foreignUserWithEverything_isFoundTwice() {
        SecretPolicy policy = SecretPolicy.of(OF_OWNER, everything(CAROL).build());

        assertThat(PolicyValidator.forSecretPolicy(OWNER).validate(policy))
                .extracting(Finding::code)
                .containsExactly(FOREIGN_PRINCIPAL_MANAGES, GRANTS_EVERYTHING);
    }

    @Test
    void secretPolicy_foreignUserOfWildcardThatReachesReadingAlone_isSound() {
        SecretPolicy policy = SecretPolicy.of(
                OF_OWNER,
                Statement.allow()
                        .principal(CAROL)
                        .action("kms:Get*")
                        .resource("*")
                        .build());

        assertThat(PolicyValidator.forSecretPolicy(OWNER).validate(policy)).isEmpty();
    }

    @Test
    void secretPolicy_foreignUserThatIsDenied_isSound() {
        SecretPolicy policy = SecretPolicy.of(
                OF_OWNER,
                Statement.deny().principal(CAROL).action("kms:*").resource("*").build());

        assertThat(PolicyValidator.forSecretPolicy(OWNER).validate(policy)).isEmpty();
    }

    @Test
    void secretPolicy_withoutOwnersStatement_isFoundWithTheStatementToAdd() {
        SecretPolicy policy = SecretPolicy.of(reads(ALICE).build());

        assertThat(PolicyValidator.forSecretPolicy(OWNER).validate(policy))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.code()).isEqualTo(OWNER_STATEMENT_MISSING);
                    assertThat(finding.pointer()).isEqualTo("/Statement");
                    assertThat(finding.message()).endsWith("put it first: " + OF_OWNER);
                });
    }

    @Test
    void secretPolicy_withOwnersStatementChanged_isFoundThere() {
        List<Statement> changed = List.of(
                OF_OWNER.toBuilder().sid("another").build(),
                OF_OWNER.toBuilder().principal(ALICE).build(),
                OF_OWNER.toBuilder().action("kms:GetSecretValue").build(),
                OF_OWNER.toBuilder().condition(tag()).build(),
                Statement.allow()
                        .sid("kms default secret policy")
                        .principal(Principal.account(OWNER))
                        .action("kms:Get*")
                        .resource("*")
                        .build(),
                SecretPolicy.ownerStatement(FOREIGN));

        assertThat(changed)
                .allSatisfy(statement -> assertThat(
                                PolicyValidator.forSecretPolicy(OWNER).validate(SecretPolicy.of(statement)))
                        .extracting(finding -> finding.code() + " " + finding.pointer())
                        .contains(OWNER_STATEMENT_CHANGED + " /Statement/0"));
    }

    @Test
    void secretPolicy_ownerWrittenAsRoot_isTheSame() {
        Statement asRoot = Statement.allow()
                .sid("kms default secret policy")
                .principal(Principal.account(OWNER))
                .action("kms:*")
                .resource("*")
                .build();

        assertThat(PolicyValidator.forSecretPolicy(OWNER).validate(SecretPolicy.of(asRoot)))
                .isEmpty();
    }

    @Test
    void secretPolicy_tooLong_countsBytes() {
        String json = SecretPolicy.defaultFor(OWNER).toJson().replace("[{", "[" + " ".repeat(32_768) + "{");

        assertThat(PolicyValidator.forSecretPolicy(OWNER).validate(json))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.code()).isEqualTo(TOO_LONG);
                    assertThat(finding.message()).contains("bytes, and the service takes 32768 of a secret policy");
                });
    }

    @Test
    void secretPolicy_maskedAccount_isMalformedWithTheReason() {
        String json = SecretPolicy.defaultFor(OWNER).toJson().replace(OWNER, "119285303511****");

        assertThat(PolicyValidator.forSecretPolicy(OWNER).validate(json))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.code()).isEqualTo(MALFORMED);
                    assertThat(finding.message()).contains("masked with ****").contains("line 1, column ");
                });
    }

    @Test
    void keyPolicy_foreignUser_mayUseAndNotManage() {
        Statement uses = Statement.allow()
                .principal(CAROL)
                .action("kms:Encrypt", "kms:Decrypt", "kms:GenerateDataKey", "kms:DescribeKey")
                .resource("*")
                .build();
        Statement manages = uses.toBuilder().action("kms:ScheduleKeyDeletion").build();
        PolicyValidator<KeyPolicy> validator = PolicyValidator.forKeyPolicy(KmsArn.key("cn-hangzhou", OWNER, "key-1"));

        assertThat(validator.validate(KeyPolicy.of(KeyPolicy.ownerStatement(OWNER), uses)))
                .isEmpty();
        assertThat(validator.validate(KeyPolicy.of(KeyPolicy.ownerStatement(OWNER), manages)))
                .extracting(Finding::code)
                .containsExactly(FOREIGN_PRINCIPAL_MANAGES);
    }

    @Test
    void keyPolicy_actionOnSecrets_isWithoutEffect() {
        KeyPolicy policy = KeyPolicy.of(
                KeyPolicy.ownerStatement(OWNER),
                Statement.allow()
                        .principal(ALICE)
                        .action("kms:GetSecretValue", "kms:Decrypt")
                        .resource("*")
                        .build());

        assertThat(PolicyValidator.forKeyPolicy(OWNER).validate(policy))
                .extracting(finding -> finding.code() + " " + finding.pointer())
                .containsExactly(ACTION_WITHOUT_EFFECT + " /Statement/1/Action/0");
    }

    @Test
    void trustPolicy_mistakes_areFound() {
        PolicyValidator<TrustPolicy> validator = PolicyValidator.forTrustPolicy();
        Statement service = Statement.allow()
                .principal(Principal.service("kms.aliyuncs.com"), ALICE, Principal.account(FOREIGN))
                .action("sts:AssumeRole")
                .build();
        Statement unknown = Statement.allow()
                .principal(Principal.service("kms.example.com"))
                .action("kms:AssumeRole")
                .build();
        Statement provider = Statement.allow()
                .principal(Principal.federated("acs:ram::" + OWNER + ":saml-provider/idp"))
                .action("sts:AssumeRole")
                .build();

        assertThat(validator.validate(TrustPolicy.of(service))).isEmpty();
        assertThat(validator.validate(TrustPolicy.of(unknown)))
                .extracting(Finding::code)
                .contains(UNKNOWN_SERVICE, TRUST_WITHOUT_ASSUME_ROLE);
        assertThat(validator.validate(TrustPolicy.of(provider)))
                .extracting(finding -> finding.code() + " " + finding.pointer())
                .containsExactly(PROVIDER_WITHOUT_CONDITION + " /Statement/0/Principal/Federated/0");
        assertThat(validator.validate(TrustPolicy.of(provider.toBuilder()
                        .condition(
                                ConditionOperator.STRING_EQUALS,
                                "saml:recipient",
                                "https://signin.aliyun.com/saml-role/sso")
                        .build())))
                .isEmpty();
    }

    @Test
    void validators_ofNoResource_areRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PolicyValidator.forSecretPolicy("119285303511****"))
                .withMessageContaining("masked");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PolicyValidator.forSecretPolicy(KmsArn.secret("cn-hangzhou", OWNER, "orders/*")))
                .withMessageContaining("one secret is needed, without wildcards");
        assertThatIllegalArgumentException().isThrownBy(() -> PolicyValidator.forKeyPolicy(SECRET));
    }

    private static Statement.Builder reads(Principal... principals) {
        return Statement.allow()
                .principal(principals)
                .action("kms:GetSecretValue")
                .resource("*");
    }

    private static Statement.Builder everything(Principal principal) {
        return Statement.allow().principal(principal).action("kms:*").resource("*");
    }

    private static Condition tag() {
        return Condition.of(ConditionOperator.STRING_EQUALS, "kms:tag/Project", "Apollo");
    }
}
