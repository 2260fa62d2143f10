package io.opensesame.localkms.engine.identity;

import io.opensesame.localkms.engine.call.ServiceRefusal;
import io.opensesame.policy.template.ManagedRamCredentials;
import java.util.Optional;

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
        if (existing(() -> identities.createRole(role, ManagedRamCredentials.trustPolicy()))
                .isPresent()) {
            identities.trust(role, ManagedRamCredentials.trustPolicy());
        }
        if (attachPolicy(identities, role).filter("Policy"::equals).isPresent()) {
            identities.updatePolicy(accountId, ManagedRamCredentials.POLICY_NAME, ManagedRamCredentials.rolePolicy());
            attachPolicy(identities, role);
        }
        return role;
    }

    /** Tells what is there already: the attachment, or a policy of that name that says something else. */
    private static Optional<String> attachPolicy(Identities identities, Identity role) {
        return existing(() ->
                identities.attachPolicy(role, ManagedRamCredentials.POLICY_NAME, ManagedRamCredentials.rolePolicy()));
    }

    private static Optional<String> existing(Runnable creation) {
        try {
            creation.run();
            return Optional.empty();
        } catch (ServiceRefusal refusal) {
            if (!refusal.code().startsWith(EXISTS)) {
                throw refusal;
            }
            return Optional.of(refusal.code().substring(EXISTS.length()));
        }
    }
}
