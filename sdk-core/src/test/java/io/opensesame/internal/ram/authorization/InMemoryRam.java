package io.opensesame.internal.ram.authorization;

import io.opensesame.auth.Credentials;
import io.opensesame.error.AccessDeniedException;
import io.opensesame.error.KmsServiceException;
import io.opensesame.error.ResourceExistsException;
import io.opensesame.error.ResourceNotFoundException;
import io.opensesame.error.ServiceRefusal;
import io.opensesame.policy.RamPolicy;
import io.opensesame.policy.TrustPolicy;
import io.opensesame.ram.client.AccessKeyStatus;
import io.opensesame.ram.client.AccessKeySummary;
import io.opensesame.ram.client.AttachedPolicy;
import io.opensesame.ram.client.CallerIdentity;
import io.opensesame.ram.client.ManagedPolicy;
import io.opensesame.ram.client.ManagedPolicyType;
import io.opensesame.ram.client.PolicyVersion;
import io.opensesame.ram.client.RamClient;
import io.opensesame.ram.client.Role;
import io.opensesame.ram.client.User;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Roles and policies as RAM keeps them, with what RAM refuses: what is not there, and what is there twice. A watch is
 * told of each call before it is carried out, and may let it fail. Thread-safe.
 */
final class InMemoryRam implements RamClient {
    static final String ACCOUNT = "1192853035110001";
    private static final int MAX_VERSIONS = 5;

    private record PolicyKey(ManagedPolicyType type, String name) implements Comparable<PolicyKey> {
        @Override
        public int compareTo(PolicyKey other) {
            return toString().compareTo(other.toString());
        }
    }

    private static final class Policy {
        private final Map<Integer, String> versions = new TreeMap<>();
        private int next = 1;
        private int defaultVersion;

        private void add(String document, boolean asDefault) {
            versions.put(next, document);
            defaultVersion = asDefault ? next : defaultVersion;
            next++;
        }

        private PolicyVersion version(int number) {
            String document = versions.get(number);
            return new PolicyVersion(
                    "v" + number, number == defaultVersion, Optional.ofNullable(document), Optional.empty());
        }
    }

    private static final class HeldRole {
        private final Set<PolicyKey> attached = new TreeSet<>();
        private String trust = "";
    }

    private final Map<PolicyKey, Policy> policies = new TreeMap<>();
    private final Map<String, HeldRole> roles = new TreeMap<>();
    private final List<String> calls = new ArrayList<>();
    private volatile Consumer<String> watch = call -> {};

    /** Tells a watch of each call from now on. */
    void watch(Consumer<String> newWatch) {
        this.watch = newWatch;
    }

    /** The calls that were made, each with its operation first. */
    synchronized List<String> calls() {
        return List.copyOf(calls);
    }

    /** Everything there is, as text. */
    synchronized String state() {
        Map<String, Object> shown = new TreeMap<>();
        policies.forEach((key, policy) -> shown.put(key.toString(), policy.versions + " " + policy.defaultVersion));
        roles.forEach((name, role) -> shown.put(name, role.trust + " " + role.attached));
        return shown.toString();
    }

    /** What counts: roles, attachments and default versions. */
    synchronized String effectiveState() {
        Map<String, Object> shown = new TreeMap<>();
        policies.forEach((key, policy) ->
                shown.put(key.toString(), policy.version(policy.defaultVersion).document()));
        roles.forEach((name, role) -> shown.put(name, role.trust + " " + role.attached));
        return shown.toString();
    }

    synchronized InMemoryRam withRole(String name, String trust) {
        roles.computeIfAbsent(name, none -> new HeldRole()).trust = trust;
        return this;
    }

    /** The last document is the default version. */
    synchronized InMemoryRam withPolicy(ManagedPolicyType type, String name, String... documents) {
        Policy policy = new Policy();
        for (String document : documents) {
            policy.add(document, true);
        }
        policies.put(new PolicyKey(type, name), policy);
        return this;
    }

