package io.opensesame.internal.http;

import io.opensesame.internal.permission.NeededPermissions;
import io.opensesame.policy.KmsArn;
import io.opensesame.policy.KmsResourceType;
import io.opensesame.policy.ResourcePattern;
import io.opensesame.policy.Statement;
import io.opensesame.policy.leastprivilege.NeededPermission;
import java.util.List;
import java.util.Optional;

/**
 * The permission that a denied call lacked: of all that the call needs, what the service's words leave.
 *
 * @param needed what may be lacking; on what was named, if that was
 * @param resourceArn what the call was about; {@code *} for the parts that are not known
 */
record DeniedPermission(List<NeededPermission> needed, String resourceArn) {
    private static final String NAMING = "operation for ";

    /**
     * Concludes it from the call and from the service's words. These name the resource at times: {@code This operation
     * for acs:kms:… is forbidden}. If that is a key and the call is about a secret, what lacks is the use of the key.
     *
     * @param authAction the action that the service says it checked, or empty
     */
    static DeniedPermission of(RpcService service, RpcCall call, String message, String authAction) {
        String region = service.endpoint().region().orElse("*");
        List<NeededPermission> all =
                new NeededPermissions(service.product(), region).of(call.action(), call.parameters(), call.resource());
        List<NeededPermission> checked = all.stream()
                .filter(permission -> permission.action().equalsIgnoreCase(authAction))
                .toList();
        List<NeededPermission> candidates = checked.isEmpty() ? all : checked;
        if (candidates.isEmpty()) {
            candidates = List.of(NeededPermission.of(service.product() + ":" + call.action(), "*"));
        }
        Optional<String> named = named(message).flatMap(name -> namedArn(name, call, region));
        if (named.isPresent()) {
            return onNamed(named.get(), candidates);
        }
        List<NeededPermission> primary = firstOfAll(candidates);
        return new DeniedPermission(primary, about(primary));
    }

    /** Without a word on it, what lacks is what the call always needs, rather than the use of a secret's key. */
    private static List<NeededPermission> firstOfAll(List<NeededPermission> needed) {
        NeededPermission first = needed.get(0);
        return needed.stream()
                .filter(permission -> permission.action().equals(first.action())
                        || type(permission.resource()).equals(type(first.resource())))
                .toList();
    }

    /** What can be about it lacks. A call that needs the same action on something else too, still needs that. */
    private static DeniedPermission onNamed(String arn, List<NeededPermission> candidates) {
        List<NeededPermission> lacking = candidates.stream()
                .filter(permission -> ResourcePattern.of(permission.resource()).matches(arn))
                .toList();
        if (lacking.isEmpty()) {
            lacking = candidates.stream()
                    .filter(permission -> type(permission.resource()).equals(type(arn)))
                    .toList();
        }
        if (lacking.isEmpty()) {
            String action = candidates.get(0).action();
            return new DeniedPermission(List.of(NeededPermission.of(action, arn)), arn);
        }
        List<NeededPermission> replaced = lacking;
        List<String> actions =
                lacking.stream().map(NeededPermission::action).distinct().toList();
        List<NeededPermission> needed = candidates.stream()
                .filter(permission -> actions.contains(permission.action()))
                .map(permission ->
                        replaced.contains(permission) ? NeededPermission.of(permission.action(), arn) : permission)
                .distinct()
                .toList();
        return new DeniedPermission(needed, arn);
    }

    /** What a call is about that is about several: all of their type. */
    private static String about(List<NeededPermission> needed) {
        String first = needed.get(0).resource();
        boolean several =
                needed.stream().anyMatch(permission -> !permission.resource().equals(first));
        boolean oneType = needed.stream()
                .allMatch(permission -> type(permission.resource()).equals(type(first)));
        KmsArn arn = KmsArn.parse(first).orElse(null);
        return several && oneType && arn != null
                ? KmsArn.of(arn.type(), arn.region(), "*", "*").toString()
                : first;
    }

    private static Optional<KmsResourceType> type(String arn) {
        return KmsArn.parse(arn).map(KmsArn::type);
    }

    /** What the message says is forbidden. */
    private static Optional<String> named(String message) {
        int from = message.indexOf(NAMING);
        int to = message.indexOf(" is forbidden", Math.max(0, from));
        if (from < 0 || to < 0) {
            return Optional.empty();
        }
        String named = message.substring(from + NAMING.length(), to).strip();
        // Nor a pattern, which would grant more than what was called.
        boolean isOneName = named.chars().noneMatch(c -> c <= ' ' || c == '"' || c == '*' || c == '?');
        return isOneName && !named.isEmpty() && named.length() <= 512 ? Optional.of(named) : Optional.empty();
    }

    /** The service names keys by their ids alone at times, also where the call is about a secret. */
    private static Optional<String> namedArn(String named, RpcCall call, String region) {
        String type = call.isAboutCertificates() ? "certificate/" : named.startsWith("alias/") ? "" : "key/";
        String arn = named.startsWith("acs:") ? named : "acs:kms:" + region + ":*:" + type + named;
        return isArn(arn) ? Optional.of(arn) : Optional.empty();
    }

    private static boolean isArn(String text) {
        try {
            ResourcePattern.of(text);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** The actions that may be lacking, in order. */
    List<String> actions() {
        return needed.stream().map(NeededPermission::action).distinct().toList();
    }

    /** The least statement of a RAM policy that grants it, as JSON. */
    String statement() {
        List<String> resources =
                needed.stream().map(NeededPermission::resource).distinct().toList();
        String[] least = resources.stream()
                .filter(resource -> resources.stream()
                        .noneMatch(other -> !other.equals(resource)
                                && ResourcePattern.of(other).matches(resource)))
                .toArray(String[]::new);
        return Statement.allow().actions(actions()).resource(least).build().toString();
    }
}
