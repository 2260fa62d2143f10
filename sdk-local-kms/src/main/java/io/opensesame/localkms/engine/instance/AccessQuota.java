package io.opensesame.localkms.engine.instance;

import io.opensesame.localkms.engine.call.ServiceRefusal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * How many foreign accounts the policies of an instance's secrets and keys may admit, counting each account once. An
 * account that no policy admits any more is counted for a while yet.
 *
 * @see "KMS documentation: configure a secret policy, access management quota"
 */
final class AccessQuota {
    static final Duration GIVEN_BACK_AFTER = Duration.ofMinutes(5);

    private final int limit;
    private final Map<String, Set<String>> accountsByResource = new HashMap<>();
    private final Map<String, Instant> countedUntil = new HashMap<>();

    AccessQuota(int limit) {
        this.limit = limit;
    }

    /** Notes which accounts a resource admits from now on; refuses new ones beyond the quota and changes nothing. */
    void share(String resource, Set<String> accounts, Instant now) {
        countedUntil.values().removeIf(end -> !end.isAfter(now));
        Set<String> counted = admitted();
        counted.addAll(countedUntil.keySet());
        if (counted.addAll(accounts) && counted.size() > limit) {
            throw new ServiceRefusal(400, "Rejected.ShareQuotaExceedLimit", "Instance Share Quota Exceed Limit.");
        }
        Set<String> revoked = new HashSet<>(replace(resource, accounts));
        revoked.removeAll(admitted());
        revoked.forEach(account -> countedUntil.put(account, now.plus(GIVEN_BACK_AFTER)));
        countedUntil.keySet().removeAll(accounts);
    }

    private Set<String> admitted() {
        Set<String> admitted = new HashSet<>();
        accountsByResource.values().forEach(admitted::addAll);
        return admitted;
    }

    private Set<String> replace(String resource, Set<String> accounts) {
        Set<String> before =
                accounts.isEmpty() ? accountsByResource.remove(resource) : accountsByResource.put(resource, accounts);
        return before == null ? Set.of() : before;
    }
}
