package io.opensesame.policy.validation;

import io.opensesame.policy.ActionPattern;
import io.opensesame.policy.catalogue.KmsAction;
import io.opensesame.policy.catalogue.KmsCatalogue;
import java.util.List;
import java.util.Locale;

/** Which actions of KMS a statement's actions cover. */
final class KnownActions {
    static final String PREFIX = "kms:";

    private KnownActions() {}

    /** Tells whether a pattern is about KMS alone. */
    static boolean isOfKms(ActionPattern pattern) {
        return pattern.toString().toLowerCase(Locale.ROOT).startsWith(PREFIX);
    }

    static List<KmsAction> matching(ActionPattern pattern) {
        KmsCatalogue catalogue = KmsCatalogue.instance();
        return pattern.hasWildcard()
                ? catalogue.actions().stream()
                        .filter(action -> pattern.matches(action.name()))
                        .toList()
                : catalogue.action(pattern.toString()).stream().toList();
    }
}
