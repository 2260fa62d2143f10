package io.opensesame.policy.validation;

import io.opensesame.policy.ActionPattern;
import io.opensesame.policy.KmsResourceType;
import io.opensesame.policy.ResourcePattern;
import io.opensesame.policy.Statement;
import io.opensesame.policy.catalogue.KmsAction;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Whether the actions and the resources of a statement fit each other: an item is not its container. */
final class ResourceCheck implements StatementCheck {
    private static final Pattern MASKED = Pattern.compile("acs:[^:]*:[^:]*:\\d+\\*{2,}\\d*(:.*)?");
    private static final Pattern KMS_ARN = Pattern.compile("acs:kms:[^:]*:[^:]*:.*");
    private static final Pattern ACCOUNT = Pattern.compile("\\d+|.*[*?].*");

    @Override
    public void check(StatementPlace place, Subject subject, Findings findings) {
        List<ResourcePattern> resources = place.statement().resources();
        List<Set<KmsResourceType>> types = new ArrayList<>();
        boolean sound = true;
        for (int i = 0; i < resources.size(); i++) {
            types.add(ResourceTypes.of(resources.get(i)));
            sound &= form(resources.get(i), types.get(i), place.resourcePointer(i), findings);
        }
        if (subject.ofOneResource()) {
            ofOneResource(place, subject, findings);
        } else if (sound && !place.statement().exceptActions()) {
            match(place, types, findings);
        }
    }

    /** Looks at a resource by itself, and returns whether nothing is wrong with it. */
    private static boolean form(
            ResourcePattern resource, Set<KmsResourceType> types, String pointer, Findings findings) {
        String text = resource.toString();
        if (masked(text, pointer, findings)) {
            return false;
        }
        if (!KMS_ARN.matcher(text).matches()) {
            return true;
        }
        if (!ACCOUNT.matcher(text.split(":", 5)[3]).matches()) {
            findings.add(
                    FindingCode.RESOURCE_MATCHES_NOTHING,
                    pointer,
                    "the fourth part of an ARN of KMS is the account id, digits or *: " + Findings.shown(text));
            return false;
        }
        if (types.isEmpty()) {
            findings.add(
                    FindingCode.RESOURCE_MATCHES_NOTHING,
                    pointer,
                    "KMS has no such resource; there are " + String.join(", ", forms()) + ": " + Findings.shown(text));
            return false;
        }
        return true;
    }

    /** Adds a finding if a text is an ARN with an account id as examples show it, and returns whether it is. */
    static boolean masked(String text, String pointer, Findings findings) {
        boolean masked = MASKED.matcher(text).matches();
        if (masked) {
            findings.add(
                    FindingCode.MASKED_ACCOUNT_ID,
                    pointer,
                    "the account id is masked as in an example, and its * are wildcards; fill in all digits: "
                            + Findings.shown(text));
        }
        return masked;
    }

    private static List<String> forms() {
        return List.of("key", "key/<id>", "secret", "secret/<name>", "alias", "alias/<name>", "certificate/<id>");
    }

    private static void ofOneResource(StatementPlace place, Subject subject, Findings findings) {
        List<ResourcePattern> resources = place.statement().resources();
        String kind = ResourceTypes.words(subject.resourceType());
        String own = subject.arn()
                .map(Object::toString)
                .orElse("acs:kms:?*:" + subject.owner() + ":"
                        + subject.resourceType().segment() + "/?*");
        for (int i = 0; i < resources.size(); i++) {
            String text = resources.get(i).toString();
            if (!Wildcards.overlap(text, own)) {
                findings.add(
                        FindingCode.RESOURCE_MATCHES_NOTHING,
                        place.resourcePointer(i),
                        "this is not the " + kind + " that the policy belongs to; write *: " + Findings.shown(text));
            } else if (!text.equals("*")) {
                findings.add(
                        FindingCode.RESOURCE_NOT_STAR,
                        place.resourcePointer(i),
                        "* stands for the " + kind + " that the policy belongs to, and is the only value that every"
                                + " page of the documentation knows");
            }
        }
    }

    private static void match(StatementPlace place, List<Set<KmsResourceType>> types, Findings findings) {
        Statement statement = place.statement();
        boolean kmsAlone = true;
        Set<KmsResourceType> wanted = EnumSet.noneOf(KmsResourceType.class);
        for (int i = 0; i < statement.actions().size(); i++) {
            ActionPattern action = statement.actions().get(i);
            List<KmsAction> actions = KnownActions.matching(action);
            if (!KnownActions.isOfKms(action) || actions.isEmpty()) {
                kmsAlone = false;
                continue;
            }
            actions.forEach(one -> wanted.addAll(one.on()));
            List<KmsAction> without = actions.stream()
                    .filter(one -> !hasResource(one, statement, types))
                    .toList();
            if (without.size() == actions.size()) {
                withoutResource(action, without, place.actionPointer(i), findings);
            } else {
                containerLeftOut(without, types, place.actionPointer(i), findings);
            }
        }
        if (kmsAlone) {
            withoutAction(place, types, wanted, findings);
        }
    }

    private static boolean hasResource(KmsAction action, Statement statement, List<Set<KmsResourceType>> types) {
        for (int i = 0; i < types.size(); i++) {
            if (ResourceTypes.fit(action, statement.resources().get(i), types.get(i))) {
                return true;
            }
        }
        return false;
    }

    private static void withoutResource(
            ActionPattern action, List<KmsAction> actions, String pointer, Findings findings) {
        KmsAction first = actions.get(0);
        String about = action.hasWildcard() ? "and " + first.name() + ", for one, " : "which ";
        findings.add(
                FindingCode.ACTION_WITHOUT_RESOURCE,
                pointer,
                "no resource of the statement is one for " + Findings.shown(action) + ", " + about + "is about "
                        + ResourceTypes.wordsOf(first));
    }

    /** A pattern that covers a secret's actions covers ListSecrets too, which is about the container. */
    private static void containerLeftOut(
            List<KmsAction> without, List<Set<KmsResourceType>> types, String pointer, Findings findings) {
        Set<String> segments = new TreeSet<>();
        types.forEach(ofOne -> ofOne.forEach(type -> segments.add(type.segment())));
        List<String> onContainers = without.stream()
                .filter(one -> !one.on().isEmpty())
                .filter(one ->
                        one.on().stream().allMatch(type -> type.isContainer() && segments.contains(type.segment())))
                .map(KmsAction::name)
                .toList();
        if (!onContainers.isEmpty()) {
            findings.add(
                    FindingCode.CONTAINER_LEFT_OUT,
                    pointer,
                    "this does not reach " + Findings.some(onContainers)
                            + ", which is about the container; if it should, add the ARN that ends before the slash");
        }
    }

    private static void withoutAction(
            StatementPlace place, List<Set<KmsResourceType>> types, Set<KmsResourceType> wanted, Findings findings) {
        for (int i = 0; i < types.size(); i++) {
            String text = place.statement().resources().get(i).toString();
            Set<KmsResourceType> its = types.get(i);
            if (!text.equals("*") && its.stream().noneMatch(wanted::contains)) {
                findings.add(
                        FindingCode.RESOURCE_WITHOUT_ACTION,
                        place.resourcePointer(i),
                        "no action of the statement is about this; "
                                + (wanted.isEmpty()
                                        ? "they are about no resource, so that only * grants them"
                                        : "they are about a " + String.join(" or a ", words(wanted)))
                                + ": "
                                + Findings.shown(text));
            }
        }
    }

    private static List<String> words(Set<KmsResourceType> types) {
        return types.stream().map(ResourceTypes::words).toList();
    }
}
