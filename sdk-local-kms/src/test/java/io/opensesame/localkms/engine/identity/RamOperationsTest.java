package io.opensesame.localkms.engine.identity;

import static io.opensesame.localkms.engine.RefusalAssert.assertRefused;
import static io.opensesame.localkms.engine.identity.RamScene.ACCOUNT;
import static io.opensesame.localkms.engine.identity.RamScene.ALICE;
import static io.opensesame.localkms.engine.identity.RamScene.DOCUMENT;
import static io.opensesame.localkms.engine.identity.RamScene.OTHER_DOCUMENT;
import static io.opensesame.localkms.engine.identity.RamScene.ROOT;
import static io.opensesame.localkms.engine.identity.RamScene.TRUST;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opensesame.localkms.engine.TestKms;
import io.opensesame.localkms.engine.call.Caller;
import io.opensesame.localkms.engine.call.ServiceRefusal;
import io.opensesame.policy.Principal;
import io.opensesame.policy.evaluation.AccessRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the operations of RAM answer and change, and what they refuse. */
final class RamOperationsTest {
    private static final String[] P = {"PolicyName", "p", "PolicyType", "Custom"};
    private static final String ROTATE = "DeleteOldestNonDefaultVersionWhenLimitExceeded";

    private final RamScene scene = new RamScene();

    @Test
    void createPolicy_answer_hasNoDocument_andGetPolicyHasItAsSent() {
        ObjectNode created = createPolicy("p", DOCUMENT, "Description", "for tests");

        assertThat(created.get("Policy").toString())
                .isEqualTo("{\"PolicyName\":\"p\",\"PolicyType\":\"Custom\",\"Description\":\"for tests\","
                        + "\"DefaultVersion\":\"v1\",\"CreateDate\":\"2026-03-01T10:00:00Z\"}");
        ObjectNode got = ram("GetPolicy", P);
        assertThat(got.at("/Policy/PolicyDocument").asText()).isEqualTo(DOCUMENT);
        assertThat(got.at("/Policy/AttachmentCount").intValue()).isZero();
        assertThat(got.get("DefaultPolicyVersion").toString())
                .contains("\"VersionId\":\"v1\",\"IsDefaultVersion\":true,\"PolicyDocument\":");
    }

    @Test
    void policyVersions_upToFive_areMadeDefaultedAndDeleted() {
        createPolicy("p", DOCUMENT);
        scene.clock.advance(Duration.ofHours(1));
        for (int i = 2; i <= 5; i++) {
            assertThat(version("SetAsDefault", String.valueOf(i == 3))
                            .at("/PolicyVersion/VersionId")
                            .asText())
                    .isEqualTo("v" + i);
        }

        assertThat(versions()).containsExactly("v1", "v2", "v3*", "v4", "v5");
        assertRefused(
                refused("CreatePolicyVersion", "PolicyName", "p", "PolicyDocument", DOCUMENT),
                409,
                "LimitExceeded.Policy.Version");
        version("RotateStrategy", ROTATE);
        assertThat(versions()).containsExactly("v2", "v3*", "v4", "v5", "v6");
        ram("SetDefaultPolicyVersion", "PolicyName", "p", "VersionId", "v2");
        assertThat(versions()).containsExactly("v2*", "v3", "v4", "v5", "v6");
        version("RotateStrategy", ROTATE, "SetAsDefault", "true");
        assertThat(versions()).containsExactly("v2", "v4", "v5", "v6", "v7*");
        ram("DeletePolicyVersion", "PolicyName", "p", "VersionId", "v4");
        version("SetAsDefault", "false");
        assertThat(versions()).containsExactly("v2", "v5", "v6", "v7*", "v8");
        assertRefused(
                refused("DeletePolicyVersion", "PolicyName", "p", "VersionId", "v7"),
                409,
                "DeleteConflict.Policy.Version.Default");
        assertRefused(refused("DeletePolicy", "PolicyName", "p"), 409, "DeleteConflict.Policy.Version");
        for (String id : List.of("SetDefaultPolicyVersion", "DeletePolicyVersion")) {
            assertRefused(refused(id, "PolicyName", "p", "VersionId", "v1"), 404, "EntityNotExist.Policy.Version");
        }
        assertThat(ram("GetPolicy", P).at("/Policy/UpdateDate").asText()).isEqualTo("2026-03-01T11:00:00Z");
    }

