package io.opensesame.localkms.engine.identity;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The custom policies of one account, by their names. Not thread-safe. */
final class CustomPolicies {
    private static final int MAX_POLICIES = 1_500;
    private static final int MAX_NAME = 128;
    private static final int MAX_DESCRIPTION = 1_024;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9-]+");

    private final Map<String, CustomPolicy> policies = new TreeMap<>();

    static String checkName(String name) {
        return IdentityRefusals.checkText("PolicyName", name, NAME, 1, MAX_NAME);
    }

    CustomPolicy create(String name, String description, PolicyDocument document, Instant now) {
        checkName(name);
        IdentityRefusals.checkLength("Description", description, 0, MAX_DESCRIPTION);
        if (policies.containsKey(name)) {
            throw IdentityRefusals.exists("Policy", "The policy '" + name + "' already exists.");
        }
        if (policies.size() == MAX_POLICIES) {
            throw IdentityRefusals.limitExceeded(
                    "Policy", "An account has at most " + MAX_POLICIES + " custom policies.");
        }
        CustomPolicy policy = new CustomPolicy(name, description, document, now);
        policies.put(name, policy);
        return policy;
    }

    Optional<CustomPolicy> find(String name) {
        return Optional.ofNullable(policies.get(name));
    }

    CustomPolicy named(String name) {
        return find(name)
                .orElseThrow(() -> IdentityRefusals.notExist("Policy", "The policy does not exist: '" + name + "'."));
    }

    Collection<CustomPolicy> all() {
        return policies.values();
    }

    void remove(String name) {
        policies.remove(name);
    }
}
