package io.opensesame.localkms.engine.identity;

import static io.opensesame.localkms.engine.RefusalAssert.assertRefused;
import static io.opensesame.localkms.engine.identity.RamScene.ACCOUNT;
import static io.opensesame.localkms.engine.identity.RamScene.ALICE;
import static io.opensesame.localkms.engine.identity.RamScene.FOREIGN;
import static io.opensesame.localkms.engine.identity.RamScene.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opensesame.localkms.engine.call.Caller;
import io.opensesame.localkms.engine.call.ServiceRefusal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** AssumeRole and GetCallerIdentity. */
final class StsServiceTest {
    private static final String ROLE_ARN = "acs:ram::" + ACCOUNT + ":role/App";

    private final RamScene scene = new RamScene();
    private String roleId = "";

    @BeforeEach
    void createRole() {
        roleId = scene.ram(ROOT, "CreateRole", "RoleName", "App", "AssumeRolePolicyDocument", RamScene.TRUST)
                .at("/Role/RoleId")
                .asText();
        scene.createUser(ALICE, "sts:AssumeRole", "acs:ram:*:" + ACCOUNT + ":role/App");
        scene.engine.auditTrail().clear();
    }

    @Test
    void assumeRole_answer_hasTheSessionsCredentials() {
        ObjectNode answer =
                scene.sts(ALICE, "AssumeRole", "RoleArn", ROLE_ARN, "RoleSessionName", "ci", "DurationSeconds", "900");

        JsonNode credentials = answer.get("Credentials");
        AccessKey key = scene.engine
                .accessKeys()
                .find(credentials.get("AccessKeyId").asText())
                .orElseThrow();
        assertThat(key.exposeSecret())
                .isEqualTo(credentials.get("AccessKeySecret").asText());
        assertThat(key.securityToken())
                .contains(credentials.get("SecurityToken").asText());
        assertThat(Instant.parse(credentials.get("Expiration").asText())).isEqualTo("2026-03-01T10:15:00Z");
        assertThat(answer.at("/AssumedRoleUser/Arn").asText()).isEqualTo(ROLE_ARN + "/ci");
        assertThat(answer.at("/AssumedRoleUser/AssumedRoleId").asText()).isEqualTo(roleId + ":ci");
        assertThat(answer.at("/AssumedRoleUser/AssumedRoleUserId").asText()).isEqualTo(roleId + ":ci");
        assertThat(scene.trail()).hasSize(1);
        assertThat(scene.trail().get(0).action()).isEqualTo("sts:AssumeRole");
        assertThat(scene.trail().get(0).resource()).isEqualTo(ROLE_ARN);
    }

    @Test
    void assumeRole_withoutADuration_isAnHour() {
        JsonNode credentials = scene.sts(ALICE, "AssumeRole", "RoleArn", ROLE_ARN, "RoleSessionName", "ci")
                .get("Credentials");

        assertThat(Duration.between(
                        Instant.parse("2026-03-01T10:00:00Z"),
                        Instant.parse(credentials.get("Expiration").asText())))
                .isEqualTo(Duration.ofHours(1));
    }

