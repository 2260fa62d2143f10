package io.opensesame.policy;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * How a condition compares the value of a key with its own values. These are all that RAM knows: there is neither
 * {@code IfExists} nor {@code Null}, nor an operator over sets.
 *
 * @see "RAM documentation: policy elements, Condition"
 */
public enum ConditionOperator {
    /** Equal text, in the same letter case, without wildcards. */
    STRING_EQUALS("StringEquals", Comparison.STRING_EQUALS, false),
    /** The opposite of {@link #STRING_EQUALS}. */
    STRING_NOT_EQUALS("StringNotEquals", Comparison.STRING_EQUALS, true),
    /** Equal text in whatever letter case. */
    STRING_EQUALS_IGNORE_CASE("StringEqualsIgnoreCase", Comparison.STRING_EQUALS_IGNORE_CASE, false),
    /** The opposite of {@link #STRING_EQUALS_IGNORE_CASE}. */
    STRING_NOT_EQUALS_IGNORE_CASE("StringNotEqualsIgnoreCase", Comparison.STRING_EQUALS_IGNORE_CASE, true),
    /** Text that fits one with {@code *} and {@code ?} in it, in the same letter case. */
    STRING_LIKE("StringLike", Comparison.STRING_LIKE, false),
    /** The opposite of {@link #STRING_LIKE}. */
    STRING_NOT_LIKE("StringNotLike", Comparison.STRING_LIKE, true),
    /** An equal number. */
    NUMERIC_EQUALS("NumericEquals", Comparison.NUMERIC_EQUALS, false),
    /** The opposite of {@link #NUMERIC_EQUALS}. */
    NUMERIC_NOT_EQUALS("NumericNotEquals", Comparison.NUMERIC_EQUALS, true),
    /** A smaller number. */
    NUMERIC_LESS_THAN("NumericLessThan", Comparison.NUMERIC_LESS, false),
    /** A smaller or an equal number. */
    NUMERIC_LESS_THAN_EQUALS("NumericLessThanEquals", Comparison.NUMERIC_LESS_EQUAL, false),
    /** A greater number. */
    NUMERIC_GREATER_THAN("NumericGreaterThan", Comparison.NUMERIC_GREATER, false),
    /** A greater or an equal number. */
    NUMERIC_GREATER_THAN_EQUALS("NumericGreaterThanEquals", Comparison.NUMERIC_GREATER_EQUAL, false),
    /** The same instant. */
    DATE_EQUALS("DateEquals", Comparison.DATE_EQUALS, false),
    /** The opposite of {@link #DATE_EQUALS}. */
    DATE_NOT_EQUALS("DateNotEquals", Comparison.DATE_EQUALS, true),
    /** An earlier instant. */
    DATE_LESS_THAN("DateLessThan", Comparison.DATE_LESS, false),
    /** An earlier or the same instant. */
    DATE_LESS_THAN_EQUALS("DateLessThanEquals", Comparison.DATE_LESS_EQUAL, false),
    /** A later instant. */
    DATE_GREATER_THAN("DateGreaterThan", Comparison.DATE_GREATER, false),
    /** A later or the same instant. */
    DATE_GREATER_THAN_EQUALS("DateGreaterThanEquals", Comparison.DATE_GREATER_EQUAL, false),
    /** The same of {@code true} and {@code false}. */
    BOOL("Bool", Comparison.BOOL, false),
    /** An address that is, or is in, an IPv4 or IPv6 address or block. */
    IP_ADDRESS("IpAddress", Comparison.IP, false),
    /** The opposite of {@link #IP_ADDRESS}. */
    NOT_IP_ADDRESS("NotIpAddress", Comparison.IP, true);

    private static final Map<String, ConditionOperator> BY_WIRE_NAME = Arrays.stream(values())
            .collect(Collectors.toUnmodifiableMap(ConditionOperator::wireName, Function.identity()));

    private final String wireName;
    private final Comparison comparison;
    private final boolean negative;

    ConditionOperator(String wireName, Comparison comparison, boolean negative) {
        this.wireName = wireName;
        this.comparison = comparison;
        this.negative = negative;
    }

    /**
     * Returns the operator of that name.
     *
     * @param wireName the exact spelling in a policy document
     * @return the operator, or empty if RAM knows none of that name
     */
    public static Optional<ConditionOperator> named(String wireName) {
        return Optional.ofNullable(BY_WIRE_NAME.get(wireName));
    }

    static Set<String> wireNames() {
        return BY_WIRE_NAME.keySet();
    }

    /** {@return the spelling in a policy document, such as {@code StringEquals}} */
    public String wireName() {
        return wireName;
    }

    /** {@return whether it is met by what another operator is not met by; met if the request lacks the key} */
    public boolean isNegative() {
        return negative;
    }

    /**
     * Tells whether a value of a condition can be compared by this operator: a number, a date, {@code true} or
     * {@code false}, an address or block, as it needs.
     *
     * @param value the condition's value
     * @return whether it can
     */
    public boolean accepts(String value) {
        return comparison.against(value).isPresent();
    }

    Comparison comparison() {
        return comparison;
    }
}
