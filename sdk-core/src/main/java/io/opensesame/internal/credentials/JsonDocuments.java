package io.opensesame.internal.credentials;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.opensesame.error.CredentialsException;

/** Parses JSON that may hold secrets: bounded in depth, and quoting nothing of it in messages. */
final class JsonDocuments {
    private static final int MAX_DEPTH = 32;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private JsonDocuments() {}

    /** Returns the object that {@code text} holds; {@code what} names it in messages. */
    static JsonNode parseObject(String what, String text) {
        JsonNode document;
        try {
            document = MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            // Without the cause: Jackson's message quotes the text.
            throw new CredentialsException(what + " is not valid JSON" + position(e.getLocation()) + ".", null);
        }
        if (!document.isObject()) {
            throw new CredentialsException(what + " is JSON, but not an object.", null);
        }
        return document;
    }

    private static String position(JsonLocation location) {
        return location == null ? "" : " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")";
    }

    /** Returns a member's text, stripped; empty if it is absent, null or not a scalar. */
    static String text(JsonNode object, String member) {
        return object.path(member).asText("").strip();
    }
}