    @Test
    void defaultVersion_isWhatCounts_fromTheNextCallOn() {
        createPolicy("p", DOCUMENT);
        ram("CreateUser", "UserName", "alice");
        ram("AttachPolicyToUser", with(P, "UserName", "alice"));
        assertThat(allowed("kms:Decrypt")).isTrue();

        ram("CreatePolicyVersion", "PolicyName", "p", "PolicyDocument", OTHER_DOCUMENT);
        assertThat(allowed("kms:Encrypt")).isFalse();
        ram("SetDefaultPolicyVersion", "PolicyName", "p", "VersionId", "v2");

        assertThat(allowed("kms:Encrypt")).isTrue();
        assertThat(allowed("kms:Decrypt")).isFalse();
        ram("DetachPolicyFromUser", with(P, "UserName", "alice"));
        assertThat(allowed("kms:Encrypt")).isFalse();
    }

    @Test
    void attachments_areListedAndCounted_untilDetached() {
        createPolicy("p", DOCUMENT);
        ram("CreateRole", "RoleName", "app", "AssumeRolePolicyDocument", TRUST);
        ram("CreateUser", "UserName", "bob");
        scene.clock.advance(Duration.ofHours(1));
        ram("AttachPolicyToRole", with(P, "RoleName", "App"));
        ram("AttachPolicyToUser", with(P, "UserName", "bob"));
        ram("AttachPolicyToUser", "PolicyName", "AliyunKMSFullAccess", "PolicyType", "System", "UserName", "bob");

        assertThat(ram("GetPolicy", P).at("/Policy/AttachmentCount").intValue()).isEqualTo(2);
        assertThat(ram("ListPoliciesForRole", "RoleName", "app").toString())
                .isEqualTo("{\"Policies\":{\"Policy\":[{\"PolicyName\":\"p\",\"PolicyType\":\"Custom\","
                        + "\"Description\":\"\",\"DefaultVersion\":\"v1\",\"AttachDate\":\"2026-03-01T11:00:00Z\"}]}}");
        assertThat(ram("ListPoliciesForUser", "UserName", "bob")
                        .at("/Policies/Policy")
                        .findValuesAsText("PolicyName"))
                .containsExactly("p", "AliyunKMSFullAccess");
        assertRefused(
                refused("AttachPolicyToRole", with(P, "RoleName", "app")), 409, "EntityAlreadyExists.Role.Policy");
        assertRefused(refused("DeletePolicy", "PolicyName", "p"), 409, "DeleteConflict.Policy.User");
        assertRefused(refused("DeleteRole", "RoleName", "app"), 409, "DeleteConflict.Role.Policy");
        ram("DetachPolicyFromRole", with(P, "RoleName", "app"));
        assertRefused(refused("DetachPolicyFromRole", with(P, "RoleName", "app")), 404, "EntityNotExist.Role.Policy");
        ram("DetachPolicyFromUser", with(P, "UserName", "bob"));
        ram("DeletePolicy", "PolicyName", "p");
        ram("DeleteRole", "RoleName", "APP");
        assertRefused(refused("DetachPolicyFromUser", with(P, "UserName", "bob")), 404, "EntityNotExist.Policy");
    }

