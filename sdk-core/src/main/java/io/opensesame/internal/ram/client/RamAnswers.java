package io.opensesame.internal.ram.client;

import io.opensesame.auth.Credentials;
import io.opensesame.internal.wire.Answer;
import io.opensesame.internal.wire.WireTime;
import io.opensesame.ram.client.AccessKeyStatus;
import io.opensesame.ram.client.AccessKeySummary;
import io.opensesame.ram.client.AttachedPolicy;
import io.opensesame.ram.client.CallerIdentity;
import io.opensesame.ram.client.ManagedPolicy;
import io.opensesame.ram.client.ManagedPolicyType;
import io.opensesame.ram.client.PolicyVersion;
import io.opensesame.ram.client.Role;
import io.opensesame.ram.client.User;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Reads the answers of RAM and STS. */
final class RamAnswers {
    /** What a role has that says nothing else. */
    private static final int DEFAULT_SESSION_SECONDS = 3_600;

    private RamAnswers() {}

    /** Reads a policy; the answer to its creation names the default version without showing it. */
    static ManagedPolicy policy(Answer answer) {
        Answer policy = answer.object("Policy");
        PolicyVersion version = answer.has("DefaultPolicyVersion")
                ? defaultVersion(answer.object("DefaultPolicyVersion"))
                : new PolicyVersion(
                        policy.text("DefaultVersion"),
                        true,
                        policy.optionalText("PolicyDocument"),
                        policy.optional("CreateDate", WireTime::parseInstant));
        return new ManagedPolicy(
                policy.text("PolicyName"),
                type(policy),
                policy.optionalText("Description").orElse(""),
                version);
    }

    static List<PolicyVersion> policyVersions(Answer answer) {
        return answer.objects(
                "PolicyVersions", "PolicyVersion", version -> version(version, version.flag("IsDefaultVersion")));
    }

    static PolicyVersion createdDefaultVersion(Answer answer) {
        return defaultVersion(answer.object("PolicyVersion"));
    }

    /** The default version by what was asked, whatever the answer says of it. */
    private static PolicyVersion defaultVersion(Answer version) {
        return version(version, true);
    }

    private static PolicyVersion version(Answer version, boolean isDefault) {
        return new PolicyVersion(
                version.text("VersionId"),
                isDefault,
                version.optionalText("PolicyDocument"),
                version.optional("CreateDate", WireTime::parseInstant));
    }

    static Role role(Answer answer) {
        Answer role = answer.object("Role");
        int seconds = role.integer("MaxSessionDuration");
        return new Role(
                role.text("RoleName"),
                role.text("RoleId"),
                arn(role),
                role.text("AssumeRolePolicyDocument"),
                role.optionalText("Description").orElse(""),
                Duration.ofSeconds(seconds == 0 ? DEFAULT_SESSION_SECONDS : seconds));
    }

    static List<AttachedPolicy> attachedPolicies(Answer answer) {
        return answer.objects(
                "Policies",
                "Policy",
                policy -> new AttachedPolicy(
                        policy.text("PolicyName"),
                        type(policy),
                        policy.optionalText("DefaultVersion").orElse("")));
    }

    /** An account makes custom policies and no others, so what is not custom is RAM's own. */
    private static ManagedPolicyType type(Answer policy) {
        return policy.text("PolicyType").equalsIgnoreCase(ManagedPolicyType.CUSTOM.wireName())
                ? ManagedPolicyType.CUSTOM
                : ManagedPolicyType.SYSTEM;
    }

    static User user(Answer answer) {
        Answer user = answer.object("User");
        return new User(
                user.text("UserName"),
                user.text("UserId"),
                user.optionalText("DisplayName").orElse(""));
    }

    static List<AccessKeySummary> accessKeys(Answer answer) {
        return answer.objects(
                "AccessKeys",
                "AccessKey",
                key -> new AccessKeySummary(
                        key.text("AccessKeyId"), status(key), key.optional("CreateDate", WireTime::parseInstant)));
    }

    /** A status that is not known here is not known to let a key sign either. */
    private static AccessKeyStatus status(Answer key) {
        return key.text("Status").equalsIgnoreCase(AccessKeyStatus.ACTIVE.wireName())
                ? AccessKeyStatus.ACTIVE
                : AccessKeyStatus.INACTIVE;
    }

    static Credentials createdAccessKey(Answer answer) {
        return answer.object(
                "AccessKey", key -> Credentials.accessKey(key.text("AccessKeyId"), key.text("AccessKeySecret")));
    }

    static CallerIdentity callerIdentity(Answer answer) {
        Optional<String> principalId = answer.optionalText("PrincipalId")
                .or(() -> answer.optionalText("UserId"))
                .or(() -> answer.optionalText("RoleId"));
        return new CallerIdentity(
                answer.text("AccountId"),
                arn(answer),
                answer.optionalText("IdentityType").orElse(""),
                principalId.orElse(""));
    }

    static Credentials session(Answer answer) {
        return answer.object(
                "Credentials",
                session -> Credentials.temporary(
                        session.text("AccessKeyId"),
                        session.text("AccessKeySecret"),
                        session.text("SecurityToken"),
                        session.required("Expiration", WireTime::parseInstant)));
    }

    /** The oldest samples spell it in lower case. */
    private static String arn(Answer answer) {
        return answer.optionalText("arn").orElseGet(() -> answer.text("Arn"));
    }
}
