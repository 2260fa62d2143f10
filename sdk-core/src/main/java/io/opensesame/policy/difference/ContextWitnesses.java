package io.opensesame.policy.difference;

import io.opensesame.policy.Condition;
import io.opensesame.policy.Effect;
import io.opensesame.policy.Statement;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Contexts in which the conditions of policies are met, and are not: for each key values on both sides of each
 * condition, and a request without it.
 */
final class ContextWitnesses {
    private static final int MAX_CONTEXTS = 200;

    private ContextWitnesses() {}

    /** Never empty; of several values that all conditions treat alike, one. */
    static List<Map<String, List<String>>> of(List<Statement> statements) {
        Map<String, List<Condition>> byKey = statements.stream()
                .flatMap(statement -> statement.conditions().stream())
                .distinct()
                .collect(Collectors.groupingBy(Condition::key, LinkedHashMap::new, Collectors.toList()));
        List<Map<String, List<String>>> contexts = List.of(Map.of());
        for (Map.Entry<String, List<Condition>> entry : byKey.entrySet()) {
            contexts = extended(contexts, entry.getKey(), distinguished(entry.getValue()));
        }
        return contexts;
    }

    /** Combines all with all while they are few; then the key varies in the first context alone. */
    private static List<Map<String, List<String>>> extended(
            List<Map<String, List<String>>> contexts, String key, Collection<List<String>> values) {
        boolean few = contexts.size() * values.size() <= MAX_CONTEXTS;
        List<Map<String, List<String>>> extended = new ArrayList<>();
        for (Map<String, List<String>> context : few ? contexts : contexts.subList(0, 1)) {
            values.forEach(value -> extended.add(with(context, key, value)));
        }
        if (!few) {
            extended.addAll(contexts.subList(1, contexts.size()));
        }
        return extended;
    }

    private static Map<String, List<String>> with(Map<String, List<String>> context, String key, List<String> value) {
        Map<String, List<String>> more = new LinkedHashMap<>(context);
        if (!value.isEmpty()) {
            more.put(key, value);
        }
        return more;
    }

    private static Collection<List<String>> distinguished(List<Condition> conditions) {
        Map<BitSet, List<String>> alike = new LinkedHashMap<>();
        Stream.concat(conditions.stream().flatMap(ContextWitnesses::values).map(List::of), Stream.of(List.<String>of()))
                .forEach(value -> alike.putIfAbsent(metBy(conditions, value), value));
        return alike.values();
    }

    private static BitSet metBy(List<Condition> conditions, List<String> value) {
        BitSet met = new BitSet();
        for (int i = 0; i < conditions.size(); i++) {
            met.set(2 * i, conditions.get(i).isMet(value, Effect.ALLOW));
            met.set(2 * i + 1, conditions.get(i).isMet(value, Effect.DENY));
        }
        return met;
    }

    private static Stream<String> values(Condition condition) {
        List<String> written = condition.values();
        String family = condition.operator().wireName().replace("Not", "");
        if (family.equals("StringLike")) {
            Witnesses witnesses = Witnesses.strangeTo(written);
            return Stream.concat(witnesses.of(written).stream(), Stream.of(witnesses.word()));
        }
        return written.stream()
                .flatMap(value -> condition.operator().accepts(value) ? around(family, value) : Stream.of(value))
                .distinct();
    }

    /** The value, and others near it on either side. */
    private static Stream<String> around(String family, String value) {
        if (family.startsWith("Numeric")) {
            BigDecimal number = new BigDecimal(value);
            return Stream.of(number, number.subtract(BigDecimal.ONE), number.add(BigDecimal.ONE))
                    .map(BigDecimal::toPlainString);
        }
        if (family.startsWith("Date")) {
            return Stream.concat(Stream.of(value), aroundDate(value));
        }
        if (family.equals("IpAddress")) {
            return Stream.concat(addresses(value), Stream.of(value));
        }
        if (family.equals("Bool")) {
            return Stream.of("true", "false");
        }
        return Stream.of(value, value.toUpperCase(Locale.ROOT), value.toLowerCase(Locale.ROOT), value + "-");
    }

    private static Stream<String> aroundDate(String value) {
        try {
            OffsetDateTime date = OffsetDateTime.parse(value.length() == 10 ? value + "T00:00:00Z" : value);
            return Stream.of(date.minusSeconds(1), date.plusSeconds(1))
                    .map(each -> each.toInstant().toString());
        } catch (DateTimeException e) {
            return Stream.of(); // at the end of time
        }
    }

    /** The first and the last address of a block, and those beside it. */
    private static Stream<String> addresses(String block) {
        try {
            String[] parts = block.split("/", 2);
            byte[] bytes = InetAddress.getByName(parts[0]).getAddress(); // an address, which nobody has to look up
            int bits = bytes.length * 8;
            int prefix = parts.length == 1 ? bits : Integer.parseInt(parts[1]);
            BigInteger size = BigInteger.ONE.shiftLeft(bits - prefix);
            BigInteger first = new BigInteger(1, bytes).divide(size).multiply(size);
            BigInteger last = first.add(size).subtract(BigInteger.ONE);
            List<String> found = new ArrayList<>();
            for (BigInteger address : List.of(first, last, last.add(BigInteger.ONE), first.subtract(BigInteger.ONE))) {
                if (address.signum() >= 0 && address.bitLength() <= bits) {
                    found.add(text(address, bytes.length));
                }
            }
            return found.stream();
        } catch (UnknownHostException e) {
            return Stream.of();
        }
    }

    private static String text(BigInteger address, int length) throws UnknownHostException {
        byte[] bytes = new byte[length];
        byte[] digits = address.toByteArray();
        int used = Math.min(length, digits.length);
        System.arraycopy(digits, digits.length - used, bytes, length - used, used);
        return InetAddress.getByAddress(bytes).getHostAddress();
    }
}
