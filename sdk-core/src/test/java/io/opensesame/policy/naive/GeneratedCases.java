package io.opensesame.policy.naive;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import net.jqwik.api.arbitraries.ListArbitrary;

/** Generates policies and requests of few names, so that they often have to do with each other. */
public final class GeneratedCases {
    public static final String OWNER = "1192853035110001";
    public static final String OTHER = "1903253031260002";

    private static final String MINE = "acs:kms:cn-hangzhou:" + OWNER + ":";

    private static final List<String> ACTIONS = List.of(
            "kms:GetSecretValue",
            "kms:DescribeSecret",
            "kms:SetSecretPolicy",
            "kms:ListSecrets",
            "kms:Decrypt",
            "sts:AssumeRole");

    private static final List<String> KMS_PATTERNS = List.of(
            "kms:*",
            "kms:GetSecretValue",
            "kms:getsecretvalue",
            "kms:Get*",
            "kms:D*",
            "kms:?e*Secret*",
            "kms:Decrypt",
            "kms:SetSecretPolicy");

    private static final List<String> RESOURCES = List.of(
            MINE + "secret/orders/db",
            MINE + "secret/mail",
            MINE + "secret",
            MINE + "key/k1",
            "acs:kms:cn-hangzhou:" + OTHER + ":secret/orders/db",
            "acs:ram::" + OWNER + ":role/reader",
            "*");

    private static final List<String> RESOURCE_PATTERNS = List.of(
            "*",
            "acs:kms:*:*:*",
            "acs:kms:*:*:secret*",
            "acs:kms:*:" + OTHER + ":secret/*",
            "acs:kms:cn-beijing:*:secret/*",
            MINE + "secret/*",
            MINE + "secret/orders/*",
            MINE + "secret/orders/db",
            MINE + "secret",
            MINE + "key/?1",
            "acs:ram::*:role/*");

    private static final List<String> PRINCIPALS = List.of(
            "acs:ram::" + OWNER + ":root",
            "acs:ram::" + OWNER + ":user/alice",
            "acs:ram::" + OWNER + ":user/bob",
            "acs:ram::" + OWNER + ":role/reader/session-1",
            "acs:ram::" + OWNER + ":assumed-role/Reader/session-2",
            "acs:ram::" + OTHER + ":root",
            "acs:ram::" + OTHER + ":user/alice",
            "acs:ram::" + OTHER + ":role/reader/session-1",
            "kms.aliyuncs.com",
            "acs:ram::" + OWNER + ":saml-provider/idp");

    private static final List<String> RAM_PRINCIPALS = List.of(
            "acs:ram::" + OWNER + ":*",
            "acs:ram::" + OWNER + ":root",
            "acs:ram::" + OWNER + ":user/alice",
            "acs:ram::" + OWNER + ":role/reader",
            "acs:ram::" + OTHER + ":root",
            "acs:ram::" + OTHER + ":user/alice",
            "acs:ram::" + OTHER + ":role/Reader");

    private static final Map<String, List<String>> VALUES = Map.of(
            "acs:SourceIp", List.of("10.1.2.3", "203.0.113.7", "2001:db8::7", "::ffff", "nowhere"),
            "acs:SecureTransport", List.of("true", "false", "TRUE", "perhaps"),
            "acs:CurrentTime", List.of("2026-01-01T00:00:00Z", "2026-01-01T08:00:00+08:00", "2026-06-01", "soon"),
            "kms:tag/Project", List.of("orders", "Orders", "orders-eu", "mail", "3", "3.0", "-7"));

    private static final Map<String, List<String>> WANTED = Map.of(
            "acs:SourceIp",
                    List.of("10.0.0.0/8", "203.0.113.7", "2001:db8::/32", "0.0.0.0/0", "10.1.2.0/31", "somewhere"),
            "acs:SecureTransport", List.of("true", "false", "False", "maybe"),
            "acs:CurrentTime", List.of("2026-01-01T00:00:00Z", "2026-03-01T00:00:00+08:00", "2026-06-01", "later"),
            "kms:tag/Project", List.of("orders", "ORDERS", "orders*", "*", "?ail", "3", "2.5"));

    private static final Map<String, List<String>> OPERATORS = Map.of(
            "acs:SourceIp", List.of("IpAddress", "NotIpAddress"),
            "acs:SecureTransport", List.of("Bool", "StringEquals"),
            "acs:CurrentTime",
                    List.of(
                            "DateEquals",
                            "DateNotEquals",
                            "DateLessThan",
                            "DateLessThanEquals",
                            "DateGreaterThan",
                            "DateGreaterThanEquals"),
            "kms:tag/Project",
                    List.of(
                            "StringEquals",
                            "StringNotEquals",
                            "StringEqualsIgnoreCase",
                            "StringNotEqualsIgnoreCase",
                            "StringLike",
                            "StringNotLike",
                            "NumericEquals",
                            "NumericNotEquals",
                            "NumericLessThan",
                            "NumericLessThanEquals",
                            "NumericGreaterThan",
                            "NumericGreaterThanEquals"));

    private GeneratedCases() {}

    public static Arbitrary<ObjectNode> cases() {
        Arbitrary<List<ObjectNode>> none = Arbitraries.just(List.of());
        Arbitrary<List<ObjectNode>> limits = Arbitraries.frequencyOf(
                Tuple.of(3, none), Tuple.of(1, ramPolicies().ofMinSize(1)));
        return Combinators.combine(ramPolicies().ofMinSize(0), limits, limits, resourcePolicies(), requests())
                .as((identity, session, control, resource, request) -> {
                    ObjectNode one = object();
                    one.putArray("identityPolicies").addAll(identity);
                    one.putArray("sessionPolicies").addAll(session);
                    one.putArray("controlPolicies").addAll(control);
                    one.setAll(resource);
                    one.set("request", request);
                    return one;
                });
    }

