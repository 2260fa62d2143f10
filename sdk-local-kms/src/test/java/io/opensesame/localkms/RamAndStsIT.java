package io.opensesame.localkms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.opensesame.localkms.fault.CloudService;
import io.opensesame.localkms.fault.Fault;
import io.opensesame.policy.RamPolicy;
import io.opensesame.policy.Statement;
import io.opensesame.policy.template.ManagedRamCredentials;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** RAM and STS over HTTP, on the address of KMS, called by signed requests of the tests' own. */
class RamAndStsIT {
    private static final String KMS = "2016-01-20";
    private static final String RAM = "2015-05-01";
    private static final String STS = "2015-04-01";

    private final LocalKms kms = LocalKms.start();
    private final SigningClient client = new SigningClient(kms);

    @AfterEach
    void close() {
        kms.close();
    }

    @Test
    void setUpOfRotation_step1to4_worksByBothSignatures() throws Exception {
        String policy = ManagedRamCredentials.POLICY_NAME;
        String role = ManagedRamCredentials.ROLE_NAME;
        String document = ManagedRamCredentials.rolePolicy().toJson();

        SigningClient.Answer created =
                call(RAM, "CreatePolicy", Map.of("PolicyName", policy, "PolicyDocument", document));
        String trust = ManagedRamCredentials.trustPolicy().toJson();
        client.callRpc("CreateRole", Map.of("RoleName", role, "AssumeRolePolicyDocument", trust));
        client.callWithForm(
                "AttachPolicyToRole", Map.of("PolicyName", policy, "PolicyType", "Custom", "RoleName", role));
        SigningClient.Answer attached = call(RAM, "ListPoliciesForRole", Map.of("RoleName", role));

        assertThat(created.status()).isEqualTo(200);
        assertThat(created.json().at("/Policy/DefaultVersion").asText()).isEqualTo("v1");
        assertThat(created.text("RequestId")).isNotEmpty();
        assertThat(attached.json().at("/Policies/Policy/0/PolicyName").asText()).isEqualTo(policy);
        assertThat(call(RAM, "GetRole", Map.of("RoleName", role))
                        .json()
                        .at("/Role/AssumeRolePolicyDocument")
                        .asText())
                .isEqualTo(trust);
        assertThat(kms.requestCount("CreateRole")).isEqualTo(1);
    }

    @Test
    void accessKey_overItsLife_signsAsItsStatusAllows() throws Exception {
        call(RAM, "CreateUser", Map.of("UserName", "app"));
        SigningClient.Answer created = call(RAM, "CreateAccessKey", Map.of("UserName", "app"));
        String id = created.json().at("/AccessKey/AccessKeyId").asText();
        SigningClient asApp = new SigningClient(kms);
        asApp.version = STS;
        asApp.accessKeyId = id;
        asApp.accessKeySecret = created.json().at("/AccessKey/AccessKeySecret").asText();

        assertThat(asApp.call("GetCallerIdentity", Map.of()).text("Arn"))
                .isEqualTo("acs:ram::" + kms.accountId() + ":user/app");
        call(RAM, "UpdateAccessKey", Map.of("UserName", "app", "UserAccessKeyId", id, "Status", "Inactive"));
        assertThat(asApp.call("GetCallerIdentity", Map.of()).code()).isEqualTo("InvalidAccessKeyId.Inactive");
        assertThat(call(RAM, "ListAccessKeys", Map.of("UserName", "app")).http().body())
                .contains(id, "Inactive")
                .doesNotContain("Secret");
        call(RAM, "DeleteAccessKey", Map.of("UserName", "app", "UserAccessKeyId", id));
        assertThat(asApp.call("GetCallerIdentity", Map.of()).code()).isEqualTo("InvalidAccessKeyId.NotFound");
    }

    @Test
    void accessKey_whoseWindowEndsByTheTickingClock_signsNoCallAfterThat() throws Exception {
        kms.ramRotationWindow(Duration.ofMinutes(10));
        String name = kms.createRamSecret("app");
        Map<String, String> secret = Map.of("SecretName", name);
        JsonNode old =
                SigningClient.JSON.readTree(call(KMS, "GetSecretValue", secret).text("SecretData"));
        SigningClient asApp = new SigningClient(kms);
        asApp.version = STS;
        asApp.accessKeyId = old.path("AccessKeyId").asText();
        asApp.accessKeySecret = old.path("AccessKeySecret").asText();
        kms.rotateNow(name);
        Instant end = Instant.parse(call(KMS, "DescribeSecret", secret).text("LastRotationDate"))
                .plus(Duration.ofMinutes(10));
        kms.clock().advance(Duration.between(kms.clock().instant(), end).minusMillis(400));

        boolean late;
        SigningClient.Answer answer;
        do {
            late = !kms.clock().instant().isBefore(end);
            answer = asApp.call("GetCallerIdentity", Map.of());
        } while (!late);

        assertThat(answer.code()).isEqualTo("InvalidAccessKeyId.NotFound");
    }

