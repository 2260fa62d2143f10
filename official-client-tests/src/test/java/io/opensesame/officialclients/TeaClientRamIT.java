package io.opensesame.officialclients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.aliyun.ram20150501.Client;
import com.aliyun.ram20150501.models.AttachPolicyToRoleRequest;
import com.aliyun.ram20150501.models.AttachPolicyToUserRequest;
import com.aliyun.ram20150501.models.CreateAccessKeyRequest;
import com.aliyun.ram20150501.models.CreateAccessKeyResponseBody.CreateAccessKeyResponseBodyAccessKey;
import com.aliyun.ram20150501.models.CreatePolicyRequest;
import com.aliyun.ram20150501.models.CreatePolicyVersionRequest;
import com.aliyun.ram20150501.models.CreateRoleRequest;
import com.aliyun.ram20150501.models.CreateUserRequest;
import com.aliyun.ram20150501.models.DeleteAccessKeyRequest;
import com.aliyun.ram20150501.models.DeletePolicyRequest;
import com.aliyun.ram20150501.models.DeleteRoleRequest;
import com.aliyun.ram20150501.models.DeleteUserRequest;
import com.aliyun.ram20150501.models.DetachPolicyFromRoleRequest;
import com.aliyun.ram20150501.models.GetPolicyRequest;
import com.aliyun.ram20150501.models.GetRoleRequest;
import com.aliyun.ram20150501.models.GetUserRequest;
import com.aliyun.ram20150501.models.ListAccessKeysRequest;
import com.aliyun.ram20150501.models.ListPoliciesForRoleRequest;
import com.aliyun.ram20150501.models.ListPolicyVersionsRequest;
import com.aliyun.ram20150501.models.UpdateAccessKeyRequest;
import com.aliyun.ram20150501.models.UpdateRoleRequest;
import com.aliyun.sts20150401.models.AssumeRoleRequest;
import com.aliyun.sts20150401.models.AssumeRoleResponseBody.AssumeRoleResponseBodyCredentials;
import com.aliyun.sts20150401.models.GetCallerIdentityResponseBody;
import com.aliyun.tea.TeaException;
import com.aliyun.teaopenapi.models.Config;
import io.opensesame.localkms.LocalKms;
import io.opensesame.localkms.RamUser;
import io.opensesame.policy.RamPolicy;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The current clients of RAM and STS set up users, roles and policies in LocalKms, and tell who calls. */
@ParameterizedClass
@EnumSource(value = TeaClients.class, mode = EnumSource.Mode.EXCLUDE, names = "ACS3_OVER_HTTPS")
class TeaClientRamIT {
    private static final String ANYTHING_ABOUT_SECRETS =
            "{\"Version\":\"1\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"kms:*\",\"Resource\":\"*\"}]}";
    private static final String LISTS_SECRETS =
            "{\"Version\":\"1\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"kms:ListSecrets\",\"Resource\":\"*\"}]}";
    private static final String TRUSTS_KMS = "{\"Version\":\"1\",\"Statement\":[{\"Effect\":\"Allow\","
            + "\"Action\":\"sts:AssumeRole\",\"Principal\":{\"Service\":[\"kms.aliyuncs.com\"]}}]}";

    private final TeaClients clients;
    private final LocalKms kms = LocalKms.start();
    private final Client ram;

    TeaClientRamIT(TeaClients clients) throws Exception {
        this.clients = clients;
        this.ram = new Client(clients.config(kms));
    }

    @AfterEach
    void close() {
        kms.close();
    }

    @Test
    void policyAndRole_madeAndAttached_areFoundAgain() throws Exception {
        ram.createPolicy(new CreatePolicyRequest()
                .setPolicyName("Secrets")
                .setDescription("about secrets")
                .setPolicyDocument(ANYTHING_ABOUT_SECRETS));
        ram.createRole(new CreateRoleRequest().setRoleName("Rotation").setAssumeRolePolicyDocument(TRUSTS_KMS));
        ram.attachPolicyToRole(new AttachPolicyToRoleRequest()
                .setPolicyType("Custom")
                .setPolicyName("Secrets")
                .setRoleName("Rotation"));

        var policy = ram.getPolicy(
                        new GetPolicyRequest().setPolicyType("Custom").setPolicyName("Secrets"))
                .getBody();
        var role = ram.getRole(new GetRoleRequest().setRoleName("Rotation"))
                .getBody()
                .getRole();
        var attached = ram.listPoliciesForRole(new ListPoliciesForRoleRequest().setRoleName("Rotation"))
                .getBody()
                .getPolicies()
                .getPolicy();

        assertThat(policy.getPolicy().getDescription()).isEqualTo("about secrets");
        assertThat(policy.getPolicy().getAttachmentCount()).isEqualTo(1);
        assertThat(policy.getDefaultPolicyVersion().getVersionId()).isEqualTo("v1");
        assertThat(policy.getDefaultPolicyVersion().getIsDefaultVersion()).isTrue();
        assertThat(RamPolicy.parse(policy.getDefaultPolicyVersion().getPolicyDocument()))
                .isEqualTo(RamPolicy.parse(ANYTHING_ABOUT_SECRETS));
        assertThat(role.getArn()).isEqualToIgnoringCase("acs:ram::" + kms.accountId() + ":role/Rotation");
        assertThat(role.getAssumeRolePolicyDocument()).contains("kms.aliyuncs.com");
        assertThat(role.getMaxSessionDuration()).isEqualTo(3600);
        assertThat(attached).singleElement().satisfies(one -> {
            assertThat(one.getPolicyName()).isEqualTo("Secrets");
            assertThat(one.getPolicyType()).isEqualTo("Custom");
            assertThat(one.getDefaultVersion()).isEqualTo("v1");
        });
    }