    public static Arbitrary<ObjectNode> ramStatements() {
        return Combinators.combine(effects(), actions("*", "sts:*"), resources(), conditions(), oneIn(8))
                .as((effect, actions, resources, conditions, except) -> {
                    ObjectNode statement = object().put("Effect", effect);
                    statement.set(except ? "NotAction" : "Action", list(actions));
                    statement.set("Resource", list(resources));
                    statement.setAll(conditions);
                    return statement;
                });
    }

    public static Arbitrary<ObjectNode> policies(Arbitrary<ObjectNode> statements) {
        return statements.list().ofMinSize(1).ofMaxSize(3).map(list -> {
            ObjectNode policy = object().put("Version", "1");
            policy.putArray("Statement").addAll(list);
            return policy;
        });
    }

    public static Arbitrary<ObjectNode> secretStatements() {
        return Combinators.combine(
                        effects(),
                        principals(),
                        actions(),
                        Arbitraries.of("*", MINE + "secret/orders/db"),
                        conditions())
                .as((effect, principals, actions, resource, conditions) -> {
                    ObjectNode statement = object().put("Effect", effect);
                    statement.putObject("Principal").set("RAM", list(principals));
                    statement.set("Action", list(actions));
                    statement.put("Resource", resource);
                    statement.setAll(conditions);
                    return statement;
                });
    }

    private static ListArbitrary<ObjectNode> ramPolicies() {
        return policies(ramStatements()).list().ofMaxSize(3);
    }

    private static Arbitrary<ObjectNode> resourcePolicies() {
        return Arbitraries.oneOf(
                Arbitraries.just(object()),
                policies(secretStatements()).map(policy -> member("secretPolicy", policy)),
                policies(secretStatements()).map(policy -> member("keyPolicy", policy)),
                policies(trustStatements()).map(policy -> member("trustPolicy", policy)));
    }

    private static Arbitrary<ObjectNode> trustStatements() {
        return Combinators.combine(
                        effects(),
                        principals(),
                        Arbitraries.of("*", "sts:AssumeRole", "sts:assume*"),
                        oneIn(2),
                        conditions())
                .as((effect, principals, action, outsiders, conditions) -> {
                    ObjectNode statement = object().put("Effect", effect);
                    ObjectNode principal = statement.putObject("Principal");
                    principal.set("RAM", list(principals));
                    if (outsiders) {
                        principal.put("Service", "kms.aliyuncs.com");
                        principal.put("Federated", "acs:ram::" + OWNER + ":saml-provider/idp");
                    }
                    statement.put("Action", action);
                    statement.setAll(conditions);
                    return statement;
                });
    }

    public static Arbitrary<ObjectNode> requests() {
        return Combinators.combine(
                        Arbitraries.of(ACTIONS), Arbitraries.of(RESOURCES), Arbitraries.of(PRINCIPALS), contexts())
                .as((action, resource, principal, context) -> {
                    ObjectNode request = object().put("action", action).put("resource", resource);
                    request.put("principal", principal).set("context", context);
                    return request;
                });
    }

    private static Arbitrary<ObjectNode> contexts() {
        return Arbitraries.of(VALUES.keySet()).set().ofMaxSize(4).flatMap(keys -> filled(keys, object()));
    }

    private static Arbitrary<ObjectNode> filled(Set<String> keys, ObjectNode empty) {
        Arbitrary<ObjectNode> context = Arbitraries.just(empty);
        for (String key : keys.stream().sorted().toList()) {
            Arbitrary<Set<String>> values =
                    Arbitraries.of(VALUES.get(key)).set().ofMinSize(1).ofMaxSize(2);
            context = Combinators.combine(context, values).as((before, chosen) -> {
                ObjectNode after = before.deepCopy();
                after.set(key, list(chosen));
                return after;
            });
        }
        return context;
    }

    private static Arbitrary<ObjectNode> conditions() {
        Arbitrary<ObjectNode> one = Arbitraries.of(OPERATORS.keySet())
                .flatMap(key -> Combinators.combine(
                                Arbitraries.of(OPERATORS.get(key)),
                                Arbitraries.of(WANTED.get(key))
                                        .set()
                                        .ofMinSize(1)
                                        .ofMaxSize(2))
                        .as((operator, wanted) -> member(operator, member(key, list(wanted)))));
        return one.list().ofMaxSize(2).map(list -> {
            ObjectNode all = object();
            list.forEach(all::setAll);
            return all.isEmpty() ? object() : member("Condition", all);
        });
    }

    private static Arbitrary<Boolean> oneIn(int count) {
        return Arbitraries.integers().between(1, count).map(number -> number == 1);
    }

    private static Arbitrary<String> effects() {
        return Arbitraries.of("Allow", "Allow", "Deny");
    }

    private static Arbitrary<Set<String>> actions(String... more) {
        return Arbitraries.of(Stream.concat(KMS_PATTERNS.stream(), Arrays.stream(more))
                        .toList())
                .set()
                .ofMinSize(1)
                .ofMaxSize(2);
    }

    private static Arbitrary<Set<String>> resources() {
        return Arbitraries.of(RESOURCE_PATTERNS).set().ofMinSize(1).ofMaxSize(2);
    }

    private static Arbitrary<Set<String>> principals() {
        return Arbitraries.of(RAM_PRINCIPALS).set().ofMinSize(1).ofMaxSize(3);
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static ObjectNode member(String name, JsonNode value) {
        ObjectNode node = object();
        node.set(name, value);
        return node;
    }

    private static ArrayNode list(Iterable<String> texts) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        texts.forEach(list::add);
        return list;
    }
}
