package io.opensesame.kms;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Optional;

/**
 * The answer to a {@link GenericRequest}: a JSON object. Immutable.
 *
 * <p>Nobody knows which fields of an unknown operation are secret, so every way to a field is named {@code expose…},
 * and {@link #toString()} shows none.
 */
public final class GenericResponse {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final String action;
    private final JsonNode fields;

    private GenericResponse(String action, JsonNode fields) {
        this.action = action;
        this.fields = fields;
    }

    /**
     * Creates the answer from its JSON.
     *
     * @param action the operation that was called
     * @param json the answer, a JSON object
     * @return the answer
     * @throws IllegalArgumentException if it is not a JSON object
     */
    public static GenericResponse of(String action, String json) {
        JsonNode fields = null;
        try {
            fields = JSON.readTree(json);
        } catch (JsonProcessingException unreadable) {
            // Left out of the message: the parser quotes the text, which may be secret.
        }
        if (fields == null || !fields.isObject()) {
            throw new IllegalArgumentException("the answer to " + action + " is not a JSON object");
        }
        return new GenericResponse(action, fields);
    }

    /** {@return the operation that was called} */
    public String action() {
        return action;
    }

    /** {@return the id under which KMS knows the call, or an empty string} */
    public String requestId() {
        return fields.path("RequestId").asText("");
    }

    /** {@return the whole answer as JSON text} */
    public String exposeJson() {
        return fields.toString();
    }

    /**
     * Returns one field as text; a number or a boolean as it stands in the JSON.
     *
     * @param pointer where the field is, as a JSON Pointer (RFC 6901) such as {@code /KeyMetadata/KeyId} or
     *     {@code /Keys/Key/0/KeyId}
     * @return its text; empty if the field is absent, null, an object or a list
     */
    public Optional<String> exposeText(String pointer) {
        JsonNode field = at(pointer);
        return field.isValueNode() && !field.isNull() ? Optional.of(field.asText()) : Optional.empty();
    }

    /**
     * Counts the elements of a list, to walk it by index.
     *
     * @param pointer where the list is, as a JSON Pointer such as {@code /Keys/Key}
     * @return the number of its elements; 0 if there is no list
     */
    public int elementCount(String pointer) {
        JsonNode field = at(pointer);
        return field.isArray() ? field.size() : 0;
    }

    private JsonNode at(String pointer) {
        if (!pointer.startsWith("/")) {
            throw new IllegalArgumentException(
                    "a JSON Pointer begins with '/', such as /KeyMetadata/KeyId; got '" + pointer + "'");
        }
        return fields.at(JsonPointer.compile(pointer));
    }

    /** Names the operation and the request id; any field may be a secret. */
    @Override
    public String toString() {
        return "GenericResponse[action=" + action + ", requestId=" + requestId() + ", fields=<redacted>]";
    }
}
