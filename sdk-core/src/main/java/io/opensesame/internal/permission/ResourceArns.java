package io.opensesame.internal.permission;

import io.opensesame.policy.KmsArn;
import io.opensesame.policy.KmsResourceType;
import io.opensesame.policy.ResourcePattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes what calls name as ARNs that a policy can have; the account of a bare name is not known. Immutable. */
final class ResourceArns {
    private static final String ANY = "*";

    private final String region;

    ResourceArns(String region) {
        this.region = region;
    }

    /** All of a type, for a container the container. */
    String all(KmsResourceType type) {
        return type.isContainer()
                ? KmsArn.container(type, region, ANY).toString()
                : KmsArn.of(type, region, ANY, ANY).toString();
    }

    /** One of a type, by its name or ARN. */
    String of(KmsResourceType type, String name) {
        return switch (type) {
            case KEY -> key(name);
            case ALIAS -> alias(name);
            default -> named(type, name);
        };
    }

    /** What a call of RAM names: a role, a policy, a user, or several of them; everything if nothing. */
    static List<String> ofRam(Map<String, String> parameters) {
        List<String> arns = new ArrayList<>();
        for (String type : List.of("Role", "Policy", "User")) {
            String name = parameters.getOrDefault(type + "Name", "");
            if (!name.isEmpty()) {
                arns.add(usable("acs:ram:*:*:" + type.toLowerCase(Locale.ROOT) + "/" + literal(name), ANY));
            }
        }
        return arns.isEmpty() ? List.of(ANY) : arns;
    }

    /** What a call of another service names, if by its ARN. */
    static String foreign(String resource) {
        return resource.startsWith("acs:") ? usable(literal(resource), ANY) : ANY;
    }

    /** By id, ARN or alias: which key is behind an alias, only KMS knows. */
    private String key(String named) {
        String id = literal(named);
        int alias = id.startsWith("acs:") ? id.indexOf(":alias/") : -1;
        if (alias >= 0) {
            return usable(id.substring(0, alias) + ":key/*", all(KmsResourceType.KEY));
        }
        return id.startsWith("alias/") ? all(KmsResourceType.KEY) : named(KmsResourceType.KEY, id);
    }

    /** The name of an alias begins with {@code alias/} itself. */
    private String alias(String name) {
        return named(KmsResourceType.ALIAS, name.startsWith("alias/") ? name.substring("alias/".length()) : name);
    }

    private String named(KmsResourceType type, String given) {
        String name = literal(given);
        if (name.startsWith("acs:")) {
            return usable(name, all(type));
        }
        String all = all(type);
        return usable(all.substring(0, all.length() - ANY.length()) + name, all);
    }

    /**
     * A wildcard in a name would grant what the call is not about, and policies have no escape: one character is the
     * least that covers it.
     */
    private static String literal(String name) {
        return name.replace('*', '?');
    }

    /** What a caller gave for a name may be anything: the service will refuse it, and no policy can have it. */
    private static String usable(String arn, String otherwise) {
        try {
            return ResourcePattern.of(arn).toString();
        } catch (IllegalArgumentException e) {
            return otherwise;
        }
    }
}
