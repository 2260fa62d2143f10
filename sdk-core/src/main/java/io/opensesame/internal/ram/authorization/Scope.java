package io.opensesame.internal.ram.authorization;

import io.opensesame.policy.ActionPattern;
import io.opensesame.policy.Policy;
import io.opensesame.policy.Principal;
import io.opensesame.policy.RamPolicy;
import io.opensesame.policy.ResourcePattern;
import io.opensesame.policy.evaluation.AccessRequest;
import io.opensesame.policy.template.ManagedRamCredentials;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * For whom KMS is to be authorized.
 *
 * @param accountId the account
 * @param users some of its RAM users; empty for all
 */
record Scope(String accountId, List<String> users) {
    /** The actions that rotation needs. */
    static final List<String> ACTIONS = ManagedRamCredentials.rolePolicy().statements().get(0).actions().stream()
            .map(ActionPattern::toString)
            .toList();

    private static final List<String> STRANGERS = "zqxjkvwyfgpb"
            .chars()
            .mapToObj(c -> Character.toString(c) + "-anyone-" + Character.toString(c))
            .toList();

    private static final Pattern USER_NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    boolean isNarrowed() {
        return !users.isEmpty();
    }

    /** The policy that allows just this. */
    RamPolicy policy() {
        if (!isNarrowed()) {
            return ManagedRamCredentials.rolePolicy();
        }
        RamPolicy policy = ManagedRamCredentials.rolePolicy(accountId, users);
        int characters = policy.toJson().length();
        if (characters > RamPolicy.MAX_CHARACTERS) {
            throw new IllegalArgumentException("a policy for " + users.size() + " users has " + characters
                    + " characters, and RAM takes " + RamPolicy.MAX_CHARACTERS + ": name fewer users, or all");
        }
        return policy;
    }

    /**
     * What a role has to be allowed. All users are represented by one whom no policy names, and by those whom these
     * policies name, as they may allow or deny something for a few.
     */
    List<AccessRequest> requests(String roleName, Collection<RamPolicy> policies) {
        Principal role = Principal.ramRole(accountId, roleName);
        List<AccessRequest> requests = new ArrayList<>();
        for (String user : isNarrowed() ? users : representatives(policies)) {
            for (String action : ACTIONS) {
                requests.add(AccessRequest.builder(role, action, resource(user)).build());
            }
        }
        return requests;
    }

    /** The user of a request; empty if it is the one who stands for all whom no policy names. */
    Optional<String> userOf(AccessRequest request, String stranger) {
        String name = request.resource().substring(resource("").length());
        return isNarrowed() || !name.equals(stranger) ? Optional.of(name) : Optional.empty();
    }

    /** Whether a pattern covers users besides those who are asked for. */
    boolean isExceededBy(ResourcePattern pattern, Collection<RamPolicy> policies) {
        return isNarrowed()
                && representatives(policies).stream()
                        .filter(user -> !users.contains(user))
                        .anyMatch(user -> pattern.matches(resource(user)));
    }

    private String resource(String user) {
        return "acs:ram::" + accountId + ":user/" + user; // which patterns with any region cover
    }

    /** Of users whom the same patterns cover, one; the one whom no policy names is the first. */
    private Collection<String> representatives(Collection<RamPolicy> policies) {
        Stream<String> named = patterns(policies)
                .map(Scope::example)
                .filter(name -> USER_NAME.matcher(name).matches());
        Map<List<ResourcePattern>, String> alike = new LinkedHashMap<>();
        Stream.concat(Stream.of(stranger(policies)), named)
                .forEach(name -> alike.putIfAbsent(covering(name, policies), name));
        return alike.values();
    }

    private List<ResourcePattern> covering(String user, Collection<RamPolicy> policies) {
        return patterns(policies)
                .filter(pattern -> pattern.matches(resource(user)))
                .toList();
    }

    /** Of some names that have nothing in common, the one that as few patterns cover as possible. */
    String stranger(Collection<RamPolicy> policies) {
        return STRANGERS.stream()
                .min(Comparator.comparingInt(name -> covering(name, policies).size()))
                .orElseThrow();
    }

    private static Stream<ResourcePattern> patterns(Collection<RamPolicy> policies) {
        return policies.stream()
                .map(Policy::statements)
                .flatMap(List::stream)
                .flatMap(statement -> statement.resources().stream())
                .distinct();
    }

    /** The name of a user whom a pattern covers, if it covers any. */
    private static String example(ResourcePattern pattern) {
        String[] parts = pattern.toString().split(":", 5);
        String relative = parts[parts.length - 1];
        return (relative.startsWith("user/") ? relative.substring("user/".length()) : relative)
                .replace('*', 'x')
                .replace('?', 'x');
    }
}
