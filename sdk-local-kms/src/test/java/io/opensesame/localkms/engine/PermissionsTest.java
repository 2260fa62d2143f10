package io.opensesame.localkms.engine;

import static io.opensesame.localkms.engine.PermissionScene.ACCOUNT;
import static io.opensesame.localkms.engine.PermissionScene.ALICE;
import static io.opensesame.localkms.engine.PermissionScene.ARN;
import static io.opensesame.localkms.engine.PermissionScene.FOREIGN_ACCOUNT;
import static io.opensesame.localkms.engine.PermissionScene.FOREIGN_ARN;
import static io.opensesame.localkms.engine.PermissionScene.ROOT;
import static io.opensesame.localkms.engine.PermissionScene.STRANGER;
import static io.opensesame.localkms.engine.RefusalAssert.assertInvalid;
import static io.opensesame.localkms.engine.RefusalAssert.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import io.opensesame.localkms.audit.AuditEntry;
import io.opensesame.localkms.audit.AuditTrail;
import io.opensesame.localkms.engine.PermissionScene.Permission;
import io.opensesame.localkms.engine.call.Caller;
import io.opensesame.localkms.engine.call.ServiceRefusal;
import io.opensesame.policy.ConditionOperator;
import io.opensesame.policy.KeyPolicy;
import io.opensesame.policy.PolicyType;
import io.opensesame.policy.Principal;
import io.opensesame.policy.RamPolicy;
import io.opensesame.policy.SecretPolicy;
import io.opensesame.policy.Statement;
import io.opensesame.policy.evaluation.AccessOutcome;
import io.opensesame.policy.leastprivilege.LeastPrivilege;
import io.opensesame.policy.leastprivilege.NeededPermission;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may do what, in which circumstances, and what others are told. */
class PermissionsTest {
    private static final Statement EVERYTHING =
            Statement.allow().action("kms:*").resource("*").build();
    private static final Caller SESSION =
            new Caller(ACCOUNT, "acs:ram::" + ACCOUNT + ":role/app/build-7", true, Optional.empty());

    private static final String INSTANCE = "kst-1";

    private final PermissionScene scene = new PermissionScene();

    @BeforeEach
    void createInstance() {
        scene.engine.createInstance(INSTANCE, 10);
    }

    @Test
    void root_withoutAnyPolicy_mayDoEverything() {
        scene.call(ROOT, "CreateSecret", "SecretName", "a", "VersionId", "v1", "SecretData", "value");

        assertThat(value(ROOT, "a")).isEqualTo("value");
        assertThat(scene.trail())
                .extracting(AuditEntry::action, AuditEntry::outcome)
                .contains(tuple("kms:GetSecretValue", AccessOutcome.ALLOW));
    }

    @Test
    void ramUser_withoutAnyPolicy_mayDoNothingButAskForRegions() {
        scene.createSecret("a");

        ServiceRefusal refusal = scene.refused(ALICE, "GetSecretValue", "SecretName", "a");

        assertRefused(refusal, 403, "Forbidden.NoPermission");
        assertThat(refusal).hasMessage("This operation for " + ARN + "secret/a is forbidden by permission system.");
        assertThat(refusal.accessDeniedDetail())
                .containsExactly(
                        entry("AuthAction", "kms:GetSecretValue"),
                        entry("AuthPrincipalType", "SubUser"),
                        entry("AuthPrincipalDisplayName", "alice"),
                        entry("AuthPrincipalOwnerId", ACCOUNT),
                        entry("NoPermissionType", "ImplicitDeny"),
                        entry("PolicyType", "AccountLevelIdentityBasedPolicy"));
        assertThat(scene.call(ALICE, "DescribeRegions").at("/Regions/Region")).hasSize(1);
    }

    @Test
    void denial_ofASession_tellsItsRoleAndItself() {
        scene.give(SESSION, Statement.deny().action("kms:*").resource("*").build());

        assertThat(scene.refused(SESSION, "ListKeys").accessDeniedDetail())
                .containsEntry("AuthPrincipalType", "AssumedRoleUser")
                .containsEntry("AuthPrincipalDisplayName", "app:build-7")
                .containsEntry("NoPermissionType", "ExplicitDeny");
    }

