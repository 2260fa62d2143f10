package io.opensesame.localkms.engine.identity;

import io.opensesame.policy.RamPolicy;
import io.opensesame.policy.catalogue.KmsCatalogue;
import io.opensesame.policy.catalogue.SystemPolicy;

/** The policies that Alibaba Cloud made for KMS; those for other services are not known here. */
final class SystemPolicies {
    private SystemPolicies() {}

    /** Returns what a policy says in the newest version known, if it is for such a holder. */
    static RamPolicy named(String name, IdentityType holder) {
        return KmsCatalogue.instance()
                .systemPolicy(name)
                .filter(policy -> holder == IdentityType.ROLE || !policy.isForServiceRole())
                .map(SystemPolicy::current)
                .orElseThrow(() -> IdentityRefusals.notExist(
                        "Policy",
                        "There is no system policy '" + name + "' of KMS for a " + holder.words()
                                + "; attach those of other services as custom ones."))
                .policy();
    }
}
