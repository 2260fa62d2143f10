package io.opensesame.policy.naive;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A second evaluator, written from the documentation alone: it works on JSON trees and regular expressions, and shares
 * no code with the library. A case is of the form of {@code policy-cases.json}, with a {@code keyPolicy} besides.
 */
public final class NaiveEvaluator {
    public static final String ALLOW = "Allow";
    public static final String EXPLICIT_DENY = "ExplicitDeny";
    public static final String IMPLICIT_DENY = "ImplicitDeny";

    private static final Pattern ARN = Pattern.compile("acs:[^:]*:[^:]*:([^:]*):(.*)");
    private static final Pattern RAM = Pattern.compile("acs:ram::(\\d+):(.*)");
    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d+(\\.\\d+)?");

    private final JsonNode all;
    private final String action;
    private final String resource;
    private final String principal;
    private final String account;
    private final JsonNode context;

    private NaiveEvaluator(JsonNode all) {
        this.all = all;
        JsonNode request = all.path("request");
        this.action = request.path("action").asText();
        this.resource = request.path("resource").asText();
        this.principal = request.path("principal").asText();
        this.context = request.path("context");
        Matcher ram = RAM.matcher(principal);
        this.account = ram.matches() ? ram.group(1) : "none";
    }

    public static String decide(JsonNode all) {
        return new NaiveEvaluator(all).decide();
    }

    private String decide() {
        Matcher arn = ARN.matcher(resource);
        String owner = arn.matches() ? arn.group(1) : account;
        boolean root = principal.matches("acs:ram::\\d+:(root|\\*)");
        boolean identity = principal.matches("acs:ram::\\d+:(user|role|assumed-role)/.*");
        boolean assumes = action.equalsIgnoreCase("sts:AssumeRole");
        if (root && !assumes && owner.equals(account)) {
            return ALLOW;
        }
        for (String limit : List.of("controlPolicies", "sessionPolicies")) {
            if (identity && all.path(limit).size() > 0) {
                String verdict = basic(limit, statements(all.path(limit)));
                if (!verdict.equals(ALLOW)) {
                    return verdict;
                }
            }
        }
        String a = identity ? basic("identity", statements(all.path("identityPolicies"))) : IMPLICIT_DENY;
        String b = byResource();
        if (a.equals(EXPLICIT_DENY) || b.equals(EXPLICIT_DENY)) {
            return EXPLICIT_DENY;
        }
        boolean allowed;
        if (!identity && !root) {
            allowed = b.equals(ALLOW);
        } else if (assumes || !owner.equals(account)) {
            allowed = a.equals(ALLOW) && b.equals(ALLOW);
        } else {
            allowed = a.equals(ALLOW) || b.equals(ALLOW);
        }
        return allowed ? ALLOW : IMPLICIT_DENY;
    }

    private String byResource() {
        boolean governed =
                action.matches("(?i)kms:(List.*|Describe.*|Update.*|PutSecretValue|DeleteSecret|RestoreSecret"
                        + "|RotateSecret|TagResource|UntagResource|GetSecretValue)");
        if (all.has("secretPolicy") && governed && resource.matches("acs:kms:[^:]*:[^:]*:secret/.*")) {
            return basic("secret", statements(List.of(all.path("secretPolicy"))));
        }
        if (all.has("keyPolicy") && resource.matches("acs:kms:[^:]*:[^:]*:key/.*")) {
            return basic("key", statements(List.of(all.path("keyPolicy"))));
        }
        if (all.has("trustPolicy") && action.equalsIgnoreCase("sts:AssumeRole")) {
            return basic("trust", statements(List.of(all.path("trustPolicy"))));
        }
        return IMPLICIT_DENY;
    }

    private static List<JsonNode> statements(Iterable<JsonNode> policies) {
        List<JsonNode> statements = new ArrayList<>();
        policies.forEach(policy -> policy.path("Statement").forEach(statements::add));
        return statements;
    }

    private String basic(String kind, List<JsonNode> statements) {
        List<String> effects = statements.stream()
                .filter(statement -> matches(kind, statement))
                .map(statement -> statement.path("Effect").asText())
                .toList();
        if (effects.contains("Deny")) {
            return EXPLICIT_DENY;
        }
        return effects.contains("Allow") ? ALLOW : IMPLICIT_DENY;
    }

    private boolean matches(String kind, JsonNode statement) {
        boolean actionFits = statement.has("NotAction")
                ? texts(statement.path("NotAction")).stream().noneMatch(text -> glob(text, true, action))
                : texts(statement.path("Action")).stream().anyMatch(text -> glob(text, true, action));
        boolean resourceFits = !statement.has("Resource")
                || texts(statement.path("Resource")).stream().anyMatch(text -> glob(text, false, resource));
        return actionFits && resourceFits && principalFits(kind, statement) && conditionsFit(statement);
    }

    private boolean principalFits(String kind, JsonNode statement) {
        if (!statement.has("Principal")) {
            return true;
        }
        boolean allows = statement.path("Effect").asText().equals("Allow");
        List<String> members = new ArrayList<>();
        statement.path("Principal").forEach(list -> members.addAll(texts(list)));
        return members.stream().anyMatch(named -> {
            if (named.equals("acs:ram::" + account + ":root") || named.equals("acs:ram::" + account + ":*")) {
                return kind.equals("trust") || !allows || principal.matches("acs:ram::\\d+:(root|\\*)");
            }
            if (named.contains(":role/")) {
                String role = Pattern.quote(named.substring(named.indexOf(":role/") + 6));
                return principal.matches(
                        "acs:ram::" + named.split(":", -1)[3] + ":(assumed-)?role/(?i:" + role + ")(/.*)?");
            }
            return named.equals(principal);
        });
    }

