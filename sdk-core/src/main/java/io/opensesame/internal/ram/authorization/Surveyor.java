package io.opensesame.internal.ram.authorization;

import io.opensesame.error.ResourceNotFoundException;
import io.opensesame.ram.authorization.AuthorizationOptions;
import io.opensesame.ram.authorization.RoleNaming;
import io.opensesame.ram.client.AttachedPolicy;
import io.opensesame.ram.client.ManagedPolicyType;
import io.opensesame.ram.client.PolicyVersion;
import io.opensesame.ram.client.RamClient;
import io.opensesame.ram.client.Role;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Looks at what there is in RAM. What is deleted while it looks, is not there. */
final class Surveyor {
    private static final List<RoleNaming> NEWER_FIRST = List.of(RoleNaming.CONSOLE, RoleNaming.HISTORICAL);

    /** {@code v9}, {@code v10}: they are numbered as they are made. */
    private static final Comparator<PolicyVersion> OLDEST_FIRST = Comparator.comparingInt(
                    (PolicyVersion version) -> version.versionId().length())
            .thenComparing(PolicyVersion::versionId);

    private final RamClient ram;
    private final AuthorizationOptions options;

    Surveyor(RamClient ram, AuthorizationOptions options) {
        this.ram = ram;
        this.options = options;
    }

    /**
     * Looks at the role that KMS acts through, which is taken to be the newer one if KMS may assume it, and else the
     * other: it is not documented which it is where there are both. Where KMS may assume neither, at the newer that is
     * there; where there is none, for the one to be made.
     */
    Survey survey(Scope scope) {
        List<FoundRole> roles = new ArrayList<>();
        for (RoleNaming naming : NEWER_FIRST) {
            role(scope, naming).ifPresent(roles::add);
        }
        RoleNaming naming = roles.stream()
                .filter(FoundRole::isTrusted)
                .findFirst()
                .or(() -> roles.stream().findFirst())
                .map(FoundRole::naming)
                .orElse(options.naming());
        Survey asItIs = new Survey(scope, naming, roles, null, List.of());
        if (asItIs.isPermitted()) {
            return asItIs;
        }
        FoundPolicy ofService = scope.isNarrowed() ? null : policyOfService(scope, naming, roles);
        if (ofService != null) {
            return new Survey(scope, naming, roles, ofService, List.of());
        }
        FoundPolicy custom = policy(ManagedPolicyType.CUSTOM, RoleNaming.HISTORICAL.policyName())
                .orElse(null);
        Survey survey = new Survey(scope, naming, roles, custom, List.of());
        return custom == null || survey.targetSuffices()
                ? survey
                : new Survey(scope, naming, roles, custom, otherVersions(custom));
    }

    private Optional<FoundRole> role(Scope scope, RoleNaming naming) {
        return ifThere(() -> {
            Role role = ram.getRole(naming.roleName());
            requireAccount(scope, role);
            List<FoundPolicy> attached = new ArrayList<>();
            for (AttachedPolicy policy : ram.listPoliciesForRole(naming.roleName())) {
                policy(policy.type(), policy.name()).ifPresent(attached::add);
            }
            return FoundRole.of(naming, role, attached);
        });
    }

    /** Policies for the users of another account would look right, and do nothing. */
    private static void requireAccount(Scope scope, Role role) {
        String[] parts = role.arn().split(":", 5);
        if (parts.length == 5 && !parts[3].equals(scope.accountId())) {
            throw new IllegalArgumentException(
                    "the options name the account " + scope.accountId() + ", and the caller's role is " + role.arn()
                            + ": leave the account out, or sign as one of its users");
        }
    }

    /** The policy that RAM has for the newer role, if it will do. */
    private @Nullable FoundPolicy policyOfService(Scope scope, RoleNaming naming, List<FoundRole> roles) {
        if (naming.policyType() != ManagedPolicyType.SYSTEM) {
            return null;
        }
        return policy(naming.policyType(), naming.policyName())
                .filter(policy -> new Survey(scope, naming, roles, policy, List.of()).targetSuffices())
                .orElse(null);
    }

    private Optional<FoundPolicy> policy(ManagedPolicyType type, String name) {
        return ifThere(
                () -> FoundPolicy.of(type, name, ram.getPolicy(type, name).defaultVersion()));
    }

    private List<FoundPolicy> otherVersions(FoundPolicy policy) {
        return ifThere(() -> ram.listPolicyVersions(policy.type(), policy.name())).orElse(List.of()).stream()
                .filter(version -> !version.isDefault())
                .sorted(OLDEST_FIRST.reversed())
                .map(version -> FoundPolicy.of(policy.type(), policy.name(), version))
                .toList();
    }

    private static <T> Optional<T> ifThere(Supplier<T> look) {
        try {
            return Optional.of(look.get());
        } catch (ResourceNotFoundException e) {
            return Optional.empty();
        }
    }
}