    @Test
    void denial_isTheSame_whetherTheResourceIsThereOrNot() {
        scene.createSecret("there");
        scene.give(
                ALICE,
                Statement.allow().action("kms:DescribeSecret").resource("*").build());

        for (String name : List.of("there", "gone")) {
            assertThat(scene.refused(ALICE, "GetSecretValue", "SecretName", name))
                    .hasMessage("This operation for " + ARN + "secret/" + name + " is forbidden by permission system.");
        }
        assertRefused(scene.refused(ALICE, "DescribeSecret", "SecretName", "gone"), 404, "Forbidden.ResourceNotFound");
    }

    @Test
    void policies_thatChange_countFromTheNextCallOn() {
        scene.createSecret("a");
        scene.give(ALICE, EVERYTHING);
        value(ALICE, "a");

        scene.give(ALICE, List.of());
        assertRefused(scene.refused(ALICE, "GetSecretValue", "SecretName", "a"), 403, "Forbidden.NoPermission");
        scene.give(ALICE, EVERYTHING);

        assertThat(value(ALICE, "a")).isEqualTo("value");
    }

    @Test
    void batch_elementThatIsDenied_failsNoOther() {
        scene.createSecret("mine");
        scene.createSecret("theirs");
        scene.give(ALICE, List.of(new Permission("kms:GetSecretValue", ARN + "secret/mine")));

        JsonNode answer = scene.call(
                ALICE, "BatchGetSecretValue", "SecretsList", "[{\"SecretName\":\"theirs\"},{\"SecretName\":\"mine\"}]");

        assertThat(answer.at("/SecretValues/0/SecretName").textValue()).isEqualTo("mine");
        assertThat(answer.at("/SecretValues")).hasSize(1);
        assertThat(answer.at("/Errors/0/SecretName").textValue()).isEqualTo("theirs");
        assertThat(answer.at("/Errors/0/Code").textValue()).isEqualTo("Forbidden.NoPermission");
        assertThat(answer.at("/Errors/0/HttpStatus").intValue()).isEqualTo(403);
        assertThat(scene.trail())
                .extracting(AuditEntry::operation, AuditEntry::resource, AuditEntry::isAllowed)
                .containsExactly(
                        tuple("BatchGetSecretValue", ARN + "secret/theirs", false),
                        tuple("BatchGetSecretValue", ARN + "secret/mine", true));
    }

    @Test
    void dryRun_tellsWhetherThePermissionIsThere() {
        scene.createSecret("a");
        String[] dryRun = {"SecretName", "a", "DryRun", "true"};

        ServiceRefusal denied = scene.refused(ALICE, "GetSecretValue", dryRun);
        scene.give(ALICE, EVERYTHING);
        ServiceRefusal granted = scene.refused(ALICE, "GetSecretValue", dryRun);

        assertRefused(denied, 403, "AccessDeniedError");
        assertThat(denied.accessDeniedDetail()).containsEntry("AuthAction", "kms:GetSecretValue");
        assertRefused(granted, 400, "DryRunOperationError");
    }

    @Test
    void refusalOfOneOfSeveralPermissions_leavesEverythingAsItWas() {
        String key = scene.createKey();
        String other = scene.createKey();
        scene.seed("CreateAlias", "KeyId", key, "AliasName", "alias/a");
        scene.give(ALICE, List.of(new Permission("kms:UpdateAlias", ARN + "alias/a")));

        assertThat(scene.refused(ALICE, "UpdateAlias", "KeyId", other, "AliasName", "alias/a"))
                .hasMessageContaining(ARN + "key/" + other);

        assertThat(scene.seed("DescribeKey", "KeyId", "alias/a")
                        .at("/KeyMetadata/KeyId")
                        .textValue())
                .isEqualTo(key);
    }

