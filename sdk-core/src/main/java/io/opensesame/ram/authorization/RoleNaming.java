package io.opensesame.ram.authorization;

import io.opensesame.policy.template.ManagedRamCredentials;
import io.opensesame.ram.client.ManagedPolicyType;

/** The names under which KMS looks for its role, and what the policy of each is called. */
public enum RoleNaming {
    /** Misspelt, as in the documentation; both are made by hand. */
    HISTORICAL(ManagedRamCredentials.ROLE_NAME, ManagedRamCredentials.POLICY_NAME, ManagedPolicyType.CUSTOM),
    /** As the console has made the role since October 2024, with a policy that RAM has in every account. */
    CONSOLE(
            ManagedRamCredentials.CONSOLE_ROLE_NAME,
            ManagedRamCredentials.CONSOLE_POLICY_NAME,
            ManagedPolicyType.SYSTEM);

    private final String roleName;
    private final String policyName;
    private final ManagedPolicyType policyType;

    RoleNaming(String roleName, String policyName, ManagedPolicyType policyType) {
        this.roleName = roleName;
        this.policyName = policyName;
        this.policyType = policyType;
    }

    /** {@return the name of the role} */
    public String roleName() {
        return roleName;
    }

    /** {@return the name of the policy that goes with it} */
    public String policyName() {
        return policyName;
    }

    /** {@return who makes that policy} */
    public ManagedPolicyType policyType() {
        return policyType;
    }
}
