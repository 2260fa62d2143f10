package io.opensesame.kms.secret;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a managed secret is about: the database, the RAM user, the instance, and custom data of the user's own.
 * Immutable.
 *
 * <p>It keeps the JSON text that it was made of, so what this class doesn't know is not lost. Not a place for secrets.
 *
 * @see "KMS API reference: CreateSecret, parameter ExtendedConfig"
 */
public final class ExtendedConfig {
    /** The most characters of the JSON text: {@value}. */
    public static final int MAX_LENGTH = 1_024;

    /** The most pairs of custom data: {@value}. */
    public static final int MAX_CUSTOM_DATA = 10;

    private static final String CUSTOM_DATA = "CustomData";
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final String json;
    private final JsonNode fields;
    private final Map<String, String> customData;

    private ExtendedConfig(String json, JsonNode fields) {
        this.json = json;
        this.fields = fields;
        this.customData = readCustomData(fields.path(CUSTOM_DATA));
    }

    /**
     * Reads a configuration from its JSON text.
     *
     * @param json a JSON object
     * @return the configuration
     * @throws IllegalArgumentException if it is not a JSON object
     */
    public static ExtendedConfig of(String json) {
        JsonNode fields = parse(json);
        if (!fields.isObject()) {
            throw new IllegalArgumentException(
                    "an extended configuration is a JSON object; these " + json.length() + " characters are not");
        }
        return new ExtendedConfig(json, fields);
    }

    /** {@return a builder of an empty configuration} */
    public static Builder builder() {
        return new Builder();
    }

    private static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException notJson) {
            return JSON.missingNode();
        }
    }

    /** Some writers put the custom data as a string that holds the object: read it all the same. */
    private static Map<String, String> readCustomData(JsonNode node) {
        JsonNode pairs = node.isTextual() ? parse(node.textValue()) : node;
        Map<String, String> read = new LinkedHashMap<>();
        pairs.properties()
                .forEach(pair -> read.put(
                        pair.getKey(),
                        pair.getValue().isValueNode()
                                ? pair.getValue().asText()
                                : pair.getValue().toString()));
        return Collections.unmodifiableMap(read);
    }

    static Map<String, String> checkCustomData(Map<String, String> customData) {
        if (customData.size() > MAX_CUSTOM_DATA) {
            throw new IllegalArgumentException(
                    "custom data has at most " + MAX_CUSTOM_DATA + " pairs; got " + customData.size());
        }
        return Collections.unmodifiableMap(new LinkedHashMap<>(customData));
    }

    /** {@return the JSON text, just as it came} */
    public String json() {
        return json;
    }

    /** {@return the user's own pairs, empty if there are none; unmodifiable} */
    public Map<String, String> customData() {
        return customData;
    }

    /**
     * Returns a field of the configuration, such as {@code SecretSubType}, {@code DBInstanceId} or {@code UserName}.
     *
     * @param name the field's wire name
     * @return its text; empty if it is absent, null, an object or a list
     */
    public Optional<String> field(String name) {
        JsonNode field = fields.path(name);
        return field.isValueNode() && !field.isNull() ? Optional.of(field.asText()) : Optional.empty();
    }

    /** Two configurations are equal if their JSON is, whatever its layout. */
    @Override
    public boolean equals(Object other) {
        return other instanceof ExtendedConfig that && that.fields.equals(fields);
    }

    @Override
    public int hashCode() {
        return fields.hashCode();
    }

    @Override
    public String toString() {
        return "ExtendedConfig" + json;
    }

    /** Builds an {@link ExtendedConfig}. Not thread-safe. */
    public static final class Builder {
        private final ObjectNode fields = JSON.createObjectNode();
        private final Map<String, String> customData = new LinkedHashMap<>();

        private Builder() {}

        /**
         * Sets a field that the secret's type asks for.
         *
         * @param name the wire name, such as {@code DBInstanceId}; custom data has its own method
         * @param value the value
         * @return this builder
         */
        public Builder field(String name, String value) {
            if (name.equals(CUSTOM_DATA)) {
                throw new IllegalArgumentException("set CustomData with customData(name, value)");
            }
            fields.put(Rules.word("a field of an extended configuration", name), value);
            return this;
        }

        /**
         * Sets a pair of the user's own.
         *
         * @param name the pair's name
         * @param value its value
         * @return this builder
         */
        public Builder customData(String name, String value) {
            customData.put(name, value);
            return this;
        }

        /**
         * Builds the configuration.
         *
         * @return the configuration
         * @throws IllegalArgumentException if there are more than {@value ExtendedConfig#MAX_CUSTOM_DATA} pairs of
         *     custom data
         */
        public ExtendedConfig build() {
            ObjectNode all = fields.deepCopy();
            ObjectNode pairs = all.putObject(CUSTOM_DATA);
            checkCustomData(customData).forEach(pairs::put);
            return new ExtendedConfig(all.toString(), all);
        }
    }
}
