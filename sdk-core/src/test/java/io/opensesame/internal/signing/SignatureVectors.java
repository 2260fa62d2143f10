package io.opensesame.internal.signing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.provider.Arguments;

/** Reads the published and captured signatures of {@code signature-vectors.json}. */
final class SignatureVectors {
    private static final JsonNode ALL = read();

    private SignatureVectors() {}

    /** The vectors of a section, each with its name first. */
    static Stream<Arguments> section(String section) {
        return vectors(section).map(SignatureVectors::named);
    }

    static Stream<Arguments> captured(String scheme) {
        return vectors("wire")
                .filter(vector -> vector.get("scheme").asText().equals(scheme))
                .map(SignatureVectors::named);
    }

    private static Stream<JsonNode> vectors(String section) {
        return StreamSupport.stream(ALL.get(section).spliterator(), false);
    }

    private static Arguments named(JsonNode vector) {
        return Arguments.of(vector.get("name").asText(), vector);
    }

    static Map<String, String> map(JsonNode object) {
        Map<String, String> map = new LinkedHashMap<>();
        object.properties()
                .forEach(field -> map.put(field.getKey(), field.getValue().asText()));
        return map;
    }

    /** The headers of a captured request, by name as sent. */
    static Map<String, String> headers(JsonNode captured) {
        Map<String, String> headers = new LinkedHashMap<>();
        captured.get("headers")
                .forEach(header ->
                        headers.put(header.get(0).asText(), header.get(1).asText()));
        return headers;
    }

    /** The parameters in the URL of a captured request, decoded as a form. */
    static Map<String, String> query(JsonNode captured) {
        String target = captured.get("target").asText();
        Map<String, String> query = new LinkedHashMap<>();
        for (String parameter : target.substring(target.indexOf('?') + 1).split("&", -1)) {
            String[] parts = parameter.split("=", 2);
            query.put(decode(parts[0]), decode(parts[1]));
        }
        return query;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static JsonNode read() {
        try (InputStream file = SignatureVectors.class.getResourceAsStream("/signature-vectors.json")) {
            return new ObjectMapper().readTree(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
