package io.opensesame.policy;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;

/** How a value of a request is compared with one of a condition, before it is negated. */
enum Comparison {
    STRING_EQUALS,
    STRING_EQUALS_IGNORE_CASE,
    STRING_LIKE,
    NUMERIC_EQUALS,
    NUMERIC_LESS,
    NUMERIC_LESS_EQUAL,
    NUMERIC_GREATER,
    NUMERIC_GREATER_EQUAL,
    DATE_EQUALS,
    DATE_LESS,
    DATE_LESS_EQUAL,
    DATE_GREATER,
    DATE_GREATER_EQUAL,
    BOOL,
    IP;

    private static final int MAX_DIGITS = 64;
    private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]+(\\.[0-9]+)?");

    /**
     * Returns what compares a request's value with this value of a condition; it returns empty for a request's value of
     * the wrong type. Empty if the condition's own value is of the wrong type.
     */
    Optional<Function<String, Optional<Boolean>>> against(String value) {
        return switch (this) {
            case STRING_EQUALS -> Optional.of(request -> Optional.of(value.equals(request)));
            case STRING_EQUALS_IGNORE_CASE -> Optional.of(request -> Optional.of(value.equalsIgnoreCase(request)));
            case STRING_LIKE -> like(Glob.exactCase(value));
            case NUMERIC_EQUALS -> number(value, order -> order == 0);
            case NUMERIC_LESS -> number(value, order -> order < 0);
            case NUMERIC_LESS_EQUAL -> number(value, order -> order <= 0);
            case NUMERIC_GREATER -> number(value, order -> order > 0);
            case NUMERIC_GREATER_EQUAL -> number(value, order -> order >= 0);
            case DATE_EQUALS -> date(value, order -> order == 0);
            case DATE_LESS -> date(value, order -> order < 0);
            case DATE_LESS_EQUAL -> date(value, order -> order <= 0);
            case DATE_GREATER -> date(value, order -> order > 0);
            case DATE_GREATER_EQUAL -> date(value, order -> order >= 0);
            case BOOL -> typed(value, Comparison::truth, Comparison::truth, Boolean::equals);
            case IP -> typed(value, IpRange::parse, IpRange::address, IpRange::contains);
        };
    }

    private static Optional<Function<String, Optional<Boolean>>> like(Glob glob) {
        return Optional.of(request -> Optional.of(glob.matches(request)));
    }

    /** The order of the request's number to the condition's decides. */
    private static Optional<Function<String, Optional<Boolean>>> number(String value, IntPredicate wanted) {
        return typed(
                value,
                Comparison::number,
                Comparison::number,
                (policy, request) -> wanted.test(request.compareTo(policy)));
    }

    /** The order of the request's instant to the condition's decides. */
    private static Optional<Function<String, Optional<Boolean>>> date(String value, IntPredicate wanted) {
        return typed(
                value, Comparison::date, Comparison::date, (policy, request) -> wanted.test(request.compareTo(policy)));
    }

    private static <P, R> Optional<Function<String, Optional<Boolean>>> typed(
            String value,
            Function<String, Optional<P>> policyReader,
            Function<String, Optional<R>> requestReader,
            BiPredicate<P, R> fits) {
        return policyReader
                .apply(value)
                .map(policy -> request -> requestReader.apply(request).map(read -> fits.test(policy, read)));
    }

    private static Optional<BigDecimal> number(String text) {
        return text.length() <= MAX_DIGITS && NUMBER.matcher(text).matches()
                ? Optional.of(new BigDecimal(text))
                : Optional.empty();
    }

    /** Reads an instant with {@code Z} or an offset; a date alone is its first instant in UTC. */
    private static Optional<Instant> date(String text) {
        try {
            return Optional.of(
                    text.length() == 10
                            ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                            : OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static Optional<Boolean> truth(String text) {
        boolean isTrue = text.equalsIgnoreCase("true");
        return isTrue || text.equalsIgnoreCase("false") ? Optional.of(isTrue) : Optional.empty();
    }
}