    @Test
    void assumeRole_notAllowedByEitherSide_isDenied() {
        Caller bob = Caller.ramUser(ACCOUNT, "bob");
        scene.createUser(bob, "sts:AssumeRole", "acs:ram::" + ACCOUNT + ":role/other");
        Caller stranger = Caller.ramUser(FOREIGN, "stranger");
        scene.createUser(stranger, "sts:AssumeRole", "*");

        for (Caller caller : new Caller[] {bob, stranger, ROOT}) {
            ServiceRefusal refusal =
                    scene.stsRefused(caller, "AssumeRole", "RoleArn", ROLE_ARN, "RoleSessionName", "ci");
            assertRefused(refusal, 403, "NoPermission");
            assertThat(refusal).hasMessageContaining("sts:AssumeRole").hasMessageContaining(ROLE_ARN);
            assertThat(refusal.accessDeniedDetail()).containsEntry("AuthAction", "sts:AssumeRole");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    RoleArn         |                        | 400 | MissingRoleArn
                    RoleSessionName |                        | 400 | MissingRoleSessionName
                    RoleArn         | App                    | 400 | InvalidParameter.RoleArn
                    RoleArn         | acs:ram::1:user/alice  | 400 | InvalidParameter.RoleArn
                    RoleArn         | acs:ram::1:role/App/ci | 400 | InvalidParameter.RoleArn
                    RoleArn         | acs:ram::1:role/App    | 404 | EntityNotExist.Role
                    RoleSessionName | x                      | 400 | InvalidParameter.RoleSessionName
                    RoleSessionName | a b                    | 400 | InvalidParameter.RoleSessionName
                    DurationSeconds | 899                    | 400 | InvalidParameter.DurationSeconds
                    DurationSeconds | 3601                   | 400 | InvalidParameter.DurationSeconds
                    DurationSeconds | soon                   | 400 | InvalidParameter.DurationSeconds
                    Policy          | {}                     | 400 | InvalidParameter.PolicyGrammar
                    Policy          | long                   | 400 | InvalidParameter.PolicySize
                    """)
    void assumeRole_badParameter_isRefused(String name, String value, int status, String code) {
        Map<String, String> parameters = new HashMap<>(Map.of("RoleArn", ROLE_ARN, "RoleSessionName", "ci"));
        parameters.put(name, value == null ? "" : value.equals("long") ? " ".repeat(2_049) : value);
        String[] namesAndValues = parameters.entrySet().stream()
                .flatMap(entry -> Stream.of(entry.getKey(), entry.getValue()))
                .toArray(String[]::new);

        assertRefused(scene.stsRefused(ALICE, "AssumeRole", namesAndValues), status, code);
    }

    @Test
    void getCallerIdentity_needsNoPermission_andTellsWhoCalls() {
        Caller session = sessionOf(scene.sts(ALICE, "AssumeRole", "RoleArn", ROLE_ARN, "RoleSessionName", "ci"));
        String userId = scene.ram(ROOT, "GetUser", "UserName", "alice")
                .at("/User/UserId")
                .asText();
        scene.engine.auditTrail().clear();

        assertThat(scene.sts(ROOT, "GetCallerIdentity").toString())
                .isEqualTo("{\"AccountId\":\"" + ACCOUNT + "\",\"Arn\":\"acs:ram::" + ACCOUNT
                        + ":root\",\"IdentityType\":\"Account\",\"PrincipalId\":\"" + ACCOUNT + "\",\"UserId\":\""
                        + ACCOUNT
                        + "\"}");
        assertThat(scene.sts(ALICE, "GetCallerIdentity").toString())
                .isEqualTo("{\"AccountId\":\"" + ACCOUNT + "\",\"Arn\":\"acs:ram::" + ACCOUNT
                        + ":user/alice\",\"IdentityType\":\"RAMUser\",\"PrincipalId\":\"" + userId + "\",\"UserId\":\""
                        + userId + "\"}");
        assertThat(scene.sts(session, "GetCallerIdentity").toString())
                .isEqualTo("{\"AccountId\":\"" + ACCOUNT + "\",\"Arn\":\"acs:ram::" + ACCOUNT
                        + ":assumed-role/App/ci\",\"IdentityType\":\"AssumedRoleUser\",\"PrincipalId\":\"" + roleId
                        + ":ci\",\"RoleId\":\"" + roleId + "\"}");
        assertThat(scene.trail()).isEmpty();
    }

    @Test
    void operation_thatIsNone_isNotFound() {
        assertRefused(scene.stsRefused(ROOT, "AssumeRoleWithSAML"), 404, "InvalidApi.NotFound");
    }

    private Caller sessionOf(ObjectNode assumed) {
        String id = assumed.at("/Credentials/AccessKeyId").asText();
        return scene.engine.accessKeys().find(id).orElseThrow().caller();
    }
}
