package io.opensesame.policy;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * One condition of a statement: the value that a request has for a key, compared with one or more values. Immutable.
 *
 * <p>A positive operator is met if any value of the request fits any of these; a negative one if none fits. If the
 * request lacks the key, a positive operator is not met, and a negative one is.
 *
 * @see "RAM documentation: policy elements, Condition; what holds for several values of a negative operator is
 *     inferred"
 */
public final class Condition {
    /** What came of comparing. */
    enum Result {
        MET,
        NOT_MET,
        /** The request's value, or the condition's, is of the wrong type, and the operator is negative. */
        UNDECIDABLE
    }

    private final ConditionOperator operator;
    private final String key;
    private final List<String> values;
    private final List<Optional<Function<String, Optional<Boolean>>>> comparisons;

    private Condition(ConditionOperator operator, String key, List<String> values) {
        this.operator = Objects.requireNonNull(operator, "operator");
        this.key = checkedKey(key);
        this.values = values.stream().map(Condition::checkedValue).toList();
        this.comparisons =
                this.values.stream().map(operator.comparison()::against).toList();
        if (this.values.isEmpty()) {
            throw new IllegalArgumentException("the condition on " + key + " needs a value to compare with");
        }
    }

    /**
     * Returns a condition.
     *
     * @param operator how to compare
     * @param key the key, such as {@code acs:SourceIp} or {@code kms:tag/Project}
     * @param values the values to compare with; one or more
     * @return the condition
     * @throws IllegalArgumentException if there is no value, the key has no prefix, or one has a control character in
     *     it
     */
    public static Condition of(ConditionOperator operator, String key, String... values) {
        return new Condition(operator, key, List.of(values));
    }

    /**
     * Returns a condition.
     *
     * @param operator how to compare
     * @param key the key, such as {@code acs:SourceIp} or {@code kms:tag/Project}
     * @param values the values to compare with; one or more
     * @return the condition
     * @throws IllegalArgumentException if there is no value, the key has no prefix, or one has a control character in
     *     it
     */
    public static Condition of(ConditionOperator operator, String key, List<String> values) {
        return new Condition(operator, key, values);
    }

    /** {@return how it compares} */
    public ConditionOperator operator() {
        return operator;
    }

    /** {@return the key whose value is compared} */
    public String key() {
        return key;
    }

    /** {@return the values that are compared with; unmodifiable, never empty} */
    public List<String> values() {
        return values;
    }

    /**
     * Tells whether a statement's condition is met, erring on the side of refusal: one that cannot be decided, since a
     * value is of the wrong type, is met in a Deny and not met in an Allow.
     *
     * @param present the values that the request has for the key; empty if it lacks the key
     * @param effect the effect of the statement
     * @return whether it is met
     */
    public boolean isMet(List<String> present, Effect effect) {
        Result result = compare(present);
        return result == Result.MET || (result == Result.UNDECIDABLE && effect == Effect.DENY);
    }

    private Result compare(List<String> present) {
        boolean fits = false;
        boolean undecidable = false;
        for (String value : present) {
            for (Optional<Function<String, Optional<Boolean>>> comparison : comparisons) {
                Optional<Boolean> fit = comparison.flatMap(against -> against.apply(value));
                fits |= fit.orElse(false);
                undecidable |= fit.isEmpty();
            }
        }
        if (!operator.isNegative()) {
            return fits ? Result.MET : Result.NOT_MET;
        }
        if (fits) {
            return Result.NOT_MET;
        }
        return undecidable ? Result.UNDECIDABLE : Result.MET;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Condition condition
                && condition.operator == operator
                && condition.key.equals(key)
                && condition.values.equals(values);
    }

    @Override
    public int hashCode() {
        return Objects.hash(operator, key, values);
    }

    /** {@return the condition in words, such as {@code IpAddress acs:SourceIp [10.0.0.0/8]}} */
    @Override
    public String toString() {
        return operator.wireName() + " " + key + " " + values;
    }

    static String checkedValue(String value) {
        if (!Texts.isPlain(value)) {
            throw new IllegalArgumentException(
                    "a value of a condition has no control character in it: '" + Texts.shortened(value) + "'");
        }
        return value;
    }

    private static String checkedKey(String key) {
        Objects.requireNonNull(key, "key");
        int colon = key.indexOf(':');
        if (colon <= 0 || colon == key.length() - 1 || !Texts.isPlain(key)) {
            throw new IllegalArgumentException(
                    "a condition key is <prefix>:<name>, such as acs:SourceIp or kms:tag/Project: '"
                            + Texts.shortened(key) + "'");
        }
        return key;
    }
}
