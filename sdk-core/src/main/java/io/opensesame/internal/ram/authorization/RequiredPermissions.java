package io.opensesame.internal.ram.authorization;

import io.opensesame.policy.RamPolicy;
import io.opensesame.policy.Statement;
import io.opensesame.ram.authorization.RoleNaming;
import java.util.ArrayList;
import java.util.List;

/**
 * What the caller needs. That each action is named like its operation is inferred, and so is what it is checked on: the
 * role and the policy that the call names, and of what is yet to be made, all roles or all policies.
 */
final class RequiredPermissions {
    private final String[] roles;
    private final String targetPolicy;
    private final String[] attachedPolicies;
    private final String allRoles;
    private final String allPolicies;

    /**
     * Creates it for one account.
     *
     * @param accountId the account's id, or {@code *} if it is not known
     */
    RequiredPermissions(String accountId) {
        String prefix = "acs:ram:*:" + accountId + ":";
        this.roles = new String[] {
            prefix + "role/" + RoleNaming.CONSOLE.roleName(), prefix + "role/" + RoleNaming.HISTORICAL.roleName()
        };
        this.targetPolicy = prefix + "policy/" + RoleNaming.HISTORICAL.policyName();
        // Whether a policy of RAM's own goes by the account or by "system" is not known either.
        this.attachedPolicies = new String[] {
            targetPolicy,
            prefix + "policy/" + RoleNaming.CONSOLE.policyName(),
            ofService(RoleNaming.CONSOLE.policyName())
        };
        this.allRoles = prefix + "role/*";
        this.allPolicies = prefix + "policy/*";
    }

    private static String ofService(String policyName) {
        return "acs:ram:*:system:policy/" + policyName;
    }

    /** Whatever is attached to the roles has to be read, so that all policies can be. */
    RamPolicy toCheck() {
        return RamPolicy.of(checking());
    }

    private List<Statement> checking() {
        return List.of(
                Statement.allow()
                        .action("ram:GetRole", "ram:ListPoliciesForRole")
                        .resource(roles)
                        .build(),
                Statement.allow()
                        .action("ram:GetPolicy", "ram:ListPolicyVersions")
                        .resource(allPolicies, ofService("*"))
                        .build());
    }

    RamPolicy toApply(boolean replaceDifferent) {
        List<Statement> statements = new ArrayList<>(checking());
        statements.add(Statement.allow()
                .action("ram:CreateRole", "ram:CreatePolicy")
                .resource(allRoles, allPolicies)
                .build());
        statements.add(Statement.allow()
                .action("ram:AttachPolicyToRole")
                .resource(roles)
                .resource(attachedPolicies)
                .build());
        if (replaceDifferent) {
            statements.add(
                    Statement.allow().action("ram:UpdateRole").resource(roles).build());
            statements.add(Statement.allow()
                    .action("ram:CreatePolicyVersion", "ram:SetDefaultPolicyVersion")
                    .resource(targetPolicy)
                    .build());
            statements.add(Statement.allow()
                    .action("ram:DetachPolicyFromRole")
                    .resource(roles)
                    .resource(allPolicies, ofService("*"))
                    .build());
        }
        return RamPolicy.of(statements);
    }
}