    private boolean conditionsFit(JsonNode statement) {
        boolean allows = statement.path("Effect").asText().equals("Allow");
        for (Map.Entry<String, JsonNode> operator : statement.path("Condition").properties()) {
            for (Map.Entry<String, JsonNode> key : operator.getValue().properties()) {
                List<String> present = texts(context.path(key.getKey()));
                if (!conditionFits(operator.getKey(), texts(key.getValue()), present, allows)) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean conditionFits(String operator, List<String> wanted, List<String> present, boolean allows) {
        boolean negative = operator.contains("Not");
        List<@Nullable Boolean> results = new ArrayList<>();
        present.forEach(value ->
                wanted.forEach(want -> results.add(compare(operator.replace("Not", ""), want, value))));
        if (results.contains(true)) {
            return !negative;
        }
        if (!negative) {
            return false;
        }
        return !results.contains(null) || !allows;
    }

    /** Null if one of both is of the wrong type. */
    private static @Nullable Boolean compare(String operator, String want, String value) {
        if (operator.equals("StringEquals")) {
            return want.equals(value);
        }
        if (operator.equals("StringEqualsIgnoreCase")) {
            return want.equalsIgnoreCase(value);
        }
        if (operator.equals("StringLike")) {
            return glob(want, false, value);
        }
        if (operator.equals("Bool")) {
            Predicate<String> isBool = text -> text.matches("(?i)true|false");
            return (isBool.test(want) && isBool.test(value)) ? (Boolean) want.equalsIgnoreCase(value) : null;
        }
        if (operator.equals("IpAddress")) {
            return ip(want, value);
        }
        return operator.startsWith("Numeric")
                ? ordered(operator.substring(7), number(want), number(value))
                : ordered(operator.substring(4), instant(want), instant(value));
    }

    private static <T extends Comparable<T>> @Nullable Boolean ordered(
            String relation, @Nullable T want, @Nullable T value) {
        if (want == null || value == null) {
            return null;
        }
        int order = Comparator.<T>naturalOrder().compare(value, want);
        return switch (relation) {
            case "Equals" -> order == 0;
            case "LessThan" -> order < 0;
            case "LessThanEquals" -> order <= 0;
            case "GreaterThan" -> order > 0;
            case "GreaterThanEquals" -> order >= 0;
            default -> throw new AssertionError(relation);
        };
    }

    private static @Nullable BigDecimal number(String text) {
        return NUMBER.matcher(text).matches() ? new BigDecimal(text) : null;
    }

    private static @Nullable Instant instant(String text) {
        try {
            return OffsetDateTime.parse(text.length() == 10 ? text + "T00:00:00Z" : text)
                    .toInstant();
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    private static @Nullable Boolean ip(String want, String value) {
        String[] block = want.split("/", 2);
        String network = bits(block[0]);
        String address = bits(value);
        if (network == null || address == null) {
            return null;
        }
        int length = block.length == 1 ? network.length() : Integer.parseInt(block[1]);
        return network.length() == address.length() && address.startsWith(network.substring(0, length));
    }

    /** The address as a text of 32 or 128 zeros and ones. */
    private static @Nullable String bits(String address) {
        if (address.matches("\\d+(\\.\\d+){3}")) {
            StringBuilder bits = new StringBuilder();
            for (String part : address.split("\\.", -1)) {
                bits.append(padded(new BigInteger(part), 8));
            }
            return bits.toString();
        }
        if (!address.matches("[0-9a-fA-F:]*:[0-9a-fA-F:]*")) {
            return null;
        }
        String[] halves = address.split("::", -1);
        List<String> head = groups(halves[0]);
        List<String> tail = halves.length > 1 ? groups(halves[1]) : List.of();
        List<String> groups = new ArrayList<>(head);
        while (groups.size() + tail.size() < 8) {
            groups.add("0");
        }
        groups.addAll(tail);
        StringBuilder bits = new StringBuilder();
        groups.forEach(group -> bits.append(padded(new BigInteger(group, 16), 16)));
        return bits.toString();
    }

    private static List<String> groups(String half) {
        return half.isEmpty() ? List.of() : List.of(half.split(":", -1));
    }

    private static String padded(BigInteger number, int length) {
        String bits = number.toString(2);
        return "0".repeat(length - bits.length()) + bits;
    }

    private static boolean glob(String pattern, boolean ignoringCase, String text) {
        StringBuilder regex = new StringBuilder();
        pattern.chars()
                .mapToObj(Character::toString)
                .map(c -> c.equals("*") ? ".*" : c.equals("?") ? "." : Pattern.quote(c))
                .forEach(regex::append);
        return Pattern.compile(regex.toString(), Pattern.DOTALL | (ignoringCase ? Pattern.CASE_INSENSITIVE : 0))
                .matcher(text)
                .matches();
    }

    private static List<String> texts(JsonNode node) {
        List<String> texts = new ArrayList<>();
        if (node.isArray()) {
            node.forEach(text -> texts.add(text.asText()));
        } else if (node.isTextual()) {
            texts.add(node.asText());
        }
        return texts;
    }
}
