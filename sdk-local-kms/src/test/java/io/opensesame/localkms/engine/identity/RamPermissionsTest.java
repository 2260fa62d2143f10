package io.opensesame.localkms.engine.identity;

import static io.opensesame.localkms.engine.RefusalAssert.assertRefused;
import static io.opensesame.localkms.engine.identity.RamScene.ACCOUNT;
import static io.opensesame.localkms.engine.identity.RamScene.ALICE;
import static io.opensesame.localkms.engine.identity.RamScene.FOREIGN;
import static io.opensesame.localkms.engine.identity.RamScene.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import io.opensesame.localkms.audit.AuditEntry;
import io.opensesame.localkms.engine.call.Caller;
import io.opensesame.localkms.engine.call.ServiceRefusal;
import io.opensesame.policy.RamPolicy;
import io.opensesame.policy.Statement;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds every operation of RAM against a table of its parameters and the permission that its callers need. */
final class RamPermissionsTest {
    /**
     * Operation, what the permission is needed on, and a request that succeeds; {@code ?} marks what may be left out.
     */
    private static final String TABLE = """
            CreatePolicy            | policy/fresh | PolicyName=fresh PolicyDocument=$document Description?=new
            GetPolicy               | policy/spare | PolicyName=spare PolicyType=Custom
            ListPolicies            | policy/*     | PolicyType?=Custom MaxItems?=3
            DeletePolicy            | policy/plain | PolicyName=plain
            CreatePolicyVersion     | policy/spare | PolicyName=spare PolicyDocument=$document SetAsDefault?=true
            GetPolicyVersion        | policy/spare | PolicyName=spare PolicyType=Custom VersionId=v2
            ListPolicyVersions      | policy/spare | PolicyName=spare PolicyType=Custom
            SetDefaultPolicyVersion | policy/spare | PolicyName=spare VersionId=v2
            DeletePolicyVersion     | policy/spare | PolicyName=spare VersionId=v2
            CreateRole              | role/fresh   | RoleName=fresh AssumeRolePolicyDocument=$trust Description?=new
            GetRole                 | role/app     | RoleName=app
            UpdateRole              | role/app     | RoleName=app NewAssumeRolePolicyDocument?=$trust
            DeleteRole              | role/idle    | RoleName=idle
            ListRoles               | role/*       | MaxItems?=3
            AttachPolicyToRole      | role/app     | PolicyName=spare PolicyType=Custom RoleName=app
            DetachPolicyFromRole    | role/app     | PolicyName=taken PolicyType=Custom RoleName=app
            ListPoliciesForRole     | role/app     | RoleName=app
            AttachPolicyToUser      | user/bob     | PolicyName=spare PolicyType=Custom UserName=bob
            DetachPolicyFromUser    | user/bob     | PolicyName=taken PolicyType=Custom UserName=bob
            ListPoliciesForUser     | user/bob     | UserName=bob
            CreateUser              | user/fresh   | UserName=fresh DisplayName?=Fresh
            GetUser                 | user/bob     | UserName=bob
            DeleteUser              | user/idle    | UserName=idle
            ListUsers               | user/*       | MaxItems?=3
            CreateAccessKey         | user/bob     | UserName?=bob
            ListAccessKeys          | user/bob     | UserName?=bob
            UpdateAccessKey         | user/bob     | UserAccessKeyId=$key Status=Inactive UserName?=bob
            DeleteAccessKey         | user/bob     | UserAccessKeyId=$key UserName?=bob
            """;

    /** The operations that are about nothing that has to be there. */
    private static final Set<String> NEEDING_NOTHING =
            Set.of("CreatePolicy", "ListPolicies", "CreateRole", "ListRoles", "CreateUser", "ListUsers");

    private final RamScene scene = new RamScene();
    private String bobsKey = "";

    @BeforeEach
    void createWhatTheTableNames() {
        for (String policy : List.of("spare", "plain", "taken")) {
            scene.ram(ROOT, "CreatePolicy", "PolicyName", policy, "PolicyDocument", RamScene.DOCUMENT);
        }
        scene.ram(ROOT, "CreatePolicyVersion", "PolicyName", "spare", "PolicyDocument", RamScene.OTHER_DOCUMENT);
        for (String role : List.of("app", "idle")) {
            scene.ram(ROOT, "CreateRole", "RoleName", role, "AssumeRolePolicyDocument", RamScene.TRUST);
        }
        scene.ram(ROOT, "CreateUser", "UserName", "bob");
        scene.ram(ROOT, "CreateUser", "UserName", "idle");
        bobsKey = scene.ram(ROOT, "CreateAccessKey", "UserName", "bob")
                .at("/AccessKey/AccessKeyId")
                .asText();
        scene.ram(ROOT, "AttachPolicyToRole", "PolicyName", "taken", "PolicyType", "Custom", "RoleName", "app");
        scene.ram(ROOT, "AttachPolicyToUser", "PolicyName", "taken", "PolicyType", "Custom", "UserName", "bob");
        scene.engine.auditTrail().clear();
    }