    @Test
    void systemPolicies_areThoseOfKms_andOnlyForWhomTheyAre() {
        ram("CreateUser", "UserName", "bob");
        JsonNode policy = ram("GetPolicy", "PolicyName", "AliyunKMSSecretUserAccess", "PolicyType", "System");

        assertThat(policy.at("/Policy/DefaultVersion").asText()).isEqualTo("v1");
        assertThat(policy.at("/Policy/CreateDate").asText()).isEqualTo("2020-03-04T00:00:00Z");
        assertThat(policy.at("/DefaultPolicyVersion/PolicyDocument").asText()).contains("kms:GetSecretValue");
        assertRefused(
                refused("GetPolicy", "PolicyName", "AdministratorAccess", "PolicyType", "System"),
                404,
                "EntityNotExist.Policy");
        assertRefused(
                refused(
                        "AttachPolicyToUser",
                        "PolicyName",
                        "AliyunKMSManageRAMCredentialsRolePolicy",
                        "PolicyType",
                        "System",
                        "UserName",
                        "bob"),
                404,
                "EntityNotExist.Policy");
        assertRefused(
                refused("SetDefaultPolicyVersion", "PolicyName", "AliyunKMSSecretUserAccess", "VersionId", "v1"),
                404,
                "EntityNotExist.Policy");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    CreatePolicy       | PolicyName=a.b     | InvalidParameter.PolicyName.InvalidChars
                    CreatePolicy       | PolicyName=$129    | InvalidParameter.PolicyName.Length
                    CreatePolicy       | PolicyDocument={}  | MalformedPolicyDocument
                    CreatePolicy       | PolicyDocument=$6145 | InvalidParameter.PolicyDocument.Length
                    CreatePolicy       | Description=$1025  | InvalidParameter.Description.Length
                    CreatePolicyVersion| PolicyDocument=no  | MalformedPolicyDocument
                    CreatePolicyVersion| SetAsDefault=maybe | InvalidParameter.SetAsDefault
                    CreatePolicyVersion| RotateStrategy=All | InvalidParameter.RotateStrategy
                    GetPolicy          | PolicyType=custom  | InvalidParameter.PolicyType
                    ListPolicies       | PolicyType=Mine    | InvalidParameter.PolicyType
                    ListPolicies       | MaxItems=0         | InvalidParameter.MaxItems
                    ListUsers          | MaxItems=1001      | InvalidParameter.MaxItems
                    ListRoles          | MaxItems=ten       | InvalidParameter.MaxItems
                    CreateRole         | RoleName=a_b       | InvalidParameter.RoleName.InvalidChars
                    CreateRole         | AssumeRolePolicyDocument=[] | MalformedPolicyDocument
                    CreateRole         | MaxSessionDuration=3599 | InvalidParameter.MaxSessionDuration
                    UpdateRole         | NewMaxSessionDuration=43201 | InvalidParameter.MaxSessionDuration
                    UpdateRole         | NewAssumeRolePolicyDocument=x | MalformedPolicyDocument
                    UpdateRole         | NewDescription=$1025 | InvalidParameter.Description.Length
                    CreateUser         | UserName=a*        | InvalidParameter.UserName.InvalidChars
                    CreateUser         | DisplayName=$129   | InvalidParameter.DisplayName.Length
                    CreateUser         | Comments=$129      | InvalidParameter.Comments.Length
                    UpdateAccessKey    | Status=Off         | InvalidParameter.Status
                    """)
    void badParameter_isRefused(String operation, String parameter, String code) {
        createPolicy("p", DOCUMENT);
        ram("CreateRole", "RoleName", "app", "AssumeRolePolicyDocument", TRUST, "Description", "as it was");
        ram("CreateUser", "UserName", "bob");
        String key = accessKeyId(ram("CreateAccessKey", "UserName", "bob"));
        String[] pair = parameter.split("=", 2);
        String value = pair[1].startsWith("$") ? "x".repeat(Integer.parseInt(pair[1].substring(1))) : pair[1];
        Map<String, String> parameters = new HashMap<>(TestKms.parameters(
                "PolicyName",
                operation.equals("CreatePolicy") ? "new" : "p",
                "PolicyType",
                "Custom",
                "PolicyDocument",
                DOCUMENT,
                "RoleName",
                operation.equals("CreateRole") ? "new" : "app",
                "AssumeRolePolicyDocument",
                TRUST,
                "NewDescription",
                "changed",
                "UserName",
                operation.equals("CreateUser") ? "new" : "bob",
                "UserAccessKeyId",
                key,
                "Status",
                "Active"));
        parameters.put(pair[0], value);

        assertRefused(scene.ramRefused(ROOT, operation, parameters), 400, code);
        assertThat(versions()).containsExactly("v1*");
        assertThat(ram("GetRole", "RoleName", "app").at("/Role/Description").asText())
                .isEqualTo("as it was");
        assertThat(ram("ListUsers").at("/Users/User")).hasSize(1);
        assertThat(ram("ListRoles").at("/Roles/Role")).hasSize(1);
    }

    @Test
    void role_isCreatedReadAndUpdated() {
        JsonNode created = ram(
                        "CreateRole",
                        "RoleName",
                        "App",
                        "AssumeRolePolicyDocument",
                        TRUST,
                        "MaxSessionDuration",
                        "7200")
                .get("Role");
        scene.clock.advance(Duration.ofMinutes(1));
        String trust = TRUST.replace("[\"acs", "[ \"acs");
        JsonNode updated = ram(
                        "UpdateRole",
                        "RoleName",
                        "app",
                        "NewAssumeRolePolicyDocument",
                        trust,
                        "NewDescription",
                        "newer",
                        "NewMaxSessionDuration",
                        "3600")
                .get("Role");

        assertThat(created.get("RoleId").asText()).matches("[0-9]{18}");
        assertThat(created.get("Arn").asText()).isEqualTo("acs:ram::" + ACCOUNT + ":role/App");
        assertThat(created.get("MaxSessionDuration").longValue()).isEqualTo(7_200);
        assertThat(created.has("UpdateDate")).isFalse();
        assertThat(updated.get("AssumeRolePolicyDocument").asText()).isEqualTo(trust);
        assertThat(updated.get("Description").asText()).isEqualTo("newer");
        assertThat(updated.get("MaxSessionDuration").longValue()).isEqualTo(3_600);
        assertThat(updated.get("CreateDate").asText()).isEqualTo("2026-03-01T10:00:00Z");
        assertThat(updated.get("UpdateDate").asText()).isEqualTo("2026-03-01T10:01:00Z");
        assertThat(ram("GetRole", "RoleName", "APP").get("Role")).isEqualTo(updated);
        assertRefused(
                refused("CreateRole", "RoleName", "APP", "AssumeRolePolicyDocument", TRUST),
                409,
                "EntityAlreadyExists.Role");
    }

    @Test
    void user_isCreatedReadAndDeleted() {
        JsonNode created = ram(
                        "CreateUser",
                        "UserName",
                        "bob",
                        "DisplayName",
                        "Bob",
                        "Comments",
                        "c",
                        "Email",
                        "bob@example.com",
                        "MobilePhone",
                        "86-1")
                .get("User");
        JsonNode got = ram("GetUser", "UserName", "bob").get("User");

        assertThat(created.get("UserId").asText()).matches("[0-9]{18}");
        assertThat(TestKms.fieldNames(got))
                .containsExactly(
                        "UserId",
                        "UserName",
                        "DisplayName",
                        "Comments",
                        "Email",
                        "MobilePhone",
                        "CreateDate",
                        "UpdateDate");
        assertThat(got.get("DisplayName").asText()).isEqualTo("Bob");
        assertRefused(refused("CreateUser", "UserName", "bob"), 409, "EntityAlreadyExists.User");
        String key = accessKeyId(ram("CreateAccessKey", "UserName", "bob"));
        assertRefused(refused("DeleteUser", "UserName", "bob"), 409, "DeleteConflict.User.AccessKey");
        ram("DeleteAccessKey", "UserName", "bob", "UserAccessKeyId", key);
        ram("DeleteUser", "UserName", "bob");
        assertRefused(refused("GetUser", "UserName", "bob"), 404, "EntityNotExist.User");
        assertRefused(refused("CreateAccessKey", "UserName", "bob"), 404, "EntityNotExist.User");
    }

    @Test
    void accessKeys_areTwoAtMost_listedWithoutSecrets_andTheirUsersAlone() {
        ram("CreateUser", "UserName", "bob");
        ram("CreateUser", "UserName", "eve");
        ObjectNode first = ram("CreateAccessKey", "UserName", "bob");
        scene.clock.advance(Duration.ofSeconds(1));
        String second = accessKeyId(ram("CreateAccessKey", "UserName", "bob"));

        assertThat(TestKms.fieldNames(first.get("AccessKey")))
                .containsExactly("AccessKeyId", "Status", "CreateDate", "AccessKeySecret");
        assertRefused(refused("CreateAccessKey", "UserName", "bob"), 409, "LimitExceeded.User.AccessKey");
        ram("UpdateAccessKey", "UserName", "bob", "UserAccessKeyId", second, "Status", "Inactive");
        assertThat(ram("ListAccessKeys", "UserName", "bob").toString())
                .isEqualTo("{\"AccessKeys\":{\"AccessKey\":[{\"AccessKeyId\":\"" + accessKeyId(first)
                        + "\",\"Status\":\"Active\",\"CreateDate\":\"2026-03-01T10:00:00Z\"},{\"AccessKeyId\":\""
                        + second
                        + "\",\"Status\":\"Inactive\",\"CreateDate\":\"2026-03-01T10:00:01Z\"}]}}");
        for (String operation : List.of("UpdateAccessKey", "DeleteAccessKey")) {
            assertRefused(
                    refused(operation, "UserName", "eve", "UserAccessKeyId", second, "Status", "Active"),
                    404,
                    "EntityNotExist.User.AccessKey");
        }
        assertThat(scene.engine.accessKeys().find(second).orElseThrow().active())
                .isFalse();
    }

    @Test
    void accessKeys_withoutAUserName_areTheCallers() {
        scene.createUser(ALICE, "ram:*", "acs:ram::" + ACCOUNT + ":user/alice");
        String own = accessKeyId(scene.ram(ALICE, "CreateAccessKey"));
        String accounts = accessKeyId(ram("CreateAccessKey"));

        assertThat(scene.engine.accessKeys().find(own).orElseThrow().caller()).isEqualTo(ALICE);
        assertThat(scene.engine.accessKeys().find(accounts).orElseThrow().caller())
                .isEqualTo(ROOT);
        assertThat(scene.ram(ALICE, "ListAccessKeys").at("/AccessKeys/AccessKey"))
                .hasSize(1);
        scene.ram(ALICE, "DeleteAccessKey", "UserAccessKeyId", own);
        assertThat(scene.engine.accessKeys().find(own)).isEmpty();
        Caller session = new Caller(ACCOUNT, "acs:ram::" + ACCOUNT + ":role/app/ci", true, Optional.empty());
        assertRefused(scene.ramRefused(session, "ListAccessKeys"), 400, "MissingUserName");
    }

    @Test
    void lists_goPageByPage() {
        for (int i = 0; i < 5; i++) {
            ram("CreateUser", "UserName", "u" + i);
        }
        List<String> names = new ArrayList<>();
        String marker = "";
        int pages = 0;
        boolean truncated = true;
        while (truncated) {
            ObjectNode page = ram("ListUsers", "MaxItems", "2", "Marker", marker);
            names.addAll(page.at("/Users/User").findValuesAsText("UserName"));
            truncated = page.get("IsTruncated").booleanValue();
            marker = page.path("Marker").asText();
            pages++;
        }

        assertThat(pages).isEqualTo(3);
        assertThat(names).containsExactly("u0", "u1", "u2", "u3", "u4");
    }

    @Test
    void listPolicies_ofOneTypeOrBoth() {
        createPolicy("p", DOCUMENT);

        assertThat(ram("ListPolicies", "PolicyType", "Custom")
                        .at("/Policies/Policy")
                        .findValuesAsText("PolicyName"))
                .containsExactly("p");
        assertThat(ram("ListPolicies", "PolicyType", "System").at("/Policies/Policy"))
                .hasSizeGreaterThanOrEqualTo(6)
                .noneMatch(policy -> policy.get("PolicyName").asText().equals("p"));
        assertThat(ram("ListPolicies").at("/Policies/Policy").findValuesAsText("PolicyName"))
                .contains("p", "AliyunKMSFullAccess");
    }

    @Test
    @Timeout(60)
    void createAccessKey_byManyThreads_neverMakesAThird() throws Exception {
        ram("CreateUser", "UserName", "bob");
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            Callable<Boolean> creation = () -> {
                try {
                    ram("CreateAccessKey", "UserName", "bob");
                    return true;
                } catch (ServiceRefusal refusal) {
                    assertRefused(refusal, 409, "LimitExceeded.User.AccessKey");
                    return false;
                }
            };
            int created = 0;
            for (Future<Boolean> outcome : threads.invokeAll(Collections.nCopies(40, creation))) {
                created += outcome.get() ? 1 : 0;
            }

            assertThat(created).isEqualTo(2);
        } finally {
            threads.shutdownNow();
        }
    }

    private boolean allowed(String action) {
        return scene.engine
                .identities()
                .of(ALICE)
                .decide(AccessRequest.builder(
                                Principal.ofRam(ALICE.principalArn()),
                                action,
                                "acs:kms:cn-hangzhou:" + ACCOUNT + ":key/k")
                        .build())
                .isAllowed();
    }

    private ObjectNode createPolicy(String name, String document, String... more) {
        return ram("CreatePolicy", with(more, "PolicyName", name, "PolicyDocument", document));
    }

    private ObjectNode version(String... more) {
        return ram("CreatePolicyVersion", with(more, "PolicyName", "p", "PolicyDocument", OTHER_DOCUMENT));
    }

    /** The ids of the policy's versions in their order, the default one with a star. */
    private List<String> versions() {
        List<String> versions = new ArrayList<>();
        ram("ListPolicyVersions", P)
                .at("/PolicyVersions/PolicyVersion")
                .forEach(version -> versions.add(version.get("VersionId").asText()
                        + (version.get("IsDefaultVersion").booleanValue() ? "*" : "")));
        return versions;
    }

    private ObjectNode ram(String operation, String... namesAndValues) {
        return scene.ram(ROOT, operation, namesAndValues);
    }

    private ServiceRefusal refused(String operation, String... namesAndValues) {
        return scene.ramRefused(ROOT, operation, namesAndValues);
    }

    private static String accessKeyId(JsonNode created) {
        return created.at("/AccessKey/AccessKeyId").asText();
    }

    private static String[] with(String[] some, String... more) {
        List<String> all = new ArrayList<>(List.of(some));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }
}
