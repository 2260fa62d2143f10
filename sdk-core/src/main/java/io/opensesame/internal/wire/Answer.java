package io.opensesame.internal.wire;

import com.fasterxml.jackson.databind.JsonNode;
import io.opensesame.error.KmsTransportException;
import io.opensesame.internal.http.RpcCall;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Reads the fields of one answer, or of an object inside it.
 *
 * <p>Absent and null are the same, unknown fields are ignored, and a number or a boolean is read as its text. A field
 * that must be there and isn't, or that cannot be read, fails the call; the message names the field and never its
 * content, which may be secret.
 */
public final class Answer {
    /** Anything else is no id of the service, and not fit for a message. */
    private static final Pattern REQUEST_ID = Pattern.compile("[A-Za-z0-9._-]{1,128}");

    private final String service;
    private final RpcCall call;
    private final String endpoint;
    private final String path;
    private final JsonNode fields;

    /**
     * Reads the answer to a call.
     *
     * @param service what people call the service, such as {@code KMS}
     * @param call what was asked
     * @param endpoint the host that answered
     * @param fields the whole answer
     */
    public Answer(String service, RpcCall call, String endpoint, JsonNode fields) {
        this(service, call, endpoint, "", fields);
    }

    private Answer(String service, RpcCall call, String endpoint, String path, JsonNode fields) {
        this.service = service;
        this.call = call;
        this.endpoint = endpoint;
        this.path = path;
        this.fields = fields;
        if (!fields.isObject()) {
            throw notUnderstood(path.isEmpty() ? "it is not a JSON object" : "'" + path + "' is not an object");
        }
    }

    /** {@return the operation that was called} */
    public String action() {
        return call.action();
    }

    /** {@return the whole as JSON text} */
    public String json() {
        return fields.toString();
    }

    /** {@return the id of the call; empty if there is none, for which no call should fail} */
    public String requestId() {
        return optionalText("RequestId").orElse("");
    }

    /** {@return whether there is such a field} */
    public boolean has(String name) {
        return fields.hasNonNull(name);
    }

    /** {@return a text that must be there} */
    public String text(String name) {
        return optionalText(name).orElseThrow(() -> notUnderstood("the field '" + path + name + "' is missing"));
    }

    /** {@return a text, or empty if there is none} */
    public Optional<String> optionalText(String name) {
        JsonNode field = fields.path(name);
        if (field.isMissingNode() || field.isNull()) {
            return Optional.empty();
        }
        if (!field.isValueNode()) {
            throw notUnderstood("the field '" + path + name + "' is not a text");
        }
        return Optional.of(field.asText());
    }

    /** Reads a field that must be there. */
    public <T> T required(String name, Function<String, T> reader) {
        return read(name, text(name), reader);
    }

    /** Reads a field for which an empty text means nothing. */
    public <T> Optional<T> optional(String name, Function<String, T> reader) {
        return optionalText(name).filter(text -> !text.isBlank()).map(text -> read(name, text, reader));
    }

    /** Reads a field that is true or false, and must be there. */
    public boolean flag(String name) {
        return required(name, text -> switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("neither true nor false");
        });
    }

    /** {@return a number, or 0 if there is none} */
    public int integer(String name) {
        return optional(name, Integer::valueOf).orElse(0);
    }

    /** Reads a list, be it wrapped once more under its element's name, as most are, or plain. */
    public <T> List<T> texts(String list, String element, Function<String, T> reader) {
        List<T> texts = new ArrayList<>();
        for (JsonNode node : elements(list, element)) {
            if (!node.isValueNode() || node.isNull()) {
                throw notUnderstood("an element of '" + path + list + "' is not a text");
            }
            texts.add(read(list, node.asText(), reader));
        }
        return texts;
    }

    /** {@return the object in a field} */
    public Answer object(String name) {
        JsonNode field = fields.path(name);
        if (field.isMissingNode() || field.isNull()) {
            throw notUnderstood("the field '" + path + name + "' is missing");
        }
        return new Answer(service, call, endpoint, path + name + ".", field);
    }

    /** Reads the object in a field as a whole; what it can't make sense of is a field of unexpected form. */
    public <T> T object(String name, Function<Answer, T> reader) {
        Answer object = object(name);
        try {
            return reader.apply(object);
        } catch (IllegalArgumentException unreadable) {
            // No cause: its message may quote the text.
            throw notUnderstood("the field '" + path + name + "' has an unexpected form");
        }
    }

    /** Reads an object whose members are texts. */
    public Map<String, String> pairs(String name) {
        Map<String, String> pairs = new LinkedHashMap<>();
        JsonNode object = fields.path(name);
        if (object.isMissingNode() || object.isNull()) {
            return pairs;
        }
        Answer inner = new Answer(service, call, endpoint, path + name + ".", object);
        object.fieldNames()
                .forEachRemaining(key -> pairs.put(key, inner.optionalText(key).orElse("")));
        return pairs;
    }

    /** Reads a list of objects, wrapped or plain. */
    public <T> List<T> objects(String list, String element, Function<Answer, T> reader) {
        List<T> objects = new ArrayList<>();
        for (JsonNode node : elements(list, element)) {
            String inner = path + list + "[" + objects.size() + "].";
            objects.add(reader.apply(new Answer(service, call, endpoint, inner, node)));
        }
        return objects;
    }

    private Iterable<JsonNode> elements(String list, String element) {
        JsonNode outer = fields.path(list);
        JsonNode inner = outer.isObject() ? outer.path(element) : outer;
        if (inner.isMissingNode()
                || inner.isNull()
                || (inner.isTextual() && inner.asText().isEmpty())) {
            return List.of();
        }
        if (!inner.isArray()) {
            throw notUnderstood("the field '" + path + list + "' is not a list");
        }
        return inner;
    }

    private <T> T read(String name, String text, Function<String, T> reader) {
        try {
            return reader.apply(text);
        } catch (IllegalArgumentException unreadable) {
            // No cause: its message may quote the text.
            throw notUnderstood("the field '" + path + name + "' has an unexpected form");
        }
    }

    private KmsTransportException notUnderstood(String why) {
        String what = call.resource().isEmpty() ? call.action() : call.action() + " of '" + call.resource() + "'";
        String id = fields.path("RequestId").asText();
        return new KmsTransportException(
                call.action(),
                endpoint,
                what + " at " + endpoint + " was answered, but the answer was not understood: " + why
                        + (REQUEST_ID.matcher(id).matches() ? " (request id " + id + ")" : "")
                        + ". The call may have been carried out. Check that the endpoint is one of " + service + ".",
                null);
    }
}
