package io.opensesame.localkms.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opensesame.localkms.engine.call.Json;
import io.opensesame.localkms.engine.call.ServiceRefusal;
import java.util.Set;

/** The extended configuration of a managed secret: a flat JSON object with {@code CustomData} in it. Immutable. */
final class ExtendedConfig {
    static final ExtendedConfig EMPTY = new ExtendedConfig(Json.object());

    private static final String PARAMETER = "ExtendedConfig";
    private static final String CUSTOM_DATA = "CustomData";
    private static final int MAX_LENGTH = 1_024;
    private static final int MAX_CUSTOM_PAIRS = 10;

    private final ObjectNode fields;

    private ExtendedConfig(ObjectNode fields) {
        this.fields = fields;
    }

    static ExtendedConfig parse(String text) {
        if (text.length() > MAX_LENGTH) {
            throw ServiceRefusal.invalid(PARAMETER);
        }
        ObjectNode fields = Json.readObject(PARAMETER, text);
        ObjectNode customData = customData(PARAMETER, fields.path(CUSTOM_DATA));
        fields.remove(CUSTOM_DATA);
        fields.set(CUSTOM_DATA, customData);
        return new ExtendedConfig(fields);
    }

    /** Returns this configuration with its custom data replaced as a whole. */
    ExtendedConfig withCustomData(String parameter, String text) {
        ObjectNode changed = fields.deepCopy();
        changed.set(CUSTOM_DATA, customData(parameter, Json.read(parameter, text)));
        if (changed.toString().length() > MAX_LENGTH) {
            throw ServiceRefusal.invalid(parameter);
        }
        return new ExtendedConfig(changed);
    }

    /** Returns this configuration with a field set where none was sent. */
    ExtendedConfig withDefault(String field, String value) {
        if (fields.has(field)) {
            return this;
        }
        ObjectNode changed = Json.object();
        fields.properties().stream()
                .filter(entry -> !entry.getKey().equals(CUSTOM_DATA))
                .forEach(entry -> changed.set(entry.getKey(), entry.getValue()));
        changed.put(field, value);
        changed.set(CUSTOM_DATA, fields.path(CUSTOM_DATA));
        return new ExtendedConfig(changed);
    }

    /** Returns a field's text; refuses the configuration if it is missing or not a text. */
    String text(String field) {
        JsonNode value = fields.path(field);
        if (value.isMissingNode() || value.isNull()) {
            throw ServiceRefusal.missing(PARAMETER + "." + field);
        }
        if (!value.isTextual() || value.textValue().isEmpty()) {
            throw ServiceRefusal.invalid(PARAMETER + "." + field);
        }
        return value.textValue();
    }

    /** Returns a field's text if it is one of the allowed ones. */
    String oneOf(String field, Set<String> allowed) {
        String value = text(field);
        if (!allowed.contains(value)) {
            throw ServiceRefusal.invalid(PARAMETER + "." + field);
        }
        return value;
    }

    /** Returns the JSON text that answers carry. */
    String json() {
        return fields.toString();
    }

    /** Reads custom data; some clients send it as a text that holds the object. */
    private static ObjectNode customData(String parameter, JsonNode sent) {
        if (sent.isMissingNode() || sent.isNull()) {
            return Json.object();
        }
        JsonNode value = sent.isTextual() ? Json.read(parameter, sent.textValue()) : sent;
        if (!(value instanceof ObjectNode pairs) || pairs.size() > MAX_CUSTOM_PAIRS) {
            throw ServiceRefusal.invalid(parameter);
        }
        for (JsonNode pair : pairs) {
            if (!pair.isTextual()) {
                throw ServiceRefusal.invalid(parameter);
            }
        }
        return pairs;
    }
}
