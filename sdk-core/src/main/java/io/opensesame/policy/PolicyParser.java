package io.opensesame.policy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.opensesame.error.PolicyException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Reads a policy document in one pass, and refuses whatever is not in the grammar, at its line and column.
 *
 * <p>What the documentation leaves open is refused: a number as the version, a bare object as the statements, an empty
 * list, a member twice, an unknown member, {@code NotResource} and {@code NotPrincipal}. An operator that is not known
 * must never be passed over: that would widen what is allowed, or narrow what is denied.
 *
 * <p>The work is bounded whatever the text: one that is longer than any policy is refused unread, and so is one that is
 * nested deeper as soon as it is.
 */
final class PolicyParser {
    /** Twice what the service takes of any policy, so that a policy that is too long can be read, and told so. */
    static final int MAX_CHARACTERS = 65_536;

    private static final int MAX_DEPTH = 8;
    private static final int MAX_NAME_CHARACTERS = 512;
    private static final int MAX_TEXT_CHARACTERS = 8_192;

    private static final List<String> STATEMENT_MEMBERS =
            List.of("Sid", "Effect", "Principal", "Action", "NotAction", "Resource", "Condition");

    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            // A table of names would be shared by all documents, and fail when one fills it with names of one hash.
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNameLength(MAX_NAME_CHARACTERS)
                    .maxStringLength(MAX_TEXT_CHARACTERS)
                    .build())
            .build();

    private final JsonParser json;
    private final StatementRules rules;

    private PolicyParser(JsonParser json, StatementRules rules) {
        this.json = json;
        this.rules = rules;
    }

    static List<Statement> parse(String text, StatementRules rules) {
        if (text.length() > MAX_CHARACTERS) {
            throw new PolicyException(
                    "No policy is longer than " + MAX_CHARACTERS + " characters, and this text has " + text.length(),
                    1,
                    1);
        }
        if (text.startsWith("\uFEFF")) {
            throw new PolicyException("The text begins with a byte order mark; leave it out", 1, 1);
        }
        try (JsonParser json = JSON.createParser(text)) {
            return new PolicyParser(json, rules).document();
        } catch (JsonProcessingException e) {
            throw JsonMistake.of(e);
        } catch (IOException e) {
            throw new UncheckedIOException("a text in memory could not be read", e);
        }
    }

    private List<Statement> document() throws IOException {
        json.nextToken();
        JsonLocation start = json.currentTokenLocation();
        List<Statement> statements = new ArrayList<>();
        boolean[] hasVersion = {false};
        members("A " + rules.kind(), (name, at) -> {
            switch (name) {
                case "Version" -> hasVersion[0] = version();
                case "Statement" -> each("Statement", () -> statements.add(statement()));
                default -> throw unknown(at, name, List.of("Version", "Statement"));
            }
        });
        if (!hasVersion[0]) {
            throw at(start, "The policy lacks \"Version\": \"1\"");
        }
        if (statements.isEmpty()) {
            throw at(start, "The policy lacks Statement, a list of one or more");
        }
        if (json.nextToken() != null) {
            throw here("Something follows the policy; a document holds one");
        }
        return statements;
    }

    private boolean version() throws IOException {
        if (json.currentToken() != JsonToken.VALUE_STRING || !json.getText().equals(Policy.VERSION)) {
            throw here("Version is the text \"1\", the only one there is");
        }
        return true;
    }

    private Statement statement() throws IOException {
        JsonLocation start = json.currentTokenLocation();
        Statement.Builder builder = new Statement.Builder();
        members("A statement", (name, at) -> {
            refuse(at, rules.memberProblem(name));
            switch (name) {
                case "Sid" -> one(name, builder::sid);
                case "Effect" -> builder.effect(effect());
                case "Principal" -> principals(builder);
                case "Action" -> texts(name, text -> builder.action(permitted(ActionPattern.of(text))));
                case "NotAction" -> texts(name, builder::allActionsExcept);
                case "Resource" -> texts(name, builder::resource);
                case "Condition" -> conditions(builder);
                default -> throw unknown(at, name, STATEMENT_MEMBERS);
            }
        });
        Statement statement = valid(start, builder::build);
        refuse(start, rules.problem(statement));
        return statement;
    }

    private ActionPattern permitted(ActionPattern action) {
        refuse(json.currentTokenLocation(), rules.actionProblem(action));
        return action;
    }

    private Principal permitted(Principal principal) {
        refuse(json.currentTokenLocation(), rules.principalProblem(principal));
        return principal;
    }

    private Effect effect() throws IOException {
        String text = text("Effect");
        for (Effect effect : Effect.values()) {
            if (effect.wireName().equals(text)) {
                return effect;
            }
        }
        throw here("Effect is \"Allow\" or \"Deny\", not '" + Texts.shortened(text) + "'");
    }

    private void principals(Statement.Builder builder) throws IOException {
        JsonLocation start = json.currentTokenLocation();
        int count = members("Principal", (name, at) -> {
            switch (name) {
                case "RAM" -> texts(name, text -> builder.principal(permitted(Principal.ofRam(text))));
                case "Service" -> texts(name, text -> builder.principal(permitted(Principal.service(text))));
                case "Federated" -> texts(name, text -> builder.principal(permitted(Principal.federated(text))));
                default -> throw unknown(at, name, List.of("RAM", "Service", "Federated"));
            }
        });
        if (count == 0) {
            throw at(start, "Principal names nobody");
        }
    }

    private void conditions(Statement.Builder builder) throws IOException {
        JsonLocation start = json.currentTokenLocation();
        int count = members("Condition", (operatorName, operatorAt) -> {
            ConditionOperator operator = ConditionOperator.named(operatorName)
                    .orElseThrow(() -> at(
                            operatorAt,
                            "RAM knows no condition operator '" + Texts.shortened(operatorName) + "'"
                                    + Texts.spelling(operatorName, ConditionOperator.wireNames())));
            condition(operator, builder);
        });
        if (count == 0) {
            throw at(start, "Condition has no operator; leave it out where there is no condition");
        }
    }

    private void condition(ConditionOperator operator, Statement.Builder builder) throws IOException {
        JsonLocation start = json.currentTokenLocation();
        int count = members(operator.wireName(), (key, at) -> {
            List<String> values = new ArrayList<>();
            texts("the value of " + Texts.shortened(key), text -> values.add(Condition.checkedValue(text)));
            valid(at, () -> builder.condition(Condition.of(operator, key, values)));
        });
        if (count == 0) {
            throw at(start, operator.wireName() + " has no key to compare");
        }
    }

    private String text(String member) throws IOException {
        if (json.currentToken() != JsonToken.VALUE_STRING) {
            throw here(member + " takes a text in quotes");
        }
        return json.getText();
    }

    /** Reads a text or a list of one or more. */
    private void texts(String member, Consumer<String> into) throws IOException {
        if (json.currentToken() == JsonToken.START_ARRAY) {
            each(member, () -> one(member, into));
        } else {
            one(member, into);
        }
    }

    private void one(String member, Consumer<String> into) throws IOException {
        String text = text(member);
        valid(json.currentTokenLocation(), () -> {
            into.accept(text);
            return text;
        });
    }

    private static <T> T valid(JsonLocation location, Supplier<T> maker) {
        try {
            return maker.get();
        } catch (IllegalArgumentException e) {
            throw at(location, String.valueOf(e.getMessage()));
        }
    }

    private static void refuse(JsonLocation location, Optional<String> problem) {
        if (problem.isPresent()) {
            throw at(location, problem.get());
        }
    }

    private void each(String member, Step element) throws IOException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            throw here(member + " is a list in brackets");
        }
        JsonLocation start = json.currentTokenLocation();
        if (json.nextToken() == JsonToken.END_ARRAY) {
            throw at(start, member + " is an empty list; it needs one element or more");
        }
        while (json.currentToken() != JsonToken.END_ARRAY) {
            element.take();
            json.nextToken();
        }
    }

    /** Reads the members of an object, and returns how many there are. */
    private int members(String what, Member member) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw here(what + " is an object in braces");
        }
        Set<String> names = new HashSet<>();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            JsonLocation at = json.currentTokenLocation();
            if (!names.add(name)) {
                throw at(at, "'" + Texts.shortened(name) + "' stands here twice");
            }
            json.nextToken();
            member.take(name, at);
        }
        return names.size();
    }

    private static PolicyException unknown(JsonLocation location, String name, List<String> known) {
        return at(
                location,
                "'" + Texts.shortened(name) + "' is not known here" + Texts.spelling(name, known) + "; there are "
                        + String.join(", ", known));
    }

    private PolicyException here(String problem) {
        return at(json.currentTokenLocation(), problem);
    }

    private static PolicyException at(JsonLocation location, String problem) {
        return JsonMistake.at(location, Character.toUpperCase(problem.charAt(0)) + problem.substring(1));
    }

    private interface Step {
        void take() throws IOException;
    }

    private interface Member {
        void take(String name, JsonLocation at) throws IOException;
    }
}
