package io.opensesame.localkms.engine.identity;

import io.opensesame.localkms.engine.call.ServiceRefusal;
import io.opensesame.policy.RamPolicy;
import io.opensesame.policy.evaluation.AccessPolicies;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What one account has in RAM, and the control policies that limit it. Not thread-safe. */
final class RamDirectory {
    /*
     * What refers to something else goes first: a user is deleted when it has no AccessKey, policy and group any more, a
     * policy when nothing has it. So nothing here refers to what is not there.
     */

    private static final int MAX_USERS = 1_000;
    private static final int MAX_ROLES = 1_000;

    private final String accountId;
    private final Supplier<String> ids;
    private final CustomPolicies customPolicies = new CustomPolicies();
    private final Map<String, User> users = new TreeMap<>();
    private final Map<String, Group> groups = new LinkedHashMap<>();
    private final Map<String, Role> rolesByLowerCaseName = new TreeMap<>();
    private final Map<String, RamPolicy> controlPolicies = new LinkedHashMap<>();

    /**
     * Creates the directory of an account that has nothing yet.
     *
     * @param ids makes the ids of users and roles
     */
    RamDirectory(String accountId, Supplier<String> ids) {
        this.accountId = accountId;
        this.ids = ids;
    }

    User createUser(String name, UserProfile profile, Instant now) {
        IdentityType.USER.checkName(name);
        if (users.containsKey(name)) {
            throw IdentityRefusals.exists("User", "The user '" + name + "' already exists.");
        }
        if (users.size() == MAX_USERS) {
            throw IdentityRefusals.limitExceeded("User", "An account has at most " + MAX_USERS + " users.");
        }
        User user = new User(
                Identity.user(accountId, name), ids.get(), profile, now, new AttachedPolicies(IdentityType.USER));
        users.put(name, user);
        return user;
    }

    User user(String name) {
        return Optional.ofNullable(users.get(name)).orElseThrow(() -> notThere(IdentityType.USER, name));
    }

    /** Returns the users by their names. */
    Collection<User> users() {
        return users.values();
    }

    /** Deletes a user, of which the caller has made sure that it has no AccessKey. */
    void deleteUser(String name) {
        requireNoPolicies(IdentityType.USER, user(name).policies(), name);
        groups.forEach((groupName, group) -> {
            if (group.members().contains(name)) {
                throw IdentityRefusals.deleteConflict(
                        "User.Group", "The user '" + name + "' is in the group '" + groupName + "'; remove it first.");
            }
        });
        users.remove(name);
    }

    void createGroup(String name) {
        IdentityType.GROUP.checkName(name);
        if (groups.putIfAbsent(name, new Group()) != null) {
            throw IdentityRefusals.exists("Group", "The group '" + name + "' already exists.");
        }
    }

    void deleteGroup(String name) {
        Group group = group(name);
        requireNoPolicies(IdentityType.GROUP, group.policies(), name);
        if (!group.members().isEmpty()) {
            throw IdentityRefusals.deleteConflict(
                    "Group.User", "The group '" + name + "' has members; remove them first: " + group.members() + ".");
        }
        groups.remove(name);
    }

    Role createRole(String name, TrustDocument trust, Instant now) {
        IdentityType.ROLE.checkName(name);
        if (findRole(name).isPresent()) {
            throw IdentityRefusals.exists("Role", "The role '" + name + "' already exists.");
        }
        if (rolesByLowerCaseName.size() == MAX_ROLES) {
            throw IdentityRefusals.limitExceeded("Role", "An account has at most " + MAX_ROLES + " roles.");
        }
        Role role = new Role(Identity.role(accountId, name), ids.get(), trust, now);
        rolesByLowerCaseName.put(lowerCase(name), role);
        return role;
    }

    Role role(String name) {
        return findRole(name).orElseThrow(() -> notThere(IdentityType.ROLE, name));
    }

    /** Returns the roles by their names. */
    Collection<Role> roles() {
        return rolesByLowerCaseName.values();
    }

    void deleteRole(String name) {
        requireNoPolicies(IdentityType.ROLE, role(name).policies(), name);
        rolesByLowerCaseName.remove(lowerCase(name));
    }

    void addMember(String groupName, String userName) {
        user(userName);
        if (!group(groupName).members().add(userName)) {
            throw IdentityRefusals.exists(
                    "User.Group", "The user '" + userName + "' is in the group '" + groupName + "' already.");
        }
    }