    @Test
    void policy_newDefaultVersion_isTheOneThatCounts() throws Exception {
        ram.createPolicy(new CreatePolicyRequest().setPolicyName("Secrets").setPolicyDocument(ANYTHING_ABOUT_SECRETS));
        ram.createPolicyVersion(new CreatePolicyVersionRequest()
                .setPolicyName("Secrets")
                .setPolicyDocument(LISTS_SECRETS)
                .setSetAsDefault(true));

        var versions = ram.listPolicyVersions(
                        new ListPolicyVersionsRequest().setPolicyType("Custom").setPolicyName("Secrets"))
                .getBody()
                .getPolicyVersions()
                .getPolicyVersion();

        assertThat(versions).extracting(one -> one.getVersionId()).containsExactlyInAnyOrder("v1", "v2");
        assertThat(versions)
                .filteredOn(one -> one.getIsDefaultVersion())
                .extracting(one -> one.getVersionId())
                .containsExactly("v2");
    }

    @Test
    void accessKey_madeDisabledAndDeleted_signsOnlyWhileItIsActive() throws Exception {
        ram.createUser(new CreateUserRequest().setUserName("app").setDisplayName("The application"));
        CreateAccessKeyResponseBodyAccessKey key = ram.createAccessKey(new CreateAccessKeyRequest().setUserName("app"))
                .getBody()
                .getAccessKey();

        GetCallerIdentityResponseBody caller = identity(key);
        ram.updateAccessKey(new UpdateAccessKeyRequest()
                .setUserName("app")
                .setUserAccessKeyId(key.getAccessKeyId())
                .setStatus("Inactive"));
        var listed = ram.listAccessKeys(new ListAccessKeysRequest().setUserName("app"))
                .getBody()
                .getAccessKeys()
                .getAccessKey();
        TeaException disabled = refusalOf(() -> identity(key));
        ram.deleteAccessKey(new DeleteAccessKeyRequest().setUserName("app").setUserAccessKeyId(key.getAccessKeyId()));
        TeaException gone = refusalOf(() -> identity(key));

        assertThat(caller.getArn()).isEqualTo("acs:ram::" + kms.accountId() + ":user/app");
        assertThat(caller.getAccountId()).isEqualTo(kms.accountId());
        assertThat(caller.getIdentityType()).isEqualTo("RAMUser");
        assertThat(listed).singleElement().satisfies(one -> {
            assertThat(one.getAccessKeyId()).isEqualTo(key.getAccessKeyId());
            assertThat(one.getStatus()).isEqualTo("Inactive");
        });
        assertThat(disabled.getCode()).isEqualTo("InvalidAccessKeyId.Inactive");
        assertThat(gone.getCode()).isEqualTo("InvalidAccessKeyId.NotFound");
    }

