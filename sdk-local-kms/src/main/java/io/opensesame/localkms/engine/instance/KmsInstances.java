package io.opensesame.localkms.engine.instance;

import io.opensesame.localkms.engine.call.ServiceRefusal;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The KMS instances of the account; they hold the secrets and keys that have policies. Not thread-safe: whoever calls
 * holds the engine's lock.
 */
public final class KmsInstances {
    private final Map<String, AccessQuota> quotas = new HashMap<>();

    /**
     * Adds an instance.
     *
     * @param id its id, such as {@code kst-orders}
     * @param accessManagementQuota how many foreign accounts the policies in it may admit
     * @throws IllegalArgumentException if there is one of that id, or the id or the quota is none
     */
    public void add(String id, int accessManagementQuota) {
        if (!id.matches("[A-Za-z0-9_-]{1,64}")) {
            throw new IllegalArgumentException(
                    "the id of a KMS instance has 1 to 64 letters, digits, hyphens and underscores: '" + id + "'");
        }
        if (accessManagementQuota < 0) {
            throw new IllegalArgumentException(
                    "an access management quota is a number of accounts, 0 or more: " + accessManagementQuota);
        }
        if (quotas.putIfAbsent(id, new AccessQuota(accessManagementQuota)) != null) {
            throw new IllegalArgumentException("there is a KMS instance '" + id + "' already");
        }
    }

    /**
     * Notes which foreign accounts the policy of a resource admits from now on.
     *
     * @throws ServiceRefusal if there is no such instance, or that is more than its quota; nothing has changed then
     */
    public void share(String id, String resourceArn, Set<String> accounts, Instant now) {
        quota(id).share(resourceArn, accounts, now);
    }

    /** Notes that a resource is gone. */
    public void release(String id, String resourceArn, Instant at) {
        share(id, resourceArn, Set.of(), at);
    }

    /** The service's message for an unknown instance is not documented. */
    private AccessQuota quota(String id) {
        return Optional.ofNullable(quotas.get(id))
                .orElseThrow(() -> new ServiceRefusal(
                        403, "Forbidden.DKMSInstanceNotFound", "The specified KMS instance is not found."));
    }
}