    void removeMember(String groupName, String userName) {
        if (!group(groupName).members().remove(userName)) {
            throw IdentityRefusals.notExist(
                    "User.Group", "The user '" + userName + "' is not in the group '" + groupName + "'.");
        }
    }

    AttachedPolicies policies(IdentityType type, String name) {
        return switch (type) {
            case USER -> user(name).policies();
            case GROUP -> group(name).policies();
            case ROLE -> role(name).policies();
        };
    }

    CustomPolicies customPolicies() {
        return customPolicies;
    }

    /** Returns a policy of either kind. */
    ManagedPolicy policy(PolicyKind kind, String name) {
        return kind == PolicyKind.CUSTOM ? customPolicies.named(name) : SystemPolicies.named(name);
    }

    /** Attaches a policy to a user, group or role that it is for. */
    void attach(IdentityType type, String holder, PolicyKind kind, String policyName, Instant now) {
        AttachedPolicies policies = policies(type, holder);
        policies.attach(
                kind == PolicyKind.CUSTOM ? customPolicies.named(policyName) : SystemPolicies.named(policyName, type),
                now);
    }

    /** Returns to how many users, groups and roles a policy is attached. */
    int attachments(ManagedPolicy policy) {
        return (int) holders()
                .filter(holder -> holder.has(policy.kind(), policy.name()))
                .count();
    }

    /** Deletes a custom policy that has one version and is attached nowhere. */
    void deletePolicy(String name) {
        CustomPolicy policy = customPolicies.named(name);
        requireUnattached(name, "User", users.values().stream().map(User::policies));
        requireUnattached(name, "Group", groups.values().stream().map(Group::policies));
        requireUnattached(name, "Role", rolesByLowerCaseName.values().stream().map(Role::policies));
        if (policy.versions().size() > 1) {
            throw IdentityRefusals.deleteConflict(
                    "Policy.Version", "The policy '" + name + "' has several versions; delete all but the default.");
        }
        customPolicies.remove(name);
    }

    void attachControl(String policyName, RamPolicy policy) {
        CustomPolicies.checkName(policyName);
        PolicyDocument.of(policy);
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
        user(name).policies().forEach(to::identity);
        groups.forEach((groupName, group) -> {
            if (group.members().contains(name)) {
                group.policies()
                        .forEach((policy, document) -> to.identity(policy + " of the group " + groupName, document));
            }
        });
    }

    /** Adds a role's policies; none for a role that is not there. */
    void addRole(String name, AccessPolicies.Builder to) {
        findRole(name).ifPresent(role -> role.policies().forEach(to::identity));
    }

    /** Returns a role as it was created: a request finds it in any letter case, and policies do not. */
    String inItsLetterCase(String resource) {
        String ofRoles = IdentityType.ROLE.words() + "/";
        return resource.startsWith(ofRoles)
                ? findRole(resource.substring(ofRoles.length()))
                        .map(role -> ofRoles + role.identity().name())
                        .orElse(resource)
                : resource;
    }

    private Optional<Role> findRole(String name) {
        return Optional.ofNullable(rolesByLowerCaseName.get(lowerCase(name)));
    }

    private Group group(String name) {
        return Optional.ofNullable(groups.get(name)).orElseThrow(() -> notThere(IdentityType.GROUP, name));
    }

    private Stream<AttachedPolicies> holders() {
        return Stream.of(
                        users.values().stream().map(User::policies),
                        groups.values().stream().map(Group::policies),
                        rolesByLowerCaseName.values().stream().map(Role::policies))
                .flatMap(holders -> holders);
    }

    private static void requireNoPolicies(IdentityType type, AttachedPolicies policies, String name) {
        if (!policies.isEmpty()) {
            throw IdentityRefusals.deleteConflict(
                    type.wireName() + ".Policy",
                    "The " + type.words() + " '" + name + "' has policies attached; detach them first.");
        }
    }

    private static void requireUnattached(String policyName, String holder, Stream<AttachedPolicies> holders) {
        if (holders.anyMatch(policies -> policies.has(PolicyKind.CUSTOM, policyName))) {
            throw IdentityRefusals.deleteConflict(
                    "Policy." + holder,
                    "The policy '" + policyName + "' is attached to a " + holder.toLowerCase(Locale.ROOT)
                            + "; detach it first.");
        }
    }

    private static ServiceRefusal notThere(IdentityType type, String name) {
        return IdentityRefusals.notExist(type.wireName(), "The " + type.words() + " does not exist: '" + name + "'.");
    }

    private static String lowerCase(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
