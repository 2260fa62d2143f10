package io.opensesame.localkms.engine.identity;

import io.opensesame.policy.RamPolicy;

/** The policies that the service itself offers. */
final class SystemPolicies {
    private SystemPolicies() {}

    static RamPolicy named(String name) {
        throw IdentityRefusals.notExist("Policy", name);
    }
}
