package io.opensesame.policy.validation;

import io.opensesame.policy.Condition;
import io.opensesame.policy.ConditionOperator;
import io.opensesame.policy.catalogue.ConditionKey;
import io.opensesame.policy.catalogue.KmsCatalogue;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Whether each condition compares a key that there is, with values and by an operator that fit it. */
final class ConditionCheck implements StatementCheck {
    @Override
    public void check(StatementPlace place, Subject subject, Findings findings) {
        Map<ConditionKey, List<String>> lacking = new HashMap<>();
        for (Condition condition : place.statement().conditions()) {
            String pointer = place.conditionPointer(condition);
            values(condition, pointer, findings);
            Optional<ConditionKey> known = KmsCatalogue.instance().conditionKey(condition.key());
            if (known.isEmpty()) {
                unknown(condition, subject, pointer, findings);
            } else {
                operator(condition, known.get(), pointer, findings);
                List<String> without = lacking.computeIfAbsent(
                        known.get(), key -> ConditionKeyCheck.actionsWithout(key, place, subject));
                new ConditionKeyCheck(place, condition, known.get(), without).check(findings);
            }
        }
    }

    private static void values(Condition condition, String pointer, Findings findings) {
        ConditionOperator operator = condition.operator();
        boolean exact =
                operator.wireName().startsWith("String") && !operator.wireName().endsWith("Like");
        List<String> values = condition.values();
        for (int i = 0; i < values.size(); i++) {
            String value = values.get(i);
            if (ResourceCheck.masked(value, pointer + "/" + i, findings)) {
                continue;
            }
            if (!operator.accepts(value)) {
                findings.add(
                        FindingCode.CONDITION_VALUE_OF_WRONG_TYPE,
                        pointer + "/" + i,
                        operator.wireName() + " cannot compare with '" + Findings.shown(value) + "'; it takes "
                                + expected(operator));
            } else if (exact && (value.contains("*") || value.contains("?"))) {
                findings.add(
                        FindingCode.WILDCARD_TAKEN_LITERALLY,
                        pointer + "/" + i,
                        operator.wireName() + " takes * and ? for themselves; for wildcards use "
                                + (operator.isNegative() ? "StringNotLike" : "StringLike"));
            }
        }
    }

    private static String expected(ConditionOperator operator) {
        String name = operator.wireName();
        if (name.startsWith("Date")) {
            return "a date such as 2026-08-12T17:00:00+08:00";
        }
        if (name.startsWith("Numeric")) {
            return "a number such as 10";
        }
        return name.equals("Bool") ? "true or false" : "an address or block such as 10.0.0.0/8 or 2001:db8::/32";
    }

    /** Keys of other services are not judged, nor are those of identity providers. */
    private static void unknown(Condition condition, Subject subject, String pointer, Findings findings) {
        String key = condition.key();
        Optional<String> near = Spelling.nearestKey(key);
        String prefix = key.substring(0, key.indexOf(':')).toLowerCase(Locale.ROOT);
        if (near.isPresent()) {
            findings.add(
                    FindingCode.MISSPELT_CONDITION_KEY,
                    pointer,
                    "the key is spelt " + Findings.shown(near.get()) + "; a request never has " + Findings.shown(key));
        } else if (subject.ofOneResource() || prefix.equals("acs") || prefix.equals("kms")) {
            findings.add(
                    FindingCode.UNKNOWN_CONDITION_KEY,
                    pointer,
                    "this version of the library knows no key " + Findings.shown(key) + "; check its spelling");
        }
    }

    private static void operator(Condition condition, ConditionKey key, String pointer, Findings findings) {
        if (!key.type().fits(condition.operator())) {
            findings.add(
                    FindingCode.OPERATOR_OF_OTHER_TYPE,
                    pointer,
                    Findings.shown(condition.key()) + " is " + advice(key.type()) + " rather than "
                            + condition.operator().wireName());
        }
    }

    private static String advice(ConditionKey.Type type) {
        return switch (type) {
            case STRING -> "a text; compare it with an operator of String…";
            case DATE -> "a date; compare it with an operator of Date…";
            case BOOLEAN -> "true or false; compare it with Bool";
            case IP_ADDRESS -> "an address; compare it with IpAddress or NotIpAddress";
        };
    }
}
