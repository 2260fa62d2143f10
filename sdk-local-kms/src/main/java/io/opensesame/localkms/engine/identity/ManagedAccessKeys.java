package io.opensesame.localkms.engine.identity;

import io.opensesame.localkms.engine.call.Caller;
import io.opensesame.localkms.engine.call.Origin;
import io.opensesame.localkms.engine.call.Parameters;
import io.opensesame.localkms.engine.call.Request;
import io.opensesame.localkms.engine.call.ServiceRefusal;
import io.opensesame.localkms.engine.permission.GuardedResource;
import io.opensesame.localkms.engine.permission.PermissionSystem;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The AccessKeys of one RAM user, as KMS manages them in a session of its service role. Whether the role's policies
 * allow that is to be made sure of first; the audit trail tells it.
 */
public final class ManagedAccessKeys {
    /** From where KMS calls RAM. That policies see it like this is our choice. */
    private static final Origin KMS = Origin.of("127.0.0.1", true);

    private final Identities identities;
    private final PermissionSystem permissions;
    private final Identity user;
    private final Request request;

    ManagedAccessKeys(Identities identities, PermissionSystem permissions, Caller session, Identity user, Instant at) {
        this.identities = identities;
        this.permissions = permissions;
        this.user = user;
        this.request = new Request(new Parameters(Map.of()), session, KMS, at);
    }

    /**
     * Refuses unless all is allowed that a rotation takes from its begin to its end, so that none is left half-done.
     */
    public void requireRotation() {
        require("ListAccessKeys");
        require("CreateAccessKey");
        requireRemoval();
    }

    /** Refuses unless all is allowed that {@link #remove} takes. */
    public void requireRemoval() {
        require("UpdateAccessKey");
        require("DeleteAccessKey");
    }

    /**
     * Creates another AccessKey beside one that is kept. If the user has a second one, that one is removed; if the user
     * has two and neither is the one to keep, all is left as it is.
     *
     * @throws ServiceRefusal if there is no such user, or no room for another AccessKey
     */
    public AccessKey createBeside(String keptId) {
        return identities.perform(user.accountId(), false, directory -> {
            List<String> ids = identities.accessKeyIdsOf(user);
            if (ids.contains(keptId)) {
                ids.stream().filter(id -> !id.equals(keptId)).forEach(this::disableAndDelete);
            }
            return identities.createAccessKey(user);
        });
    }

    /**
     * Disables an AccessKey and deletes it, if it is one of the user's.
     *
     * @throws ServiceRefusal if there is no such user
     */
    public void remove(String id) {
        if (identities.accessKeyIdsOf(user).contains(id)) {
            disableAndDelete(id);
        }
    }

    private void disableAndDelete(String id) {
        identities.accessKeys().disable(id);
        identities.accessKeys().delete(id);
    }

    private void require(String operation) {
        GuardedResource resource = GuardedResource.ofRam(user.accountId(), "user/" + user.name());
        permissions.requireOf("ram", operation, request, resource);
    }
}