    synchronized InMemoryRam withDefaultVersion(String name, int version) {
        policy("set-up", ManagedPolicyType.CUSTOM, name).defaultVersion = version;
        return this;
    }

    synchronized InMemoryRam withAttached(ManagedPolicyType type, String policyName, String roleName) {
        held("set-up", roleName).attached.add(new PolicyKey(type, policyName));
        return this;
    }

    private void called(String operation, String on) {
        watch.accept(operation);
        synchronized (this) {
            calls.add(operation + " " + on);
        }
    }

    private static ServiceRefusal refusal(String operation, String on, int status, String code) {
        return new ServiceRefusal(operation, on, "ram.aliyuncs.com", status, code, "", "");
    }

    static AccessDeniedException denied(String operation) {
        return new AccessDeniedException(refusal(operation, "it", 403, "NoPermission"), "*", "{}");
    }

    static ResourceNotFoundException notFound(String operation, String on, String kind) {
        return new ResourceNotFoundException(refusal(operation, on, 404, "EntityNotExist." + kind));
    }

    private static ResourceExistsException exists(String operation, String on, String kind) {
        return new ResourceExistsException(refusal(operation, on, 409, "EntityAlreadyExists." + kind));
    }

    private Policy policy(String operation, ManagedPolicyType type, String name) {
        Policy policy = policies.get(new PolicyKey(type, name));
        if (policy == null) {
            throw notFound(operation, name, "Policy");
        }
        return policy;
    }

    private HeldRole held(String operation, String name) {
        HeldRole role = roles.get(name);
        if (role == null) {
            throw notFound(operation, name, "Role");
        }
        return role;
    }

    @Override
    public ManagedPolicy createPolicy(String policyName, RamPolicy document, String description) {
        called("CreatePolicy", policyName);
        synchronized (this) {
            if (policies.containsKey(new PolicyKey(ManagedPolicyType.CUSTOM, policyName))) {
                throw exists("CreatePolicy", policyName, "Policy");
            }
            withPolicy(ManagedPolicyType.CUSTOM, policyName, document.toJson());
            return managed(
                    ManagedPolicyType.CUSTOM, policyName, policy("CreatePolicy", ManagedPolicyType.CUSTOM, policyName));
        }
    }

    private static ManagedPolicy managed(ManagedPolicyType type, String name, Policy policy) {
        return new ManagedPolicy(name, type, "", policy.version(policy.defaultVersion));
    }

    @Override
    public ManagedPolicy getPolicy(ManagedPolicyType type, String policyName) {
        called("GetPolicy", policyName);
        synchronized (this) {
            return managed(type, policyName, policy("GetPolicy", type, policyName));
        }
    }

    @Override
    public List<PolicyVersion> listPolicyVersions(ManagedPolicyType type, String policyName) {
        called("ListPolicyVersions", policyName);
        synchronized (this) {
            Policy policy = policy("ListPolicyVersions", type, policyName);
            return policy.versions.keySet().stream().map(policy::version).toList();
        }
    }

    @Override
    public PolicyVersion createDefaultPolicyVersion(String policyName, RamPolicy document) {
        called("CreatePolicyVersion", policyName);
        synchronized (this) {
            Policy policy = policy("CreatePolicyVersion", ManagedPolicyType.CUSTOM, policyName);
            if (policy.versions.size() == MAX_VERSIONS) {
                policy.versions.keySet().stream()
                        .filter(number -> number != policy.defaultVersion)
                        .findFirst()
                        .ifPresent(policy.versions::remove);
            }
            policy.add(document.toJson(), true);
            return policy.version(policy.defaultVersion);
        }
    }

    @Override
    public void setDefaultPolicyVersion(String policyName, String versionId) {
        called("SetDefaultPolicyVersion", policyName);
        synchronized (this) {
            Policy policy = policy("SetDefaultPolicyVersion", ManagedPolicyType.CUSTOM, policyName);
            int number = Integer.parseInt(versionId.substring(1));
            if (!policy.versions.containsKey(number)) {
                throw notFound("SetDefaultPolicyVersion", policyName, "Policy.Version");
            }
            policy.defaultVersion = number;
        }
    }