    @Test
    void createCertificate_isGrantedOnTheCertificatesAsAWholeOrOnEach_butNotPastADeny() {
        Statement onEach = Statement.allow()
                .action("kms:CreateCertificate")
                .resource(ARN + "certificate/*")
                .build();
        Statement denied = Statement.deny()
                .action("kms:CreateCertificate")
                .resource(ARN + "certificate")
                .build();

        scene.give(ALICE, onEach);
        ServiceRefusal passed = scene.refused(ALICE, "CreateCertificate");
        scene.give(ALICE, onEach, denied);
        ServiceRefusal refused = scene.refused(ALICE, "CreateCertificate");

        assertRefused(passed, 400, "MissingParameter");
        assertRefused(refused, 403, "Forbidden.NoPermission");
    }

    @ParameterizedTest
    @CsvSource({
        "IpAddress, acs:SourceIp, 203.0.113.0/24, true",
        "IpAddress, acs:SourceIp, 198.51.100.0/24, false",
        "NotIpAddress, acs:SourceIp, 203.0.113.0/24, false",
        "Bool, acs:SecureTransport, true, true",
        "Bool, acs:SecureTransport, false, false",
        "DateLessThan, acs:CurrentTime, 2026-03-01T10:00:01Z, true",
        "DateLessThan, acs:CurrentTime, 2026-03-01T10:00:00Z, false",
        "StringEquals, acs:PrincipalARN, acs:ram::1192853035110001:user/alice, true",
        "StringEquals, acs:PrincipalARN, acs:ram::1192853035110001:user/bob, false",
        "Bool, acs:MFAPresent, false, false",
        "StringNotLike, acs:SourceVpc, vpc-*, true",
    })
    void condition_onTheCall_decides(String operator, String key, String value, boolean allowed) {
        scene.createSecret("a");
        scene.give(
                ALICE,
                Statement.allow()
                        .action("kms:GetSecretValue")
                        .resource("*")
                        .condition(ConditionOperator.named(operator).orElseThrow(), key, value)
                        .build());

        assertThat(isAllowed(ALICE, "GetSecretValue", "SecretName", "a")).isEqualTo(allowed);
    }

    @Test
    void condition_onTheTime_goesByTheClockOfTheEngine() {
        scene.give(ALICE, condition(ConditionOperator.DATE_GREATER_THAN, "acs:CurrentTime", "2026-03-01T12:00:00Z"));

        assertThat(isAllowed(ALICE, "ListKeys")).isFalse();
        scene.clock.advance(Duration.ofHours(3));

        assertThat(isAllowed(ALICE, "ListKeys")).isTrue();
    }

    @Test
    void condition_onThePrincipal_seesTheRoleOfASession() {
        scene.give(
                SESSION,
                condition(ConditionOperator.STRING_EQUALS, "acs:PrincipalARN", "acs:ram::" + ACCOUNT + ":role/app"));

        assertThat(isAllowed(SESSION, "ListKeys")).isTrue();
    }

    @Test
    void condition_onATag_opensAndClosesEncrypt() {
        String key = scene.createKey();
        scene.give(ALICE, condition(ConditionOperator.STRING_EQUALS_IGNORE_CASE, "kms:tag/Project", "Orders"));
        String[] encrypt = {"KeyId", key, "Plaintext", "aGVsbG8="};

        assertThat(isAllowed(ALICE, "Encrypt", encrypt)).isFalse();
        scene.seed("TagResource", "KeyId", key, "Tags", "[{\"TagKey\":\"Project\",\"TagValue\":\"orders\"}]");
        assertThat(isAllowed(ALICE, "Encrypt", encrypt)).isTrue();
        assertThat(isAllowed(ALICE, "ListAliasesByKeyId", "KeyId", key))
                .as("an operation that does not carry the key")
                .isFalse();
        scene.seed("UntagResource", "KeyId", key, "TagKeys", "[\"Project\"]");
        assertThat(isAllowed(ALICE, "Encrypt", encrypt)).isFalse();
    }

