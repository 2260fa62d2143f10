package io.opensesame.policy.validation;

import io.opensesame.policy.KmsResourceType;
import io.opensesame.policy.ResourcePattern;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * An action of KMS.
 *
 * @param name the action, such as {@code kms:GetSecretValue}
 * @param on the types of resource that it is checked on
 * @param onNone whether there are calls that are about no resource
 * @param documented whether it is known on what it is checked; if not, any resource may be right
 * @param conditionKeys the keys of KMS's own that its requests have
 */
record KnownAction(
        String name, Set<KmsResourceType> on, boolean onNone, boolean documented, Set<String> conditionKeys) {
    boolean isAbout(KmsResourceType type) {
        return !documented || on.contains(type);
    }

    boolean canBeOn(ResourcePattern resource, Set<KmsResourceType> itsTypes) {
        return !documented || (onNone && resource.matches("*")) || on.stream().anyMatch(itsTypes::contains);
    }

    /** Says on what it is checked, for a message. */
    String resources() {
        if (onNone && on.isEmpty()) {
            return "no resource, so that only * grants it";
        }
        return String.join(" or ", on.stream().map(KnownAction::form).toList());
    }

    private static String form(KmsResourceType type) {
        String container = "acs:kms:<region>:<account>:" + type.segment();
        return type.isContainer() ? container : container + "/<" + words(type) + ">";
    }

    static String words(KmsResourceType type) {
        return type.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** Returns the types of resource that a pattern can match one of. */
    static Set<KmsResourceType> typesOf(ResourcePattern resource) {
        Set<KmsResourceType> types = EnumSet.noneOf(KmsResourceType.class);
        for (KmsResourceType type : KmsResourceType.values()) {
            String form = "acs:kms:?*:?*:" + type.segment() + (type.isContainer() ? "" : "/?*");
            if (Wildcards.overlap(resource.toString(), form)) {
                types.add(type);
            }
        }
        return types;
    }
}
