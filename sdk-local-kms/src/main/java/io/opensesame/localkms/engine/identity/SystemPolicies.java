package io.opensesame.localkms.engine.identity;

import io.opensesame.policy.RamPolicy;
import io.opensesame.policy.catalogue.KmsCatalogue;
import io.opensesame.policy.catalogue.SystemPolicy;
import io.opensesame.policy.catalogue.SystemPolicyVersion;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The policies that Alibaba Cloud made for KMS; those for other services are not known here. */
final class SystemPolicies {
    private static final Map<String, KnownPolicy> POLICIES = new TreeMap<>();

    static {
        KmsCatalogue.instance()
                .systemPolicies()
                .forEach(policy -> POLICIES.put(policy.name(), new KnownPolicy(policy)));
    }

    private SystemPolicies() {}

    static ManagedPolicy named(String name) {
        return known(name);
    }

    /** Returns a policy, if it is for such a holder. */
    static ManagedPolicy named(String name, IdentityType holder) {
        KnownPolicy policy = known(name);
        if (policy.source.isForServiceRole() && holder != IdentityType.ROLE) {
            throw IdentityRefusals.notExist(
                    "Policy",
                    "The system policy '" + name + "' is for roles of services, not for a " + holder.words() + ".");
        }
        return policy;
    }

    static Collection<? extends ManagedPolicy> all() {
        return POLICIES.values();
    }

    private static KnownPolicy known(String name) {
        return Optional.ofNullable(POLICIES.get(name))
                .orElseThrow(() -> IdentityRefusals.notExist(
                        "Policy",
                        "There is no system policy '" + name
                                + "' of KMS; attach those of other services as custom ones."));
    }

    /** A system policy, in the newest version that is known. */
    private static final class KnownPolicy implements ManagedPolicy {
        private final SystemPolicy source;
        private final PolicyVersion version;

        KnownPolicy(SystemPolicy source) {
            SystemPolicyVersion current = source.current();
            RamPolicy policy = current.policy();
            this.source = source;
            this.version = new PolicyVersion(
                    current.id(), new PolicyDocument(policy.toJson(), policy), startOf(current.date()));
        }

        @Override
        public PolicyKind kind() {
            return PolicyKind.SYSTEM;
        }

        @Override
        public String name() {
            return source.name();
        }

        @Override
        public String description() {
            return source.description();
        }

        @Override
        public List<PolicyVersion> versions() {
            return List.of(version);
        }

        @Override
        public PolicyVersion defaultVersion() {
            return version;
        }

        @Override
        public Instant createdAt() {
            List<SystemPolicyVersion> published = source.versions();
            return startOf(published.get(published.size() - 1).date());
        }

        @Override
        public Instant updatedAt() {
            return version.createdAt();
        }

        private static Instant startOf(LocalDate date) {
            return date.atStartOfDay(ZoneOffset.UTC).toInstant();
        }
    }
}