    @Override
    public Role createRole(String roleName, TrustPolicy trust, String description) {
        called("CreateRole", roleName);
        synchronized (this) {
            if (roles.containsKey(roleName)) {
                throw exists("CreateRole", roleName, "Role");
            }
            withRole(roleName, trust.toJson());
            return role(roleName, trust.toJson());
        }
    }

    private static Role role(String name, String trust) {
        String arn = "acs:ram::" + ACCOUNT + ":role/" + name.toLowerCase(Locale.ROOT);
        return new Role(name, "300000000000000001", arn, trust, "", Duration.ofHours(1));
    }

    @Override
    public Role getRole(String roleName) {
        called("GetRole", roleName);
        synchronized (this) {
            return role(roleName, held("GetRole", roleName).trust);
        }
    }

    @Override
    public Role updateRole(String roleName, TrustPolicy trust) {
        called("UpdateRole", roleName);
        synchronized (this) {
            held("UpdateRole", roleName).trust = trust.toJson();
            return role(roleName, trust.toJson());
        }
    }

    @Override
    public void attachPolicyToRole(ManagedPolicyType type, String policyName, String roleName) {
        called("AttachPolicyToRole", policyName);
        synchronized (this) {
            HeldRole role = held("AttachPolicyToRole", roleName);
            policy("AttachPolicyToRole", type, policyName);
            if (!role.attached.add(new PolicyKey(type, policyName))) {
                throw exists("AttachPolicyToRole", roleName, "Role.Policy");
            }
        }
    }

    @Override
    public void detachPolicyFromRole(ManagedPolicyType type, String policyName, String roleName) {
        called("DetachPolicyFromRole", policyName);
        synchronized (this) {
            if (!held("DetachPolicyFromRole", roleName).attached.remove(new PolicyKey(type, policyName))) {
                throw notFound("DetachPolicyFromRole", roleName, "Role.Policy");
            }
        }
    }

    @Override
    public List<AttachedPolicy> listPoliciesForRole(String roleName) {
        called("ListPoliciesForRole", roleName);
        synchronized (this) {
            return held("ListPoliciesForRole", roleName).attached.stream()
                    .map(key -> new AttachedPolicy(key.name(), key.type(), ""))
                    .toList();
        }
    }

    @Override
    public CallerIdentity getCallerIdentity() {
        called("GetCallerIdentity", "");
        return new CallerIdentity(ACCOUNT, "acs:ram::" + ACCOUNT + ":user/admin", "RAMUser", "200000000000000001");
    }

    @Override
    public void deletePolicy(String policyName) {
        throw notNeeded("DeletePolicy");
    }

    @Override
    public void deleteRole(String roleName) {
        throw notNeeded("DeleteRole");
    }

    @Override
    public User createUser(String userName) {
        throw notNeeded("CreateUser");
    }

    @Override
    public User getUser(String userName) {
        throw notNeeded("GetUser");
    }

    @Override
    public void deleteUser(String userName) {
        throw notNeeded("DeleteUser");
    }

    @Override
    public List<AccessKeySummary> listAccessKeys(String userName) {
        throw notNeeded("ListAccessKeys");
    }

    @Override
    public Credentials createAccessKey(String userName) {
        throw notNeeded("CreateAccessKey");
    }

    @Override
    public void updateAccessKey(String userName, String accessKeyId, AccessKeyStatus status) {
        throw notNeeded("UpdateAccessKey");
    }

    @Override
    public void deleteAccessKey(String userName, String accessKeyId) {
        throw notNeeded("DeleteAccessKey");
    }

    @Override
    public Credentials assumeRole(String roleArn, String sessionName, Duration duration) {
        throw notNeeded("AssumeRole");
    }

    private static KmsServiceException notNeeded(String operation) {
        return new KmsServiceException(
                refusal(operation, "", 404, "InvalidAction.NotFound"), "An authorization does not need it.");
    }
}
