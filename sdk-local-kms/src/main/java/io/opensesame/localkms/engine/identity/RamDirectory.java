package io.opensesame.localkms.engine.identity;

import io.opensesame.localkms.engine.call.ServiceRefusal;
import io.opensesame.policy.RamPolicy;
import io.opensesame.policy.TrustPolicy;
import io.opensesame.policy.evaluation.AccessPolicies;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What one account has in RAM, and the control policies that limit it. Not thread-safe.
 *
 * <p>Custom policies belong to the account: wherever one is attached under a name, it is the same document.
 */
final class RamDirectory {
    private static final int MAX_CUSTOM_POLICIES = 1_500;
    private static final int MAX_POLICY_NAME = 128;
    private static final Pattern POLICY_NAME = Pattern.compile("[A-Za-z0-9-]+");

    private final String accountId;
    private final Map<String, AttachedPolicies> users = new LinkedHashMap<>();
    private final Map<String, Group> groups = new LinkedHashMap<>();
    private final Map<String, Role> rolesByLowerCaseName = new LinkedHashMap<>();
    private final Map<String, RamPolicy> controlPolicies = new LinkedHashMap<>();

    RamDirectory(String accountId) {
        this.accountId = accountId;
    }

    void createUser(String name) {
        IdentityType.USER.checkName(name);
        if (users.putIfAbsent(name, new AttachedPolicies(IdentityType.USER)) != null) {
            throw IdentityRefusals.exists("User", "The user '" + name + "' already exists.");
        }
    }

    void createGroup(String name) {
        IdentityType.GROUP.checkName(name);
        if (groups.putIfAbsent(name, new Group()) != null) {
            throw IdentityRefusals.exists("Group", "The group '" + name + "' already exists.");
        }
    }

    void createRole(String name, TrustPolicy trust) {
        IdentityType.ROLE.checkName(name);
        Role role = new Role(Identity.role(accountId, name), trust);
        if (rolesByLowerCaseName.putIfAbsent(lowerCase(name), role) != null) {
            throw IdentityRefusals.exists("Role", "The role '" + name + "' already exists.");
        }
    }

    Role role(String name) {
        return findRole(name).orElseThrow(() -> notThere(IdentityType.ROLE, name));
    }

    void addMember(String groupName, String userName) {
        policies(IdentityType.USER, userName);
        if (!group(groupName).members.add(userName)) {
            throw IdentityRefusals.exists(
                    "User.Group", "The user '" + userName + "' is in the group '" + groupName + "' already.");
        }
    }

    void removeMember(String groupName, String userName) {
        if (!group(groupName).members.remove(userName)) {
            throw IdentityRefusals.notExist(
                    "User.Group", "The user '" + userName + "' is not in the group '" + groupName + "'.");
        }
    }

    AttachedPolicies policies(IdentityType type, String name) {
        return switch (type) {
            case USER -> Optional.ofNullable(users.get(name)).orElseThrow(() -> notThere(IdentityType.USER, name));
            case GROUP -> group(name).policies;
            case ROLE -> role(name).policies();
        };
    }

    void attachCustom(IdentityType type, String holder, String policyName, RamPolicy policy) {
        checkPolicy(policyName, policy);
        AttachedPolicies policies = policies(type, holder);
        Optional<RamPolicy> known = customPolicy(policyName);
        if (known.filter(document -> !document.equals(policy)).isPresent()) {
            throw IdentityRefusals.exists(
                    "Policy",
                    "The account has a policy '" + policyName
                            + "' with another document; update that, or take another name.");
        }
        if (known.isEmpty() && countCustomPolicies() == MAX_CUSTOM_POLICIES) {
            throw IdentityRefusals.limitExceeded(
                    "Policy", "An account has at most " + MAX_CUSTOM_POLICIES + " custom policies.");
        }
        policies.attachCustom(policyName, policy);
    }

    void updateCustom(String policyName, RamPolicy policy) {
        checkPolicy(policyName, policy);
        if (customPolicy(policyName).isEmpty()) {
            throw IdentityRefusals.notExist(
                    "Policy", "There is no custom policy '" + policyName + "' attached to anything.");
        }
        holders().forEach(holder -> holder.update(policyName, policy));
    }

    void attachControl(String policyName, RamPolicy policy) {
        checkPolicy(policyName, policy);
        if (controlPolicies.putIfAbsent(policyName, policy) != null) {
            throw IdentityRefusals.exists(
                    "ControlPolicy", "The control policy '" + policyName + "' is attached already.");
        }
    }

    void detachControl(String policyName) {
        if (controlPolicies.remove(policyName) == null) {
            throw IdentityRefusals.notExist(
                    "ControlPolicy", "The control policy '" + policyName + "' is not attached.");
        }
    }

    /** Adds what limits users and roles of this account. */
    void addLimits(AccessPolicies.Builder to) {
        controlPolicies.forEach(to::control);
    }

    /** Adds a user's own policies and those of its groups; none for a user that is not there. */
    void addUser(String name, AccessPolicies.Builder to) {
        if (!users.containsKey(name)) {
            return;
        }
        policies(IdentityType.USER, name).forEach(to::identity);
        groups.forEach((groupName, group) -> {
            if (group.members.contains(name)) {
                group.policies.forEach(
                        (policy, document) -> to.identity(policy + " of the group " + groupName, document));
            }
        });
    }

    /** Adds a role's policies; none for a role that is not there. */
    void addRole(String name, AccessPolicies.Builder to) {
        findRole(name).ifPresent(role -> role.policies().forEach(to::identity));
    }

    private Optional<Role> findRole(String name) {
        return Optional.ofNullable(rolesByLowerCaseName.get(lowerCase(name)));
    }

    private Group group(String name) {
        return Optional.ofNullable(groups.get(name)).orElseThrow(() -> notThere(IdentityType.GROUP, name));
    }

    private Optional<RamPolicy> customPolicy(String name) {
        return holders().flatMap(holder -> holder.custom(name).stream()).findFirst();
    }

    private long countCustomPolicies() {
        return holders()
                .flatMap(holder -> holder.customNames().stream())
                .distinct()
                .count();
    }

    private Stream<AttachedPolicies> holders() {
        return Stream.of(
                        users.values().stream(),
                        groups.values().stream().map(group -> group.policies),
                        rolesByLowerCaseName.values().stream().map(Role::policies))
                .flatMap(holders -> holders);
    }

    private static ServiceRefusal notThere(IdentityType type, String name) {
        return IdentityRefusals.notExist(type.wireName(), "The " + type.words() + " does not exist: '" + name + "'.");
    }

    private static void checkPolicy(String name, RamPolicy policy) {
        IdentityRefusals.checkText("PolicyName", name, POLICY_NAME, 1, MAX_POLICY_NAME);
        int characters = policy.toJson().length();
        if (characters > RamPolicy.MAX_CHARACTERS) {
            throw IdentityRefusals.invalid(
                    "PolicyDocument.Length",
                    "A custom policy has at most " + RamPolicy.MAX_CHARACTERS + " characters, not " + characters + ": '"
                            + name + "'.");
        }
    }

    private static String lowerCase(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /** A group: its policies are its members' too. */
    private static final class Group {
        private final AttachedPolicies policies = new AttachedPolicies(IdentityType.GROUP);
        private final Set<String> members = new LinkedHashSet<>();
    }
}
