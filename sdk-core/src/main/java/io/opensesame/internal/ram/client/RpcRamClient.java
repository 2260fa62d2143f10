package io.opensesame.internal.ram.client;

import io.opensesame.auth.Credentials;
import io.opensesame.internal.http.RpcCall;
import io.opensesame.internal.http.RpcTransport;
import io.opensesame.internal.wire.Answer;
import io.opensesame.internal.wire.Parameters;
import io.opensesame.policy.RamPolicy;
import io.opensesame.policy.TrustPolicy;
import io.opensesame.ram.client.AccessKeyStatus;
import io.opensesame.ram.client.AccessKeySummary;
import io.opensesame.ram.client.AttachedPolicy;
import io.opensesame.ram.client.CallerIdentity;
import io.opensesame.ram.client.ManagedPolicy;
import io.opensesame.ram.client.ManagedPolicyType;
import io.opensesame.ram.client.PolicyVersion;
import io.opensesame.ram.client.RamClient;
import io.opensesame.ram.client.Role;
import io.opensesame.ram.client.User;
import java.time.Duration;
import java.util.List;

/** A {@link RamClient} over a transport to RAM and one to STS, which send, retry and keep deadlines. */
public final class RpcRamClient implements RamClient {
    private final Host ram;
    private final Host sts;

    /**
     * A service and the way to it.
     *
     * @param name what people call it
     * @param address its host, for messages
     */
    private record Host(String name, RpcTransport transport, String address) {
        Answer send(RpcCall call) {
            return new Answer(name, call, address, transport.send(call));
        }
    }

    /**
     * Creates a client.
     *
     * @param ram what sends the calls to RAM; closed by its owner
     * @param ramHost the host it sends them to, for messages
     * @param sts what sends the calls to STS; closed by its owner
     * @param stsHost the host it sends them to, for messages
     */
    public RpcRamClient(RpcTransport ram, String ramHost, RpcTransport sts, String stsHost) {
        this.ram = new Host("RAM", ram, ramHost);
        this.sts = new Host("STS", sts, stsHost);
    }

    /** Some pages of the reference say that the default format is XML. */
    private static Parameters operation(String action) {
        return new Parameters(action).set("Format", "JSON");
    }

    @Override
    public ManagedPolicy createPolicy(String policyName, RamPolicy document, String description) {
        return RamAnswers.policy(ram.send(operation("CreatePolicy")
                .set("PolicyName", RamRules.policyName(policyName))
                .set("PolicyDocument", RamRules.document(document))
                .setUnlessEmpty("Description", RamRules.description(description))
                .call(policyName)));
    }

    @Override
    public ManagedPolicy getPolicy(ManagedPolicyType type, String policyName) {
        return RamAnswers.policy(
                ram.send(onPolicy("GetPolicy", type, policyName).call(policyName)));
    }

    @Override
    public List<PolicyVersion> listPolicyVersions(ManagedPolicyType type, String policyName) {
        return RamAnswers.policyVersions(
                ram.send(onPolicy("ListPolicyVersions", type, policyName).call(policyName)));
    }

    private static Parameters onPolicy(String action, ManagedPolicyType type, String policyName) {
        return operation(action).set("PolicyType", type.wireName()).set("PolicyName", RamRules.policyName(policyName));
    }

    @Override
    public PolicyVersion createDefaultPolicyVersion(String policyName, RamPolicy document) {
        return RamAnswers.createdDefaultVersion(ram.send(operation("CreatePolicyVersion")
                .set("PolicyName", RamRules.policyName(policyName))
                .set("PolicyDocument", RamRules.document(document))
                .set("SetAsDefault", "true")
                .set("RotateStrategy", "DeleteOldestNonDefaultVersionWhenLimitExceeded")
                .call(policyName)));
    }

    @Override
    public void setDefaultPolicyVersion(String policyName, String versionId) {
        ram.send(operation("SetDefaultPolicyVersion")
                .set("PolicyName", RamRules.policyName(policyName))
                .set("VersionId", RamRules.policyVersion(versionId))
                .call(policyName));
    }

    @Override
    public void deletePolicy(String policyName) {
        ram.send(operation("DeletePolicy")
                .set("PolicyName", RamRules.policyName(policyName))
                .call(policyName));
    }

