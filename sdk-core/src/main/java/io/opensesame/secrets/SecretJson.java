package io.opensesame.secrets;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.InvalidDefinitionException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.opensesame.error.SecretFormatException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a plaintext as JSON. What it throws names the place of a problem and never quotes the document: Jackson's own
 * messages do, so they are not passed on, not even as a cause.
 */
final class SecretJson {
    private static final int MAXIMUM_DEPTH = 64;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAXIMUM_DEPTH)
                            .build())
                    .build())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private SecretJson() {}

    static <T> T read(SecretValue value, Class<T> type) {
        if (type == String.class) {
            return type.cast(value.exposeText());
        }
        byte[] bytes = value.exposeBytes();
        try {
            @Nullable T result = MAPPER.readValue(bytes, type);
            if (result == null) {
                throw misfit(value, "is the JSON literal null, not a " + type.getSimpleName());
            }
            return result;
        } catch (InvalidDefinitionException e) {
            throw misfit(value, unreadable(type, e.getType().getRawClass()));
        } catch (IOException e) {
            throw misfit(value, "is no JSON that fits " + type.getName() + place(e));
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    static Map<String, String> fields(SecretValue value) {
        byte[] bytes = value.exposeBytes();
        try {
            JsonNode document = MAPPER.readTree(bytes);
            if (!document.isObject()) {
                throw misfit(value, "is no JSON object, so it has no fields; read it with exposeText()");
            }
            Map<String, String> fields = new LinkedHashMap<>();
            document.properties().forEach(member -> {
                JsonNode node = member.getValue();
                if (!node.isNull()) {
                    fields.put(member.getKey(), node.isTextual() ? node.textValue() : node.toString());
                }
            });
            return Collections.unmodifiableMap(fields);
        } catch (IOException e) {
            throw misfit(value, "is no JSON object" + place(e));
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    private static String unreadable(Class<?> type, Class<?> culprit) {
        String reason =
                "cannot be read as " + type.getName() + ", since " + culprit.getName() + " cannot be made from JSON";
        return culprit.getName().startsWith("java.")
                ? reason + ": declare a String or a number in its place, or map the secret with a SecretMapper"
                : reason + ": it needs a canonical or empty constructor, in a package that its module opens to"
                        + " com.fasterxml.jackson.databind; or map the secret with a SecretMapper";
    }

    static SecretFormatException misfit(SecretValue value, String what) {
        return new SecretFormatException(
                value.name(),
                value.versionId(),
                "secret '" + value.name() + "' version '" + value.versionId() + "' " + what);
    }

    private static String place(IOException problem) {
        StringBuilder place = new StringBuilder();
        if (problem instanceof JsonMappingException mapping) {
            for (JsonMappingException.Reference step : mapping.getPath()) {
                // The names of a type's own members only: keys of a map are content.
                boolean member = step.getFieldName() != null && !(step.getFrom() instanceof Map);
                place.append('/').append(member ? step.getFieldName() : "*");
            }
        }
        if (problem instanceof JsonProcessingException processing && processing.getLocation() != null) {
            place.append(place.length() == 0 ? "" : ",")
                    .append(" line ")
                    .append(processing.getLocation().getLineNr())
                    .append(", column ")
                    .append(processing.getLocation().getColumnNr());
        }
        return place.length() == 0 ? "" : ": problem at " + place.toString().strip();
    }
}