    @Test
    void role_assumedByAUser_isWhoCallsThen() throws Exception {
        RamUser alice = kms.ram()
                .createUser("alice")
                .attachPolicy(
                        "MayAssume",
                        RamPolicy.parse("{\"Version\":\"1\",\"Statement\":[{\"Effect\":\"Allow\","
                                + "\"Action\":\"sts:AssumeRole\",\"Resource\":\"*\"}]}"));
        ram.createRole(new CreateRoleRequest().setRoleName("reader").setAssumeRolePolicyDocument(TRUSTS_KMS));
        ram.updateRole(new UpdateRoleRequest()
                .setRoleName("reader")
                .setNewAssumeRolePolicyDocument("{\"Version\":\"1\",\"Statement\":[{\"Effect\":\"Allow\","
                        + "\"Action\":\"sts:AssumeRole\",\"Principal\":{\"RAM\":[\"" + alice.arn() + "\"]}}]}"));
        String arn = ram.getRole(new GetRoleRequest().setRoleName("reader"))
                .getBody()
                .getRole()
                .getArn();
        var key = alice.createAccessKey();
        AssumeRoleResponseBodyCredentials session = sts(clients.config(kms)
                        .setAccessKeyId(key.accessKeyId())
                        .setAccessKeySecret(key.exposeAccessKeySecret()))
                .assumeRole(new AssumeRoleRequest()
                        .setRoleArn(arn)
                        .setRoleSessionName("nightly")
                        .setDurationSeconds(900L))
                .getBody()
                .getCredentials();

        GetCallerIdentityResponseBody caller = sts(clients.config(kms)
                        .setAccessKeyId(session.getAccessKeyId())
                        .setAccessKeySecret(session.getAccessKeySecret())
                        .setSecurityToken(session.getSecurityToken()))
                .getCallerIdentity()
                .getBody();

        assertThat(session.getAccessKeyId()).startsWith("STS.");
        assertThat(session.getExpiration()).isNotEmpty();
        assertThat(caller.getIdentityType()).isEqualTo("AssumedRoleUser");
        assertThat(caller.getArn()).contains("assumed-role/reader/nightly");
        assertThat(caller.getRoleId()).isNotEmpty();
    }

    @Test
    void everything_takenApart_isGone() throws Exception {
        ram.createPolicy(new CreatePolicyRequest().setPolicyName("Secrets").setPolicyDocument(ANYTHING_ABOUT_SECRETS));
        ram.createRole(new CreateRoleRequest().setRoleName("Rotation").setAssumeRolePolicyDocument(TRUSTS_KMS));
        ram.createUser(new CreateUserRequest().setUserName("app"));
        ram.attachPolicyToRole(new AttachPolicyToRoleRequest()
                .setPolicyType("Custom")
                .setPolicyName("Secrets")
                .setRoleName("Rotation"));

        TeaException stillAttached = refusalOf(() -> ram.deleteRole(new DeleteRoleRequest().setRoleName("Rotation")));
        ram.detachPolicyFromRole(new DetachPolicyFromRoleRequest()
                .setPolicyType("Custom")
                .setPolicyName("Secrets")
                .setRoleName("Rotation"));
        ram.deleteRole(new DeleteRoleRequest().setRoleName("Rotation"));
        ram.deletePolicy(new DeletePolicyRequest().setPolicyName("Secrets"));
        ram.deleteUser(new DeleteUserRequest().setUserName("app"));

        assertThat(stillAttached.getCode()).isEqualTo("DeleteConflict.Role.Policy");
        assertThat(refusalOf(() -> ram.getRole(new GetRoleRequest().setRoleName("Rotation")))
                        .getCode())
                .isEqualTo("EntityNotExist.Role");
        assertThat(refusalOf(() -> ram.getPolicy(
                                new GetPolicyRequest().setPolicyType("Custom").setPolicyName("Secrets")))
                        .getCode())
                .isEqualTo("EntityNotExist.Policy");
        assertThat(refusalOf(() -> ram.getUser(new GetUserRequest().setUserName("app")))
                        .getCode())
                .isEqualTo("EntityNotExist.User");
    }

    @Test
    void caller_withoutPermission_isDeniedByName() throws Exception {
        var key = kms.ram().createUser("nobody").createAccessKey();
        Client nobody = new Client(
                clients.config(kms).setAccessKeyId(key.accessKeyId()).setAccessKeySecret(key.exposeAccessKeySecret()));

        TeaException denied = refusalOf(() -> nobody.attachPolicyToUser(new AttachPolicyToUserRequest()
                .setPolicyType("System")
                .setPolicyName("AliyunKMSFullAccess")
                .setUserName("nobody")));

        assertThat(denied.getStatusCode()).isEqualTo(403);
        assertThat(denied.getCode()).isEqualTo("NoPermission");
    }

    private GetCallerIdentityResponseBody identity(CreateAccessKeyResponseBodyAccessKey key) throws Exception {
        return sts(clients.config(kms)
                        .setAccessKeyId(key.getAccessKeyId())
                        .setAccessKeySecret(key.getAccessKeySecret()))
                .getCallerIdentity()
                .getBody();
    }

    private static com.aliyun.sts20150401.Client sts(Config config) throws Exception {
        return new com.aliyun.sts20150401.Client(config);
    }

    private static TeaException refusalOf(ThrowingCallable call) {
        return assertThatExceptionOfType(TeaException.class).isThrownBy(call).actual();
    }
}
