package io.opensesame.policy.leastprivilege;

import io.opensesame.policy.KmsArn;
import io.opensesame.policy.KmsResourceType;
import io.opensesame.policy.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Says what is not known of permissions, and what a person can do about it. */
final class Suggestions {
    private Suggestions() {}

    /** For the key of a secret, which may be the account's own. */
    static Suggestion ofKey(NeededPermission permission) {
        Statement statement = Statement.allow()
                .action(permission.action())
                .resource(permission.resource())
                .build();
        return new Suggestion(
                "Which key protects " + permission.protectedSecret().orElse("the secret")
                        + " is not known: if it is one of the account's own, add this statement with that key in place of"
                        + " key/*; if the service manages it, leave it out.",
                statement);
    }

    static List<Suggestion> ofUnknownParts(Collection<NeededPermission> permissions) {
        List<Suggestion> suggestions = new ArrayList<>();
        List<KmsArn> arns = permissions.stream()
                .flatMap(permission -> KmsArn.parse(permission.resource()).stream())
                .toList();
        add(
                suggestions,
                arns,
                arn -> arn.accountId().equals("*"),
                "The account is not known; set it in place of the *");
        add(suggestions, arns, arn -> arn.region().equals("*"), "The region is not known; set it in place of the *");
        add(
                suggestions,
                arns,
                arn -> arn.type() == KmsResourceType.KEY && arn.name().equals("*"),
                "Calls did not tell which key they use; name the keys in place of key/*");
        return suggestions;
    }

    private static void add(
            List<Suggestion> suggestions, List<KmsArn> arns, Predicate<KmsArn> isUnknown, String because) {
        Optional<KmsArn> first = arns.stream().filter(isUnknown).findFirst();
        first.ifPresent(arn -> suggestions.add(
                new Suggestion(because + ", as in " + arn + ", for the policy to be the least.", null)));
    }
}
