package io.opensesame.localkms.engine.call;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;

/** JSON inside parameters and values; what does not parse is an invalid parameter. */
public final class Json {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Json() {}

    /** Returns an empty object. */
    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** Returns an empty array. */
    public static ArrayNode array() {
        return JsonNodeFactory.instance.arrayNode();
    }

    /** Reads a JSON object, or refuses the parameter. */
    public static ObjectNode readObject(String parameter, String text) {
        if (read(parameter, text) instanceof ObjectNode object) {
            return object;
        }
        throw ServiceRefusal.invalid(parameter);
    }

    /** Reads a JSON array, or refuses the parameter. */
    public static ArrayNode readArray(String parameter, String text) {
        if (read(parameter, text) instanceof ArrayNode array) {
            return array;
        }
        throw ServiceRefusal.invalid(parameter);
    }

    /** Reads any JSON, or refuses the parameter. */
    public static JsonNode read(String parameter, String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw ServiceRefusal.invalid(parameter);
        }
    }

    /** Returns a field's text, or refuses the parameter if the field is missing, empty or no text. */
    public static String text(String parameter, JsonNode object, String field) {
        JsonNode value = object.path(field);
        if (!value.isTextual() || value.textValue().isEmpty()) {
            throw ServiceRefusal.invalid(parameter);
        }
        return value.textValue();
    }

    /** Adds a list as the service wraps it: {@code "<outer>": {"<inner>": [...]}}. */
    public static ArrayNode wrappedList(ObjectNode answer, String outer, String inner) {
        return answer.putObject(outer).putArray(inner);
    }

    /** Adds a list of texts as the service wraps it. */
    public static void putTexts(ObjectNode answer, String outer, String inner, Collection<String> texts) {
        ArrayNode list = wrappedList(answer, outer, inner);
        texts.forEach(list::add);
    }
}
