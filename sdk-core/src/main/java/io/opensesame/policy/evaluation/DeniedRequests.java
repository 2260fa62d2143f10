package io.opensesame.policy.evaluation;

import io.opensesame.error.AccessDeniedException;
import io.opensesame.policy.ActionPattern;
import io.opensesame.policy.Policy;
import io.opensesame.policy.Principal;
import io.opensesame.policy.RamPolicy;
import io.opensesame.policy.ResourcePattern;
import io.opensesame.policy.Statement;
import io.opensesame.policy.catalogue.KmsCatalogue;
import io.opensesame.policy.catalogue.KmsPermission;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Learns from a denial what was asked for: what the least statement that it comes with would allow. */
final class DeniedRequests {
    private DeniedRequests() {}

    static List<AccessRequest> of(AccessDeniedException denied, Principal caller, Map<String, List<String>> context) {
        Statement least = RamPolicy.parse(
                        "{\"Version\":\"" + Policy.VERSION + "\",\"Statement\":[" + denied.leastStatement() + "]}")
                .statements()
                .get(0);
        return least.actions().stream()
                .flatMap(DeniedRequests::actions)
                .flatMap(action -> least.resources().stream()
                        .map(resource -> request(caller, action, ofAccount(resource, caller), context)))
                .toList();
    }

    /** A call that needs several actions has a pattern that covers them all. */
    private static Stream<String> actions(ActionPattern pattern) {
        if (!pattern.hasWildcard()) {
            return Stream.of(pattern.toString());
        }
        return KmsCatalogue.instance().operations().stream()
                .flatMap(operation -> operation.permissions().stream())
                .map(KmsPermission::action)
                .filter(pattern::matches)
                .distinct();
    }

    /** A name without an account means the caller's own. */
    private static String ofAccount(ResourcePattern resource, Principal caller) {
        String[] parts = resource.toString().split(":", 5);
        if (parts.length < 5 || !parts[3].equals("*") || caller.accountId().isEmpty()) {
            return resource.toString();
        }
        parts[3] = caller.accountId();
        return String.join(":", parts);
    }

    private static AccessRequest request(
            Principal caller, String action, String resource, Map<String, List<String>> context) {
        AccessRequest.Builder request = AccessRequest.builder(caller, action, resource);
        context.forEach(request::context);
        return request.build();
    }
}
