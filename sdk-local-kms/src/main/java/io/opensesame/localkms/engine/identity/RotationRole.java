package io.opensesame.localkms.engine.identity;

import io.opensesame.localkms.engine.call.Caller;
import io.opensesame.localkms.engine.call.ServiceRefusal;
import io.opensesame.localkms.engine.permission.PermissionSystem;
import io.opensesame.policy.template.ManagedRamCredentials;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The role by which KMS manages the AccessKeys of an account's RAM users. It goes by two names: KMS takes the newer one
 * if there is such a role and it lets KMS in, or else the other. That order is inferred.
 *
 * @see "KMS documentation: authorize Secrets Manager to manage AccessKey pairs of RAM users"
 */
public final class RotationRole {
    private static final List<String> NAMES =
            List.of(ManagedRamCredentials.CONSOLE_ROLE_NAME, ManagedRamCredentials.ROLE_NAME);
    private static final String KMS = "kms.aliyuncs.com";
    private static final String SESSION_NAME = "kms-rotation";

    private final String accountId;
    private final Identities identities;
    private final PermissionSystem permissions;

    /**
     * Creates the role of an account, which need not be there until it is needed.
     *
     * @param permissions decides what the role may do
     */
    public RotationRole(String accountId, Identities identities, PermissionSystem permissions) {
        this.accountId = accountId;
        this.identities = identities;
        this.permissions = permissions;
    }

    /**
     * Begins a session of the role.
     *
     * @param userName whose AccessKeys are to be managed in it; the user need not exist
     * @param at when the session's calls are made
     * @throws ServiceRefusal if there is no such role, or none that KMS may assume
     */
    public ManagedAccessKeys keysOf(String userName, Instant at) {
        return new ManagedAccessKeys(identities, permissions, assume(), Identity.user(accountId, userName), at);
    }

    private Caller assume() {
        List<ServiceRefusal> refusals = new ArrayList<>();
        for (String name : NAMES) {
            Identity role = Identity.role(accountId, name);
            RoleSession session = new RoleSession(role, SESSION_NAME, RoleSession.DEFAULT_DURATION, Optional.empty());
            try {
                return identities.assumeRoleAsService(KMS, session).caller();
            } catch (ServiceRefusal refusal) {
                refusals.add(refusal);
            }
        }
        throw refusals.stream()
                .filter(refusal -> !refusal.code().equals("EntityNotExist.Role"))
                .findFirst()
                .orElseGet(RotationRole::missing);
    }

    private static ServiceRefusal missing() {
        return IdentityRefusals.notExist(
                "Role",
                "KMS rotates RAM secrets through a role that does not exist: neither '" + NAMES.get(0) + "' nor '"
                        + NAMES.get(1) + "'.");
    }
}