    @Test
    void condition_onATag_isAboutTheKeyOfASecretAndNotAboutTheSecret() {
        String key = scene.createKey("Tags", "[{\"TagKey\":\"team\",\"TagValue\":\"pay\"}]");
        scene.createSecret("a", "EncryptionKeyId", key);
        scene.createSecret("b", "Tags", "[{\"TagKey\":\"team\",\"TagValue\":\"pay\"}]");
        Statement tagged = condition(ConditionOperator.STRING_EQUALS, "kms:tag/team", "pay");
        Statement readA = Statement.allow()
                .action("kms:GetSecretValue")
                .resource(ARN + "secret/a")
                .build();
        scene.give(ALICE, tagged, readA);

        assertThat(isAllowed(ALICE, "GetSecretValue", "SecretName", "a")).isTrue();
        assertThat(isAllowed(ALICE, "GetSecretValue", "SecretName", "b")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "Encrypt, SYMMETRIC_DEFAULT, true",
        "Encrypt, RSAES_OAEP_SHA_256, false",
        "AsymmetricEncrypt, RSAES_OAEP_SHA_256, true",
        "AsymmetricEncrypt, RSAES_OAEP_SHA_1, false",
        "AsymmetricSign, RSAES_OAEP_SHA_256, false",
    })
    void condition_onTheAlgorithm_seesThatOfTheRequest(String operation, String algorithm, boolean allowed) {
        scene.give(ALICE, condition(ConditionOperator.STRING_EQUALS, "kms:EncryptionAlgorithm", algorithm));

        assertThat(isAllowed(ALICE, operation, "KeyId", "k", "Algorithm", "RSAES_OAEP_SHA_256"))
                .isEqualTo(allowed);
    }

    @Test
    void condition_onTheAlgorithm_tellsTheSourceOfReEncryptFromItsDestination() {
        Statement from = Statement.allow()
                .action("kms:ReEncryptFrom")
                .resource("*")
                .condition(ConditionOperator.STRING_EQUALS, "kms:EncryptionAlgorithm", "RSAES_OAEP_SHA_256")
                .build();
        Statement to = Statement.allow()
                .action("kms:ReEncryptTo")
                .resource("*")
                .condition(ConditionOperator.STRING_EQUALS, "kms:EncryptionAlgorithm", "SYMMETRIC_DEFAULT")
                .build();
        scene.give(ALICE, from, to);

        assertThat(isAllowed(
                        ALICE,
                        "ReEncrypt",
                        "SourceKeyId",
                        "a",
                        "SourceEncryptionAlgorithm",
                        "RSAES_OAEP_SHA_256",
                        "DestinationKeyId",
                        "b"))
                .isTrue();
    }

    @Test
    void read_withTemporaryCredentialsOnTheSharedGateway_needsNoDecrypt() {
        scene.createSecret("a", "EncryptionKeyId", scene.createKey());
        Statement read =
                Statement.allow().action("kms:GetSecretValue").resource("*").build();
        scene.give(SESSION, read);
        scene.give(ALICE, read);

        assertThat(value(SESSION, "a")).isEqualTo("value");
        assertThat(scene.refused(ALICE, "GetSecretValue", "SecretName", "a").accessDeniedDetail())
                .containsEntry("AuthAction", "kms:Decrypt");
    }

