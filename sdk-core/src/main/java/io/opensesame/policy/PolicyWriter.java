package io.opensesame.policy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Writes policies in their one canonical form. */
final class PolicyWriter {
    private static final ObjectWriter COMPACT = JsonMapper.builder().build().writer();
    private static final DefaultIndenter INDENTER = new DefaultIndenter("  ", "\n");
    private static final ObjectWriter PRETTY = COMPACT.with(new DefaultPrettyPrinter(
                    Separators.createDefaultInstance().withObjectFieldValueSpacing(Separators.Spacing.AFTER))
            .withObjectIndenter(INDENTER)
            .withArrayIndenter(INDENTER));

    private PolicyWriter() {}

    static String json(List<Statement> statements) {
        return write(COMPACT, document(statements));
    }

    static String prettyJson(List<Statement> statements) {
        return write(PRETTY, document(statements));
    }

    static String json(Statement statement) {
        return write(COMPACT, node(statement));
    }

    private static ObjectNode document(List<Statement> statements) {
        ObjectNode document = JsonNodeFactory.instance.objectNode().put("Version", Policy.VERSION);
        ArrayNode list = document.putArray("Statement");
        statements.forEach(statement -> list.add(node(statement)));
        return document;
    }

    private static ObjectNode node(Statement statement) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        statement.sid().ifPresent(sid -> node.put("Sid", sid));
        node.put("Effect", statement.effect().wireName());
        if (!statement.principals().isEmpty()) {
            ObjectNode principals = node.putObject("Principal");
            statement
                    .principals()
                    .forEach(principal ->
                            principals.withArray(principal.type().member()).add(principal.toString()));
        }
        ArrayNode actions = node.putArray(statement.exceptActions() ? "NotAction" : "Action");
        statement.actions().forEach(action -> actions.add(action.toString()));
        if (!statement.resources().isEmpty()) {
            ArrayNode resources = node.putArray("Resource");
            statement.resources().forEach(resource -> resources.add(resource.toString()));
        }
        if (!statement.conditions().isEmpty()) {
            ObjectNode conditions = node.putObject("Condition");
            for (Condition condition : statement.conditions()) {
                ArrayNode values = conditions
                        .withObjectProperty(condition.operator().wireName())
                        .putArray(condition.key());
                condition.values().forEach(values::add);
            }
        }
        return node;
    }

    private static String write(ObjectWriter writer, ObjectNode node) {
        try {
            return writer.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of texts cannot be written as JSON", e);
        }
    }
}