    @Override
    public Role createRole(String roleName, TrustPolicy trust, String description) {
        return RamAnswers.role(ram.send(onRole("CreateRole", roleName)
                .set("AssumeRolePolicyDocument", trust.toJson())
                .setUnlessEmpty("Description", RamRules.description(description))
                .call(roleName)));
    }

    @Override
    public Role getRole(String roleName) {
        return RamAnswers.role(ram.send(onRole("GetRole", roleName).call(roleName)));
    }

    @Override
    public Role updateRole(String roleName, TrustPolicy trust) {
        return RamAnswers.role(ram.send(onRole("UpdateRole", roleName)
                .set("NewAssumeRolePolicyDocument", trust.toJson())
                .call(roleName)));
    }

    @Override
    public void deleteRole(String roleName) {
        ram.send(onRole("DeleteRole", roleName).call(roleName));
    }

    private static Parameters onRole(String action, String roleName) {
        return operation(action).set("RoleName", RamRules.roleName(roleName));
    }

    @Override
    public void attachPolicyToRole(ManagedPolicyType type, String policyName, String roleName) {
        ram.send(onAttachment("AttachPolicyToRole", type, policyName, roleName));
    }

    @Override
    public void detachPolicyFromRole(ManagedPolicyType type, String policyName, String roleName) {
        ram.send(onAttachment("DetachPolicyFromRole", type, policyName, roleName));
    }

    private static RpcCall onAttachment(String action, ManagedPolicyType type, String policyName, String roleName) {
        return onPolicy(action, type, policyName)
                .set("RoleName", RamRules.roleName(roleName))
                .call(roleName);
    }

    @Override
    public List<AttachedPolicy> listPoliciesForRole(String roleName) {
        return RamAnswers.attachedPolicies(
                ram.send(onRole("ListPoliciesForRole", roleName).call(roleName)));
    }

    @Override
    public User createUser(String userName) {
        return RamAnswers.user(ram.send(onUser("CreateUser", userName).call(userName)));
    }

    @Override
    public User getUser(String userName) {
        return RamAnswers.user(ram.send(onUser("GetUser", userName).call(userName)));
    }

    @Override
    public void deleteUser(String userName) {
        ram.send(onUser("DeleteUser", userName).call(userName));
    }

    @Override
    public List<AccessKeySummary> listAccessKeys(String userName) {
        return RamAnswers.accessKeys(ram.send(onUser("ListAccessKeys", userName).call(userName)));
    }

    @Override
    public Credentials createAccessKey(String userName) {
        return RamAnswers.createdAccessKey(
                ram.send(onUser("CreateAccessKey", userName).call(userName)));
    }

    @Override
    public void updateAccessKey(String userName, String accessKeyId, AccessKeyStatus status) {
        ram.send(onAccessKey("UpdateAccessKey", userName, accessKeyId)
                .set("Status", status.wireName())
                .call(accessKeyId));
    }

    @Override
    public void deleteAccessKey(String userName, String accessKeyId) {
        ram.send(onAccessKey("DeleteAccessKey", userName, accessKeyId).call(accessKeyId));
    }

    private static Parameters onUser(String action, String userName) {
        return operation(action).set("UserName", RamRules.userName(userName));
    }

    /** Not {@code AccessKeyId}: that is the signer's. */
    private static Parameters onAccessKey(String action, String userName, String accessKeyId) {
        return onUser(action, userName).set("UserAccessKeyId", RamRules.accessKeyId(accessKeyId));
    }

    @Override
    public CallerIdentity getCallerIdentity() {
        return RamAnswers.callerIdentity(sts.send(operation("GetCallerIdentity").call()));
    }

    @Override
    public Credentials assumeRole(String roleArn, String sessionName, Duration duration) {
        return RamAnswers.session(sts.send(operation("AssumeRole")
                .set("RoleArn", RamRules.roleArn(roleArn))
                .set("RoleSessionName", RamRules.sessionName(sessionName))
                .set("DurationSeconds", Long.toString(RamRules.session(duration).toSeconds()))
                .call(roleArn)));
    }
}