    @Test
    void assumeRole_session_readsASecretWithinItsPolicy() throws Exception {
        kms.createSecret("orders/db", "s3cret");
        kms.createSecret("orders/other", "s3cret");
        RamUser alice = kms.ram().createUser("alice").attachPolicy("assume", allowing("sts:AssumeRole", "*"));
        call(RAM, "CreateRole", Map.of("RoleName", "App", "AssumeRolePolicyDocument", trustOfTheAccount()));
        kms.ram().role("App").attachPolicy("read", allowing("kms:GetSecretValue", "*"));
        client.as(alice.createAccessKey());

        SigningClient.Answer assumed = call(
                STS,
                "AssumeRole",
                Map.of(
                        "RoleArn",
                        "acs:ram::" + kms.accountId() + ":role/app",
                        "RoleSessionName",
                        "ci",
                        "Policy",
                        allowing("kms:GetSecretValue", "acs:kms:*:*:secret/orders/db")
                                .toJson()));
        client.accessKeyId = assumed.json().at("/Credentials/AccessKeyId").asText();
        client.accessKeySecret =
                assumed.json().at("/Credentials/AccessKeySecret").asText();
        client.securityToken = assumed.json().at("/Credentials/SecurityToken").asText();

        assertThat(client.accessKeyId).startsWith("STS.");
        assertThat(assumed.json().at("/AssumedRoleUser/Arn").asText())
                .isEqualTo("acs:ram::" + kms.accountId() + ":role/App/ci");
        assertThat(call(KMS, "GetSecretValue", Map.of("SecretName", "orders/db"))
                        .status())
                .isEqualTo(200);
        assertThat(call(KMS, "GetSecretValue", Map.of("SecretName", "orders/other"))
                        .code())
                .isEqualTo("Forbidden.NoPermission");
        assertThat(call(STS, "GetCallerIdentity", Map.of()).text("Arn"))
                .isEqualTo("acs:ram::" + kms.accountId() + ":assumed-role/App/ci");
    }

    @Test
    void action_ofAnotherServicesVersion_isNotFound() throws Exception {
        assertThat(call(RAM, "GetSecretValue", Map.of("SecretName", "a")).code())
                .isEqualTo("InvalidApi.NotFound");
        assertThat(call(STS, "GetUser", Map.of("UserName", "a")).code()).isEqualTo("InvalidApi.NotFound");
        assertThat(call(KMS, "AssumeRole", Map.of()).code()).isEqualTo("InvalidApi.NotFound");
        assertThat(call("2019-08-15", "GetUser", Map.of()).code()).isEqualTo("InvalidApi.NotFound");
    }

    @Test
    void refusals_haveRamsEnvelope() throws Exception {
        SigningClient.Answer missing = call(RAM, "GetUser", Map.of("UserName", "nobody"));
        client.as(kms.ram().createUser("alice").createAccessKey());
        SigningClient.Answer denied = call(RAM, "GetUser", Map.of("UserName", "nobody"));

        assertThat(missing.status()).isEqualTo(404);
        assertThat(missing.code()).isEqualTo("EntityNotExist.User");
        assertThat(missing.text("HostId")).isEqualTo("ram.aliyuncs.com");
        assertThat(missing.json().has("HttpStatus")).isFalse();
        assertThat(denied.status()).isEqualTo(403);
        assertThat(denied.code()).isEqualTo("NoPermission");
        assertThat(denied.json().at("/AccessDeniedDetail/AuthAction").asText()).isEqualTo("ram:GetUser");
        assertThat(call(STS, "AssumeRole", Map.of()).text("HostId")).isEqualTo("sts.aliyuncs.com");
        assertThat(kms.audit().denials()).hasSize(1);
    }

    @Test
    void answer_inXml_hasTheOperationsNameAround() throws Exception {
        call(RAM, "CreateUser", Map.of("UserName", "app"));

        HttpResponse<String> answer = client.http.send(
                client.headerSigned("ListUsers", Map.of("Format", "XML"), "").build(),
                HttpResponse.BodyHandlers.ofString());

        assertThat(answer.body()).contains("<ListUsersResponse>", "<Users><User>", "<UserName>app</UserName>");
    }

    @Test
    void outageOfKms_sparesRamAndSts() throws Exception {
        kms.createSecret("orders/db", "s3cret");
        kms.faults().add(Fault.outage().onService(CloudService.KMS));

        assertThatThrownBy(() -> call(KMS, "GetSecretValue", Map.of("SecretName", "orders/db")))
                .isInstanceOf(IOException.class);
        assertThat(call(STS, "GetCallerIdentity", Map.of()).text("IdentityType"))
                .isEqualTo("Account");
        assertThat(call(RAM, "ListUsers", Map.of()).status()).isEqualTo(200);
        kms.faults().clear();
        kms.faults().add(Fault.error(500, "InternalError", "").onService(CloudService.RAM));

        assertThat(call(RAM, "ListUsers", Map.of()).code()).isEqualTo("InternalError");
        assertThat(call(KMS, "GetSecretValue", Map.of("SecretName", "orders/db"))
                        .status())
                .isEqualTo(200);
    }

    private SigningClient.Answer call(String version, String action, Map<String, String> parameters) throws Exception {
        client.version = version;
        return client.call(action, parameters);
    }

    private String trustOfTheAccount() {
        return "{\"Version\":\"1\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"sts:AssumeRole\",\"Principal\":"
                + "{\"RAM\":[\"acs:ram::" + kms.accountId() + ":root\"]}}]}";
    }

    private static RamPolicy allowing(String action, String resource) {
        return RamPolicy.of(Statement.allow().action(action).resource(resource).build());
    }
}
