package io.opensesame.internal.ram.authorization;

import io.opensesame.ram.authorization.LackingPermission;
import io.opensesame.ram.authorization.RoleNaming;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What there is in RAM, and what it is good for. Immutable.
 *
 * <p>It is about one role, the one that does or the one to be mended, and about one policy to be mended, its target:
 * where the role as it is permits rotation, no target is looked for.
 */
final class Survey {
    /*
     * Once the role is trusted, the target suffices and is attached, and no obstacle is, rotation is permitted: all
     * that is asked is allowed by the target alone, and denied by none. So the four findings of the report say all.
     */

    private final Scope scope;
    private final RoleNaming naming;
    private final List<FoundRole> roles;
    private final @Nullable FoundRole role;
    private final @Nullable FoundPolicy target;
    private final List<FoundPolicy> otherVersions;
    private final Grants grants;

    /**
     * Creates a survey.
     *
     * @param naming the names of the role that it is about
     * @param roles those that are there
     * @param target the policy to be mended, if it is there
     * @param otherVersions those of its versions that are not the default, newest first
     */
    Survey(
            Scope scope,
            RoleNaming naming,
            List<FoundRole> roles,
            @Nullable FoundPolicy target,
            List<FoundPolicy> otherVersions) {
        this.scope = scope;
        this.naming = naming;
        this.roles = List.copyOf(roles);
        this.role = roles.stream()
                .filter(found -> found.naming() == naming)
                .findFirst()
                .orElse(null);
        this.target = target;
        this.otherVersions = List.copyOf(otherVersions);
        Stream<FoundPolicy> targets = Stream.concat(Stream.ofNullable(target), otherVersions.stream());
        this.grants = new Grants(
                scope,
                naming.roleName(),
                Stream.concat(attached().stream(), targets).toList());
    }

    Scope scope() {
        return scope;
    }

    /** The names of the role that it is about. */
    RoleNaming naming() {
        return naming;
    }

    Optional<FoundRole> role() {
        return Optional.ofNullable(role);
    }

    /** The role of the other names, if there are both. */
    Optional<FoundRole> otherRole() {
        return roles.stream()
                .filter(found -> role != null && found.naming() != naming)
                .findFirst();
    }

    Optional<FoundPolicy> target() {
        return Optional.ofNullable(target);
    }

    List<FoundPolicy> attached() {
        return role == null ? List.of() : role.attached();
    }

    Grants grants() {
        return grants;
    }

    /** Whether rotation would work. */
    boolean isSufficient() {
        return role != null && role.isTrusted() && isPermitted();
    }

    /** Whether the role, once KMS has assumed it, may do all that rotation does. */
    boolean isPermitted() {
        return role != null && grants.suffice(attached());
    }

    List<LackingPermission> lacking() {
        return grants.lacking(attached());
    }

    boolean targetSuffices() {
        return target != null && grants.suffice(List.of(target));
    }

    boolean targetIsAttached() {
        return role != null && target != null && role.hasAttached(target);
    }

    /** Attached policies beside the target that deny what rotation does, or that cannot be read. */
    List<FoundPolicy> obstacles() {
        return attached().stream()
                .filter(policy -> target == null || !policy.isSamePolicyAs(target))
                .filter(grants::isObstacle)
                .toList();
    }

    /** A version of the target that would do and allows no more than it has to; the newest such. */
    Optional<FoundPolicy> versionToGoBackTo() {
        return otherVersions.stream()
                .filter(version -> grants.suffice(List.of(version)))
                .filter(version -> Remarks.onPolicy(scope, version).isEmpty())
                .findFirst();
    }
}
