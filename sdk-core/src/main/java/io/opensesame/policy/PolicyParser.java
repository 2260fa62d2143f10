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
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads a policy document in one pass, and refuses whatever is not in the grammar, at its line and column.
 *
 * <p>What the documentation leaves open is refused: a number as the version, a bare object as the statements, an empty
 * list, a member twice, an unknown member, {@code NotResource} and {@code NotPrincipal}. An operator that is not known
 * must never be passed over: that would widen what is allowed, or narrow what is denied.
 */
final class PolicyParser {
    static final int MAX_CHARACTERS = 65_536;

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(8)
                    .maxDocumentLength(MAX_CHARACTERS)
                    .maxNameLength(512)
                    .maxStringLength(8_192)
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
                    "A policy has at most " + MAX_CHARACTERS + " characters, this one " + text.length(), 1, 1);
        }
        try (JsonParser json = JSON.createParser(text)) {
            return new PolicyParser(json, rules).document();
        } catch (JsonProcessingException e) {
            throw at(e.getLocation(), "This is no JSON: " + Texts.shortened(e.getOriginalMessage()));
        } catch (IOException e) {
            throw new UncheckedIOException("a text in memory could not be read", e);
        }
    }

    private List<Statement> document() throws IOException {
        json.nextToken();
        List<Statement> statements = new ArrayList<>();
        boolean[] hasVersion = {false};
        members("A " + rules.kind(), name -> {
            switch (name) {
                case "Version" -> hasVersion[0] = version();
                case "Statement" -> each("Statement", () -> statements.add(statement()));
                default -> throw unknown(name, "Version and Statement");
            }
        });
        if (!hasVersion[0]) {
            throw here("The policy lacks \"Version\": \"1\"");
        }
        if (statements.isEmpty()) {
            throw here("The policy lacks Statement, a list of one or more");
        }
        if (json.nextToken() != null) {
            throw here("Something follows the policy");
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
        StatementParts parts = new StatementParts();
        members("A statement", name -> {
            switch (name) {
                case "Sid" -> parts.sid = text("Sid");
                case "Effect" -> parts.effect = effect();
                case "Principal" -> principals(parts);
                case "Action", "NotAction" -> actions(name, parts);
                case "Resource" -> texts("Resource", ResourcePattern::of, parts.resources::add);
                case "Condition" -> conditions(parts);
                default -> throw unknown(name, "Sid, Effect, Principal, Action, NotAction, Resource and Condition");
            }
        });
        try {
            Statement statement = parts.build();
            Optional<String> problem = rules.problem(statement);
            if (problem.isPresent()) {
                throw at(start, problem.get());
            }
            return statement;
        } catch (IllegalArgumentException e) {
            throw at(start, String.valueOf(e.getMessage()));
        }
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

    private void actions(String member, StatementParts parts) throws IOException {
        if (!parts.actions.isEmpty()) {
            throw here("A statement has either Action or NotAction, not both");
        }
        parts.exceptActions = member.equals("NotAction");
        texts(member, ActionPattern::of, parts.actions::add);
    }

    private void principals(StatementParts parts) throws IOException {
        members("Principal", name -> {
            switch (name) {
                case "RAM" -> texts(name, Principal::ofRam, parts.principals::add);
                case "Service" -> texts(name, Principal::service, parts.principals::add);
                case "Federated" -> texts(name, Principal::federated, parts.principals::add);
                default -> throw unknown(name, "RAM, Service and Federated");
            }
        });
        if (parts.principals.isEmpty()) {
            throw here("Principal names nobody");
        }
    }

    private void conditions(StatementParts parts) throws IOException {
        members("Condition", operatorName -> {
            ConditionOperator operator = ConditionOperator.named(operatorName)
                    .orElseThrow(() -> here("RAM knows no condition operator '" + Texts.shortened(operatorName) + "'"));
            members(operatorName, key -> {
                List<String> values = new ArrayList<>();
                texts(key, Function.identity(), values::add);
                parts.conditions.add(valid(() -> Condition.of(operator, key, values)));
            });
        });
    }

    private String text(String member) throws IOException {
        if (json.currentToken() != JsonToken.VALUE_STRING) {
            throw here(member + " takes a text in quotes");
        }
        return json.getText();
    }

    /** Reads a text or a list of one or more, and makes something of each. */
    private <T> void texts(String member, Function<String, T> reader, Consumer<T> into) throws IOException {
        if (json.currentToken() == JsonToken.START_ARRAY) {
            each(member, () -> into.accept(one(member, reader)));
        } else {
            into.accept(one(member, reader));
        }
    }

    private <T> T one(String member, Function<String, T> reader) throws IOException {
        String text = text(member);
        return valid(() -> reader.apply(text));
    }

    private <T> T valid(Supplier<T> maker) {
        try {
            return maker.get();
        } catch (IllegalArgumentException e) {
            throw here(String.valueOf(e.getMessage()));
        }
    }

    private void each(String member, Step element) throws IOException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            throw here(member + " is a list in brackets");
        }
        if (json.nextToken() == JsonToken.END_ARRAY) {
            throw here(member + " is an empty list; it needs one element or more");
        }
        while (json.currentToken() != JsonToken.END_ARRAY) {
            element.take();
            json.nextToken();
        }
    }

    private void members(String what, Member member) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw here(what + " is an object in braces");
        }
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            json.nextToken();
            member.take(name);
        }
    }

    private PolicyException unknown(String name, String known) {
        return here("'" + Texts.shortened(name) + "' is not known here; there are " + known);
    }

    private PolicyException here(String problem) {
        return at(json.currentTokenLocation(), problem);
    }

    private static PolicyException at(@Nullable JsonLocation location, String problem) {
        String sentence = Character.toUpperCase(problem.charAt(0)) + problem.substring(1);
        return location == null
                ? new PolicyException(sentence, 1, 1)
                : new PolicyException(sentence, Math.max(1, location.getLineNr()), Math.max(1, location.getColumnNr()));
    }

    private interface Step {
        void take() throws IOException;
    }

    private interface Member {
        void take(String name) throws IOException;
    }

    /** What was read of a statement so far. */
    private static final class StatementParts {
        private @Nullable String sid;
        private @Nullable Effect effect;
        private boolean exceptActions;
        private final List<Principal> principals = new ArrayList<>();
        private final List<ActionPattern> actions = new ArrayList<>();
        private final List<ResourcePattern> resources = new ArrayList<>();
        private final List<Condition> conditions = new ArrayList<>();

        Statement build() {
            if (effect == null) {
                throw new IllegalArgumentException("a statement needs an Effect, \"Allow\" or \"Deny\"");
            }
            Statement.Builder builder = effect == Effect.ALLOW ? Statement.allow() : Statement.deny();
            if (sid != null) {
                builder.sid(sid);
            }
            String[] names = actions.stream().map(ActionPattern::toString).toArray(String[]::new);
            builder.principal(principals.toArray(Principal[]::new));
            if (exceptActions) {
                builder.allActionsExcept(names);
            } else {
                builder.action(names);
            }
            resources.forEach(resource -> builder.resource(resource.toString()));
            conditions.forEach(builder::condition);
            return builder.build();
        }
    }
}
