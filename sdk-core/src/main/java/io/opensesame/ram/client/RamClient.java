package io.opensesame.ram.client;

import io.opensesame.auth.Credentials;
import io.opensesame.policy.RamPolicy;
import io.opensesame.policy.TrustPolicy;
import java.time.Duration;
import java.util.List;

/**
 * Calls RAM, and STS as far as it is about who calls: the operations that the set-up of RAM secrets needs, one method
 * each. Thread-safe; it works until the {@code OpenSesame} it is from is closed.
 *
 * <p>Every method blocks until RAM has answered, within the deadline of the client's calls. Bad input is refused by an
 * {@link IllegalArgumentException} before anything is sent. What is refused by RAM throws a
 * {@link io.opensesame.error.KmsServiceException}: {@link io.opensesame.error.ResourceNotFoundException} for
 * {@code EntityNotExist.*}, {@link io.opensesame.error.ResourceExistsException} for {@code EntityAlreadyExists.*},
 * {@link io.opensesame.error.AccessDeniedException} for {@code NoPermission}. Without an answer it is a
 * {@link io.opensesame.error.KmsTransportException}; operations that must not happen twice, such as
 * {@link #createAccessKey}, are then not sent again by themselves.
 *
 * @see "RAM API reference, version 2015-05-01; STS API reference, version 2015-04-01"
 */
public interface RamClient {
    /**
     * Creates a custom policy, with the document as its version {@code v1} (CreatePolicy).
     *
     * @param policyName 1 to 128 letters, digits and hyphens
     * @param document what it allows, at most 6,144 characters
     * @param description at most 1,024 characters; may be empty
     * @return the policy
     */
    ManagedPolicy createPolicy(String policyName, RamPolicy document, String description);

    /**
     * Returns a policy with its default version (GetPolicy).
     *
     * @param type whether RAM or the account made it
     * @param policyName its name
     * @return the policy
     */
    ManagedPolicy getPolicy(ManagedPolicyType type, String policyName);

    /**
     * Lists the versions of a policy, at most five (ListPolicyVersions). Documents are left out where RAM leaves them
     * out.
     *
     * @param type whether RAM or the account made it
     * @param policyName its name
     * @return its versions
     */
    List<PolicyVersion> listPolicyVersions(ManagedPolicyType type, String policyName);

    /**
     * Makes a document the default version of a custom policy (CreatePolicyVersion). Where there are five versions
     * already, the oldest one that is not the default is deleted.
     *
     * @param policyName its name
     * @param document what it allows from now on
     * @return the new version
     */
    PolicyVersion createDefaultPolicyVersion(String policyName, RamPolicy document);

    /**
     * Makes an existing version of a custom policy its default (SetDefaultPolicyVersion).
     *
     * @param policyName its name
     * @param versionId such as {@code v2}
     */
    void setDefaultPolicyVersion(String policyName, String versionId);

    /**
     * Deletes a custom policy that is attached nowhere and has one version (DeletePolicy).
     *
     * @param policyName its name
     */
    void deletePolicy(String policyName);

    /**
     * Creates a role (CreateRole).
     *
     * @param roleName 1 to 64 letters, digits, dots and hyphens
     * @param trust who may assume it
     * @param description at most 1,024 characters; may be empty
     * @return the role
     */
    Role createRole(String roleName, TrustPolicy trust, String description);

    /**
     * Returns a role (GetRole).
     *
     * @param roleName its name
     * @return the role
     */
    Role getRole(String roleName);

    /**
     * Changes who may assume a role (UpdateRole).
     *
     * @param roleName its name
     * @param trust who may assume it from now on
     * @return the role
     */
    Role updateRole(String roleName, TrustPolicy trust);

    /**
     * Deletes a role that no policy is attached to (DeleteRole).
     *
     * @param roleName its name
     */
    void deleteRole(String roleName);

    /**
     * Attaches a policy to a role (AttachPolicyToRole).
     *
     * @param type whether RAM or the account made the policy
     * @param policyName the policy's name
     * @param roleName the role's name
     */
    void attachPolicyToRole(ManagedPolicyType type, String policyName, String roleName);

    /**
     * Detaches a policy from a role (DetachPolicyFromRole).
     *
     * @param type whether RAM or the account made the policy
     * @param policyName the policy's name
     * @param roleName the role's name
     */
    void detachPolicyFromRole(ManagedPolicyType type, String policyName, String roleName);

    /**
     * Lists the policies that are attached to a role (ListPoliciesForRole).
     *
     * @param roleName the role's name
     * @return the attachments
     */
    List<AttachedPolicy> listPoliciesForRole(String roleName);

    /**
     * Creates a RAM user, who has no AccessKey and may do nothing yet (CreateUser).
     *
     * @param userName 1 to 64 letters, digits, dots, underscores and hyphens
     * @return the user
     */
    User createUser(String userName);

    /**
     * Returns a RAM user (GetUser).
     *
     * @param userName its name
     * @return the user
     */
    User getUser(String userName);

    /**
     * Deletes a RAM user that has no AccessKey and no policy (DeleteUser).
     *
     * @param userName its name
     */
    void deleteUser(String userName);

    /**
     * Lists the AccessKeys of a RAM user, two at most (ListAccessKeys).
     *
     * @param userName the user's name
     * @return its AccessKeys, without their secrets
     */
    List<AccessKeySummary> listAccessKeys(String userName);

    /**
     * Creates an AccessKey of a RAM user (CreateAccessKey). RAM tells its secret here and never again.
     *
     * @param userName the user's name
     * @return the new pair
     */
    Credentials createAccessKey(String userName);

    /**
     * Enables or disables an AccessKey (UpdateAccessKey).
     *
     * @param userName the user whose it is
     * @param accessKeyId the AccessKey
     * @param status what it is to be
     */
    void updateAccessKey(String userName, String accessKeyId, AccessKeyStatus status);

    /**
     * Deletes an AccessKey (DeleteAccessKey). Nothing brings it back.
     *
     * @param userName the user whose it is
     * @param accessKeyId the AccessKey
     */
    void deleteAccessKey(String userName, String accessKeyId);

    /**
     * Returns whose credentials sign the calls of this client (GetCallerIdentity of STS), which needs no permission.
     *
     * @return the caller
     */
    CallerIdentity getCallerIdentity();

    /**
     * Assumes a role, and returns the credentials of its session (AssumeRole of STS). To sign a client with a role,
     * give it a {@link io.opensesame.auth.CredentialsSource} instead, which renews them.
     *
     * @param roleArn the role's ARN, {@code acs:ram::<account>:role/<name>}
     * @param sessionName 2 to 64 letters, digits and the characters {@code . @ - _}
     * @param duration 15 minutes up to what the role allows; whole seconds
     * @return temporary credentials
     */
    Credentials assumeRole(String roleArn, String sessionName, Duration duration);
}
