package io.opensesame.localkms.engine.identity;

import io.opensesame.localkms.engine.call.ServiceRefusal;
import io.opensesame.policy.template.ManagedRamCredentials;

/** Lets KMS rotate the RAM secrets of an account, as its documentation has people do it once by hand. */
public final class RotationAuthorization {
    private static final String EXISTS = "EntityAlreadyExists.";

    private RotationAuthorization() {}

    /**
     * Makes the service role and its policy say what the documentation has them say, whatever there is of them already.
     *
     * @return the role
     */
    public static Identity grant(Identities identities, String accountId) {
        Identity role = Identity.role(accountId, ManagedRamCredentials.ROLE_NAME);
        ifNew(() -> identities.createRole(role, ManagedRamCredentials.trustPolicy()));
        identities.trust(role, ManagedRamCredentials.trustPolicy());
        String policyName = ManagedRamCredentials.POLICY_NAME;
        ifNew(() -> identities.attachPolicy(role, policyName, ManagedRamCredentials.rolePolicy()));
        identities.updatePolicy(accountId, policyName, ManagedRamCredentials.rolePolicy());
        return role;
    }

    private static void ifNew(Runnable creation) {
        try {
            creation.run();
        } catch (ServiceRefusal refusal) {
            if (!refusal.code().startsWith(EXISTS)) {
                throw refusal;
            }
        }
    }
}