    @Test
    void bareName_ofACallerOfAnotherAccount_meansAResourceOfThatAccount() {
        scene.createSecret("a");

        assertThat(scene.refused(STRANGER, "GetSecretValue", "SecretName", "a"))
                .hasMessageContaining(FOREIGN_ARN + "secret/a");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GetSecretValue",
                "DescribeKey",
                "DeleteAlias",
                "DescribeCertificate",
                "ListSecrets",
                "ListKeys",
                "ListAliases",
                "CreateSecret",
                "CreateKey",
                "TagResources",
                "ListTagResources",
            })
    void ownResources_ofAnotherAccount_areNotKeptHere(String operation) {
        String key = scene.createKey();
        scene.seed("CreateAlias", "KeyId", key, "AliasName", "alias/a");
        scene.createSecret("a");
        String[] parameters = {
            "SecretName",
            "a",
            "KeyId",
            key,
            "AliasName",
            "alias/a",
            "CertificateId",
            "c",
            "RegionId",
            "cn-hangzhou",
            "ResourceType",
            "secret",
            "ResourceId.1",
            "a"
        };

        scene.give(STRANGER, EVERYTHING);
        ServiceRefusal byUser = scene.refused(STRANGER, operation, parameters);
        ServiceRefusal byAccount = scene.refused(Caller.root(FOREIGN_ACCOUNT), operation, parameters);

        assertRefused(byUser, 403, "Forbidden.KmsServiceNotEnabled");
        assertThat(byUser).hasMessageContaining(ACCOUNT).hasMessageContaining("ARN");
        assertRefused(byAccount, 403, "Forbidden.KmsServiceNotEnabled");
    }

    @Test
    void arn_givenByACallerOfAnotherAccount_isNotOpenedByOneSideAlone() {
        scene.createSecret("a");
        scene.give(STRANGER, EVERYTHING);

        assertThat(scene.refused(STRANGER, "GetSecretValue", "SecretName", ARN + "secret/a"))
                .hasMessageContaining(ARN + "secret/a")
                .satisfies(refusal -> assertRefused(refusal, 403, "Forbidden.NoPermission"));
        assertRefused(
                scene.refused(Caller.root(FOREIGN_ACCOUNT), "GetSecretValue", "SecretName", ARN + "secret/a"),
                403,
                "Forbidden.NoPermission");
    }

    @Test
    void read_ofASecretInAnInstance_needsDecryptOnTheSameTermsAsAnyOther() {
        createInInstance("a", "EncryptionKeyId", scene.createKey());
        Statement read =
                Statement.allow().action("kms:GetSecretValue").resource("*").build();
        scene.give(SESSION, read);
        scene.give(ALICE, read);

        assertThat(value(SESSION, "a")).isEqualTo("value");
        assertThat(scene.refused(ALICE, "GetSecretValue", "SecretName", "a").accessDeniedDetail())
                .containsEntry("AuthAction", "kms:Decrypt");
    }

    @Test
    void secretPolicy_opensItsSecretToAUserWithoutRamPolicies() {
        createInInstance("a");
        createInInstance("b");
        scene.give(ALICE, List.of());
        govern(
                "a",
                Statement.allow()
                        .principal(Principal.ofRam(ALICE.principalArn()))
                        .action("kms:Describe*", "kms:List*")
                        .resource("*")
                        .build());

        assertThat(isAllowed(ALICE, "DescribeSecret", "SecretName", "a")).isTrue();
        assertThat(scene.trail().get(0).decidingStatements())
                .singleElement()
                .satisfies(statement -> assertThat(statement.type()).isEqualTo(PolicyType.SECRET_POLICY));
        assertThat(isAllowed(ALICE, "GetSecretValue", "SecretName", "a")).isFalse();
        assertThat(isAllowed(ALICE, "DescribeSecret", "SecretName", "b")).isFalse();
        assertThat(isAllowed(ALICE, "ListSecrets")).as("on the container").isFalse();
    }

    @Test
    void secretPolicy_thatDenies_outweighsWhatRamAllows() {
        createInInstance("a");
        scene.give(ALICE, EVERYTHING);
        govern(
                "a",
                Statement.deny()
                        .principal(Principal.ofRam(ALICE.principalArn()))
                        .action("kms:GetSecretValue")
                        .resource("*")
                        .build());

        assertThat(scene.refused(ALICE, "GetSecretValue", "SecretName", "a").accessDeniedDetail())
                .containsEntry("NoPermissionType", "ExplicitDeny")
                .containsEntry("PolicyType", "ResourceBasedPolicy");
    }

    @Test
    void keyPolicy_opensItsKeyToAUserWithoutRamPolicies() {
        String key = scene.createKey("DKMSInstanceId", INSTANCE);
        scene.give(ALICE, List.of());
        String[] encrypt = {"KeyId", key, "Plaintext", "aGVsbG8="};

        assertThat(isAllowed(ALICE, "Encrypt", encrypt)).isFalse();
        scene.seed(
                "SetKeyPolicy",
                "KeyId",
                key,
                "Policy",
                KeyPolicy.of(
                                KeyPolicy.ownerStatement(ACCOUNT),
                                Statement.allow()
                                        .principal(Principal.ofRam(ALICE.principalArn()))
                                        .action("kms:Encrypt")
                                        .resource("*")
                                        .build())
                        .toJson());

        assertThat(isAllowed(ALICE, "Encrypt", encrypt)).isTrue();
        assertThat(isAllowed(ALICE, "DescribeKey", "KeyId", key)).isFalse();
    }

    @Test
    void secret_isReadByAUserOfAnotherAccount_onceBothAccountsAllowIt() {
        createInInstance("a");
        String[] read = {"SecretName", ARN + "secret/a"};
        Statement invitation = Statement.allow()
                .principal(Principal.ofRam(STRANGER.principalArn()))
                .action("kms:GetSecretValue")
                .resource("*")
                .build();
        Statement permission = Statement.allow()
                .action("kms:GetSecretValue")
                .resource(ARN + "secret/a")
                .build();

        scene.give(STRANGER, permission);
        assertThat(isAllowed(STRANGER, "GetSecretValue", read)).isFalse();
        govern("a", invitation);
        assertThat(scene.call(STRANGER, "GetSecretValue", read)
                        .get("SecretData")
                        .textValue())
                .isEqualTo("value");
        scene.give(STRANGER, List.of());
        assertThat(isAllowed(STRANGER, "GetSecretValue", read)).isFalse();
        assertThat(isAllowed(Caller.root(FOREIGN_ACCOUNT), "GetSecretValue", read))
                .as("the other account itself, which nobody invited")
                .isFalse();
    }

    @Test
    void sessionPolicyAndControlPolicy_limitWhatTheRoleMayDo() {
        Caller limited = new Caller(
                ACCOUNT,
                SESSION.principalArn(),
                true,
                Optional.of(RamPolicy.of(
                        Statement.allow().action("kms:List*").resource("*").build())));
        scene.give(SESSION, EVERYTHING);

        assertThat(isAllowed(limited, "ListKeys")).isTrue();
        assertThat(scene.refused(limited, "GetRandomPassword").accessDeniedDetail())
                .containsEntry("PolicyType", "SessionPolicy");
        assertThat(isAllowed(SESSION, "GetRandomPassword")).isTrue();

        scene.engine
                .identities()
                .attachControlPolicy(
                        ACCOUNT,
                        "only-passwords",
                        RamPolicy.of(Statement.allow()
                                .action("kms:GetRandomPassword")
                                .resource("*")
                                .build()));
        assertThat(isAllowed(SESSION, "GetRandomPassword")).isTrue();
        assertThat(scene.refused(SESSION, "ListKeys").accessDeniedDetail())
                .containsEntry("PolicyType", "ControlPolicy");
        assertThat(isAllowed(ROOT, "ListKeys")).isTrue();
    }

    @Test
    void auditTrail_forgetsTheEarliest_andEverythingOnDemand() {
        AuditTrail trail = scene.engine.auditTrail();
        for (int i = 0; i <= AuditTrail.MAX_ENTRIES; i++) {
            scene.call(ROOT, i == 0 ? "ListSecrets" : "ListKeys");
        }

        assertThat(trail.entries())
                .hasSize(AuditTrail.MAX_ENTRIES)
                .extracting(AuditEntry::operation)
                .containsOnly("ListKeys");
        assertThat(trail.entriesOf(ROOT.principalArn())).hasSize(AuditTrail.MAX_ENTRIES);
        assertThat(trail.entriesOf(ALICE.principalArn())).isEmpty();
        trail.clear();
        assertThat(trail.entries()).isEmpty();
    }

    @Test
    void auditTrail_askedByABareName_saysSo() {
        AuditTrail trail = scene.engine.auditTrail();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> trail.entriesOf("alice"))
                .withMessageContaining("'alice'");
        assertThatIllegalArgumentException().isThrownBy(() -> trail.neededPermissions("alice"));
    }

    @Test
    void auditTrail_doesNotHaveWhatThisProcessDid() {
        scene.createSecret("a");

        assertThat(scene.trail()).isEmpty();
    }

    @Test
    void auditEntry_tellsWhenWhoWhatAndWhy() {
        scene.give(ALICE, Statement.allow().action("kms:List*").resource("*").build());
        scene.call(ALICE, "ListKeys");
        scene.refused(ALICE, "CreateKey");

        assertThat(scene.engine.auditTrail())
                .hasToString("2026-03-01T10:00:00Z " + ALICE.principalArn() + " ListKeys: kms:ListKeys on " + ARN
                        + "key: ALLOW by [statement 1 of the-policy]\n"
                        + "2026-03-01T10:00:00Z " + ALICE.principalArn() + " CreateKey: kms:CreateKey on " + ARN
                        + "key: IMPLICIT_DENY\n");
    }

    @Test
    void auditTrail_tellsWhatACallerNeeded_forTheLeastPolicy() {
        scene.createSecret("a", "EncryptionKeyId", scene.createKey());
        for (int i = 0; i < 2; i++) {
            value(ROOT, "a");
        }
        scene.refused(ALICE, "GetSecretValue", "SecretName", "b");
        List<NeededPermission> needed = scene.engine.auditTrail().neededPermissions(ROOT.principalArn());

        assertThat(needed).extracting(NeededPermission::action).containsExactly("kms:GetSecretValue", "kms:Decrypt");
        LeastPrivilege least = LeastPrivilege.builder().need(needed).build();
        scene.give(ALICE, least.ramPolicies().get(0).statements().toArray(Statement[]::new));
        assertThat(value(ALICE, "a")).isEqualTo("value");
        assertThat(scene.engine.auditTrail().neededPermissions(ALICE.principalArn()))
                .extracting(NeededPermission::resource)
                .contains(ARN + "secret/b");
    }

    @ParameterizedTest
    @CsvSource({
        "DescribeKey, KeyId, ${key}",
        "DescribeKey, KeyId, a b",
        "DescribeKey, KeyId, *",
        "DescribeKey, KeyId, acs:kms:*:1192853035110001:key/a",
        "DescribeCertificate, CertificateId, a?",
        "TagResources, ResourceId, ü",
    })
    void name_thatNoArnCanHave_isRefused(String operation, String parameter, String name) {
        assertInvalid(
                scene.refused(
                        ROOT,
                        operation,
                        parameter + (parameter.equals("ResourceId") ? ".1" : ""),
                        name,
                        "ResourceType",
                        "key"),
                parameter);
    }

    @Test
    void auditEntry_explainsADenial() {
        scene.give(
                ALICE,
                Statement.allow()
                        .action("kms:GetSecretValue")
                        .resource(ARN + "secret/b")
                        .build());
        scene.refused(ALICE, "GetSecretValue", "SecretName", "a");

        assertThat(scene.engine.auditTrail().denials())
                .singleElement()
                .satisfies(entry -> assertThat(entry.explanation()).contains("the-policy", ARN + "secret/a"));
    }

    private void createInInstance(String name, String... more) {
        String[] all = Arrays.copyOf(new String[] {"DKMSInstanceId", INSTANCE}, 2 + more.length);
        System.arraycopy(more, 0, all, 2, more.length);
        scene.createSecret(name, all);
    }

    private void govern(String name, Statement statement) {
        SecretPolicy policy = SecretPolicy.of(SecretPolicy.ownerStatement(ACCOUNT), statement);
        scene.seed("SetSecretPolicy", "SecretName", name, "Policy", policy.toJson());
    }

    private static Statement condition(ConditionOperator operator, String key, String value) {
        return Statement.allow()
                .action("kms:*")
                .resource("*")
                .condition(operator, key, value)
                .build();
    }

    private String value(Caller caller, String name) {
        return scene.call(caller, "GetSecretValue", "SecretName", name)
                .get("SecretData")
                .textValue();
    }

    /** Returns whether a call passes the checks, whatever becomes of it after them. */
    private boolean isAllowed(Caller caller, String operation, String... namesAndValues) {
        scene.engine.auditTrail().clear();
        try {
            scene.call(caller, operation, namesAndValues);
        } catch (ServiceRefusal refusal) {
            if (refusal.code().equals("Forbidden.NoPermission")) {
                assertThat(scene.engine.auditTrail().denials()).hasSize(1);
                return false;
            }
        }
        assertThat(scene.trail()).isNotEmpty().allMatch(AuditEntry::isAllowed);
        return true;
    }
}
