package io.opensesame.policy.validation;

import io.opensesame.policy.KmsResourceType;
import io.opensesame.policy.ResourcePattern;
import io.opensesame.policy.catalogue.KmsAction;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** Which types of resource a pattern can match, and an action is about. */
final class ResourceTypes {
    private ResourceTypes() {}

    /** Returns the types of resource that a pattern can match one of. */
    static Set<KmsResourceType> of(ResourcePattern resource) {
        Set<KmsResourceType> types = EnumSet.noneOf(KmsResourceType.class);
        for (KmsResourceType type : KmsResourceType.values()) {
            String form = "acs:kms:?*:?*:" + type.segment() + (type.isContainer() ? "" : "/?*");
            if (Wildcards.overlap(resource.toString(), form)) {
                types.add(type);
            }
        }
        return types;
    }

    /** Tells whether an action can be granted on a resource of which these are the types. */
    static boolean fit(KmsAction action, ResourcePattern resource, Set<KmsResourceType> types) {
        return action.on().isEmpty()
                ? resource.matches("*")
                : action.on().stream().anyMatch(types::contains);
    }

    /** Says on what an action is checked, for a message. */
    static String wordsOf(KmsAction action) {
        if (action.on().isEmpty()) {
            return "no resource, so that only * grants it";
        }
        return String.join(
                " or ", action.on().stream().sorted().map(ResourceTypes::form).toList());
    }

    private static String form(KmsResourceType type) {
        String container = "acs:kms:<region>:<account>:" + type.segment();
        return type.isContainer() ? container : container + "/<" + words(type) + ">";
    }

    static String words(KmsResourceType type) {
        return type.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
