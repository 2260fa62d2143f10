package io.opensesame.officialclients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.aliyuncs.AcsResponse;
import com.aliyuncs.DefaultAcsClient;
import com.aliyuncs.RpcAcsRequest;
import com.aliyuncs.auth.SignatureVersion;
import com.aliyuncs.exceptions.ClientException;
import com.aliyuncs.http.MethodType;
import com.aliyuncs.http.ProtocolType;
import com.aliyuncs.profile.DefaultProfile;
import com.aliyuncs.ram.model.v20150501.AttachPolicyToRoleRequest;
import com.aliyuncs.ram.model.v20150501.CreateAccessKeyRequest;
import com.aliyuncs.ram.model.v20150501.CreateAccessKeyResponse;
import com.aliyuncs.ram.model.v20150501.CreatePolicyRequest;
import com.aliyuncs.ram.model.v20150501.CreateRoleRequest;
import com.aliyuncs.ram.model.v20150501.CreateUserRequest;
import com.aliyuncs.ram.model.v20150501.GetRoleRequest;
import com.aliyuncs.ram.model.v20150501.ListAccessKeysRequest;
import com.aliyuncs.ram.model.v20150501.ListPoliciesForRoleRequest;
import com.aliyuncs.ram.model.v20150501.ListPoliciesForRoleResponse;
import com.aliyuncs.sts.model.v20150401.GetCallerIdentityRequest;
import com.aliyuncs.sts.model.v20150401.GetCallerIdentityResponse;
import io.opensesame.localkms.LocalKms;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The classic clients of RAM and STS set up users, roles and policies in LocalKms, and tell who calls. */
@ParameterizedClass
@EnumSource(SignatureVersion.class)
class ClassicClientRamIT {
    private final SignatureVersion signature;
    private final LocalKms kms = LocalKms.start();
    private final DefaultAcsClient root;

    ClassicClientRamIT(SignatureVersion signature) {
        this.signature = signature;
        this.root = client(kms.accessKeyId(), kms.exposeAccessKeySecret());
    }

    @AfterEach
    void close() {
        root.shutdown();
        kms.close();
    }

    @Test
    void roleAndPolicy_madeAndAttached_areFoundAgain() throws Exception {
        CreatePolicyRequest policy = new CreatePolicyRequest();
        policy.setPolicyName("Secrets");
        policy.setPolicyDocument(
                "{\"Version\":\"1\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"kms:*\",\"Resource\":\"*\"}]}");
        send(root, policy);
        CreateRoleRequest role = new CreateRoleRequest();
        role.setRoleName("Rotation");
        role.setAssumeRolePolicyDocument("{\"Version\":\"1\",\"Statement\":[{\"Effect\":\"Allow\","
                + "\"Action\":\"sts:AssumeRole\",\"Principal\":{\"Service\":[\"kms.aliyuncs.com\"]}}]}");
        send(root, role);
        AttachPolicyToRoleRequest attach = new AttachPolicyToRoleRequest();
        attach.setPolicyType("Custom");
        attach.setPolicyName("Secrets");
        attach.setRoleName("Rotation");
        send(root, attach);
        GetRoleRequest getRole = new GetRoleRequest();
        getRole.setRoleName("Rotation");
        ListPoliciesForRoleRequest list = new ListPoliciesForRoleRequest();
        list.setRoleName("Rotation");

        ListPoliciesForRoleResponse attached = send(root, list);

        assertThat(send(root, getRole).getRole().getAssumeRolePolicyDocument()).contains("kms.aliyuncs.com");
        assertThat(attached.getPolicies())
                .extracting(ListPoliciesForRoleResponse.Policy::getPolicyName)
                .containsExactly("Secrets");
    }

    @Test
    void accessKey_made_tellsWhoCalls() throws Exception {
        CreateUserRequest user = new CreateUserRequest();
        user.setUserName("app");
        send(root, user);
        CreateAccessKeyRequest create = new CreateAccessKeyRequest();
        create.setUserName("app");
        CreateAccessKeyResponse.AccessKey key = send(root, create).getAccessKey();
        ListAccessKeysRequest list = new ListAccessKeysRequest();
        list.setUserName("app");
        DefaultAcsClient app = client(key.getAccessKeyId(), key.getAccessKeySecret());

        GetCallerIdentityResponse caller = send(app, new GetCallerIdentityRequest());
        app.shutdown();

        assertThat(caller.getArn()).isEqualTo("acs:ram::" + kms.accountId() + ":user/app");
        assertThat(send(root, list).getAccessKeys())
                .singleElement()
                .satisfies(one -> assertThat(one.getStatus()).isEqualTo("Active"));
    }

    @Test
    void role_missing_isNotFound() {
        GetRoleRequest getRole = new GetRoleRequest();
        getRole.setRoleName("Missing");

        ClientException refusal = assertThatExceptionOfType(ClientException.class)
                .isThrownBy(() -> send(root, getRole))
                .actual();

        assertThat(refusal.getErrCode()).isEqualTo("EntityNotExist.Role");
    }

    private DefaultAcsClient client(String accessKeyId, String accessKeySecret) {
        return new DefaultAcsClient(DefaultProfile.getProfile(kms.region(), accessKeyId, accessKeySecret));
    }

    private <T extends AcsResponse> T send(DefaultAcsClient client, RpcAcsRequest<T> request) throws ClientException {
        request.setSysProtocol(ProtocolType.HTTP);
        request.setSysMethod(MethodType.POST);
        request.setSysEndpoint(kms.endpoint().getAuthority());
        request.setSysSignatureVersion(signature);
        return client.getAcsResponse(request);
    }
}
