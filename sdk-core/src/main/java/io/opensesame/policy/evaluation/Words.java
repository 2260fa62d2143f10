package io.opensesame.policy.evaluation;

import io.opensesame.policy.Condition;
import java.util.List;
import java.util.stream.Collectors;

/** Writes what policies and requests hold in a bounded number of characters, on one line. */
final class Words {
    private static final int MAX_SHOWN = 3;
    private static final int MAX_CHARACTERS = 160;

    private Words() {}

    /** Such as {@code [kms:Get*, kms:List*, kms:Describe* and 4 more]}. */
    static String list(List<?> values) {
        String more = values.size() > MAX_SHOWN ? " and " + (values.size() - MAX_SHOWN) + " more" : "";
        return values.stream()
                .limit(MAX_SHOWN)
                .map(value -> shortened(value.toString()))
                .collect(Collectors.joining(", ", "[", more + "]"));
    }

    static String quoted(String text) {
        return "'" + shortened(text) + "'";
    }

    /** Such as {@code IpAddress acs:SourceIp [10.0.0.0/8]}. */
    static String condition(Condition condition) {
        return condition.operator().wireName() + " " + shortened(condition.key()) + " " + list(condition.values());
    }

    private static String shortened(String text) {
        String head = text.length() <= MAX_CHARACTERS ? text : text.substring(0, MAX_CHARACTERS) + "…";
        return head.chars()
                .map(c -> Character.isISOControl(c) ? '?' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