    @Test
    void table_hasEveryOperation() {
        assertThat(rows().map(Row::operation))
                .containsExactlyInAnyOrderElementsOf(
                        scene.engine.ram().operationNames().all());
    }

    @ParameterizedTest
    @MethodSource("rows")
    void call_byWhomHasThePermissionAlone_passesAndIsAudited(Row row) {
        scene.createUser(ALICE, "ram:" + row.operation, "acs:ram:*:" + ACCOUNT + ":" + row.resource);

        scene.ram(ALICE, row.operation, parameters(row));

        assertThat(scene.trail()).hasSize(1);
        AuditEntry entry = scene.trail().get(0);
        assertThat(entry.action()).isEqualTo("ram:" + row.operation);
        assertThat(entry.resource()).isEqualTo("acs:ram::" + ACCOUNT + ":" + row.resource);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void call_byWhomLacksThePermission_isDeniedBeforeAnythingIsLookedFor(Row row) {
        scene.createUser(ALICE, "ram:" + row.operation, "acs:ram::" + ACCOUNT + ":user/somebody-else");

        ServiceRefusal refusal = scene.ramRefused(ALICE, row.operation, parameters(row));

        assertRefused(refusal, 403, "NoPermission");
        assertThat(refusal)
                .hasMessageContaining("ram:" + row.operation)
                .hasMessageContaining("acs:ram::" + ACCOUNT + ":" + row.resource)
                .hasMessageContaining(ALICE.principalArn());
        assertThat(refusal.accessDeniedDetail())
                .containsEntry("AuthAction", "ram:" + row.operation)
                .containsEntry("AuthPrincipalDisplayName", "alice")
                .containsEntry("NoPermissionType", "ImplicitDeny");
    }

    @Test
    void call_namingARoleInAnotherLetterCase_needsThePermissionOnTheRole() {
        scene.ram(ROOT, "CreateRole", "RoleName", "Guarded", "AssumeRolePolicyDocument", RamScene.TRUST);
        scene.engine.identities().createUser(Identity.user(ACCOUNT, "carol"));
        scene.engine
                .identities()
                .attachPolicy(
                        Identity.user(ACCOUNT, "carol"),
                        "all-but-one",
                        RamPolicy.of(
                                Statement.allow().action("ram:*").resource("*").build(),
                                Statement.deny()
                                        .action("ram:*")
                                        .resource("acs:ram:*:*:role/Guarded")
                                        .build()));
        Caller carol = Caller.ramUser(ACCOUNT, "carol");

        assertRefused(scene.ramRefused(carol, "DeleteRole", "RoleName", "guarded"), 403, "NoPermission");
        assertThat(scene.ram(ROOT, "GetRole", "RoleName", "Guarded").toString()).contains("Guarded");
    }

    @ParameterizedTest
    @MethodSource("rows")
    void call_byTheAccount_needsNoPolicy(Row row) {
        scene.ram(ROOT, row.operation, parameters(row));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void call_withoutARequiredParameter_isRefusedAndChangesNothing(Row row) {
        for (String name : row.required()) {
            Map<String, String> parameters = parameters(row);
            parameters.put(name, "");

            assertRefused(scene.ramRefused(ROOT, row.operation, parameters), 400, "Missing" + name);
        }
        scene.ram(ROOT, row.operation, parameters(row));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void call_fromAnotherAccount_isAboutThatAccountsOwnRam(Row row) {
        Caller stranger = Caller.root(FOREIGN);
        if (NEEDING_NOTHING.contains(row.operation)) {
            assertThat(scene.ram(stranger, row.operation, parameters(row)).toString())
                    .doesNotContain("bob", "spare", "idle");
        } else {
            assertThat(scene.ramRefused(stranger, row.operation, parameters(row))
                            .code())
                    .startsWith("EntityNotExist.");
        }
    }

    private Map<String, String> parameters(Row row) {
        Map<String, String> parameters = new HashMap<>();
        row.parameters.forEach((name, value) -> parameters.put(
                name.replace("?", ""),
                switch (value) {
                    case "$document" -> RamScene.OTHER_DOCUMENT;
                    case "$trust" -> RamScene.TRUST;
                    case "$key" -> bobsKey;
                    default -> value;
                }));
        return parameters;
    }

    static Stream<Row> rows() {
        return TABLE.lines().map(Row::of);
    }

    record Row(String operation, String resource, Map<String, String> parameters) {
        static Row of(String line) {
            String[] cells = line.split("\\s*\\|\\s*", 3);
            Map<String, String> parameters = new HashMap<>();
            Arrays.stream(cells[2].split(" ", -1))
                    .map(pair -> pair.split("=", 2))
                    .forEach(pair -> parameters.put(pair[0], pair[1]));
            return new Row(cells[0], cells[1], parameters);
        }

        List<String> required() {
            return parameters.keySet().stream()
                    .filter(name -> !name.endsWith("?"))
                    .toList();
        }

        @Override
        public String toString() {
            return operation;
        }
    }
}
