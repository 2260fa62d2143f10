package io.opensesame.policy.template;

import io.opensesame.policy.Principal;
import io.opensesame.policy.RamPolicy;
import io.opensesame.policy.Statement;
import io.opensesame.policy.TrustPolicy;
import java.util.Collection;

/**
 * What lets Secrets Manager manage the AccessKeys of RAM users: a custom policy, and a service role that it is attached
 * to. The names are spelt as the service looks for them, mistakes included.
 *
 * @see "KMS documentation: authorize Secrets Manager to manage AccessKey pairs of RAM users"
 */
public final class ManagedRamCredentials {
    /** The name of the role, which KMS looks for. */
    public static final String ROLE_NAME = "AliyunKMSManagedRAMCrendentialsRole";

    /** The name of the custom policy that is attached to the role. */
    public static final String POLICY_NAME = "AliyunKMSManagedRAMCrendentialsRolePolicy";

    /** The name of the role that the console makes since October 2024; where there is either, none is missing. */
    public static final String CONSOLE_ROLE_NAME = "AliyunKMSManageRAMCredentialsRole";

    /** The name of the system policy that is attached to the role that the console makes. */
    public static final String CONSOLE_POLICY_NAME = "AliyunKMSManageRAMCredentialsRolePolicy";

    private ManagedRamCredentials() {}

    /** {@return the policy of the role: all that it takes to change AccessKeys, and nothing else} */
    public static RamPolicy rolePolicy() {
        return RamPolicy.of(changingAccessKeys().resource("*").build());
    }

    /**
     * Returns the policy of the role, narrowed to the AccessKeys of some RAM users. That KMS rotates under it is
     * inferred.
     *
     * @param accountId the account of the users, digits
     * @param userNames one or more
     * @return the policy
     * @throws IllegalArgumentException if there is no user, the id is not digits, or a name is empty, or has a colon,
     *     slash or blank in it
     */
    public static RamPolicy rolePolicy(String accountId, Collection<String> userNames) {
        String account = Principal.account(accountId).accountId();
        String[] users = userNames.stream()
                .map(name -> "acs:ram:*:" + account + ":user/"
                        + Principal.ramUser(account, name).name())
                .toArray(String[]::new);
        return RamPolicy.of(changingAccessKeys().resource(users).build());
    }

    private static Statement.Builder changingAccessKeys() {
        return Statement.allow()
                .action("ram:ListAccessKeys", "ram:CreateAccessKey", "ram:DeleteAccessKey", "ram:UpdateAccessKey");
    }

    /**
     * Returns the trust policy of the role: KMS may assume it, and nobody else. The documentation has people choose the
     * service in the console; that it is called {@code kms.aliyuncs.com} is inferred.
     *
     * @return the trust policy
     */
    public static TrustPolicy trustPolicy() {
        return TrustPolicy.of(Statement.allow()
                .principal(Principal.service("kms.aliyuncs.com"))
                .action("sts:AssumeRole")
                .build());
    }
}
