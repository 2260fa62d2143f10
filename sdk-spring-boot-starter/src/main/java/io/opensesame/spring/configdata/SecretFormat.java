package io.opensesame.spring.configdata;

import io.opensesame.error.SecretFormatException;
import io.opensesame.secrets.SecretValue;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How a secret's text becomes properties. What is thrown names the place of a problem, never the content, and has no
 * cause that does.
 */
enum SecretFormat {
    /** What the text looks like: a JSON object, PEM, or else a text. */
    AUTO {
        @Override
        Map<String, String> relative(SecretValue value) {
            return lookingLike(value.exposeText()).relative(value);
        }
    },

    /** A JSON object, flattened as Spring Boot flattens SPRING_APPLICATION_JSON. */
    JSON {
        @Override
        Map<String, String> relative(SecretValue value) {
            return new Flattening(value).of(value.exposeJson(Map.class));
        }
    },

    /** A JSON object of keys and values, both as they are. */
    KEY_VALUE {
        @Override
        Map<String, String> relative(SecretValue value) {
            return value.exposeFields();
        }
    },

    /** The text of a .properties file. */
    PROPERTIES {
        @Override
        Map<String, String> relative(SecretValue value) {
            return PropertiesText.read(value);
        }
    },

    /** The text of a YAML file. */
    YAML {
        @Override
        Map<String, String> relative(SecretValue value) {
            return YamlText.read(value);
        }
    },

    /** Certificates and a private key. */
    PEM {
        @Override
        Map<String, String> relative(SecretValue value) {
            return PemText.of(value.exposePem());
        }
    },

    /** The whole text, as the one property that the prefix names. */
    TEXT {
        @Override
        Map<String, String> relative(SecretValue value) {
            return Map.of("", value.exposeText());
        }
    };

    /** KMS holds much less; a text of this size is no configuration. */
    private static final int MAXIMUM_CHARACTERS = 1 << 20;

    private static final Pattern JSON_OBJECT = Pattern.compile("\\s*\\{\\s*[\"}]");
    private static final Pattern PEM_BLOCK =
            Pattern.compile("(?m)^-----BEGIN (CERTIFICATE|([A-Z]+ )?PRIVATE KEY)-----");

    /** Reads the properties, whose names are without a prefix; an empty name is the prefix's own. */
    abstract Map<String, String> relative(SecretValue value);

    /** {@return the name that a location gives it} */
    String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * Returns the format of that name.
     *
     * @throws IllegalArgumentException if there is none
     */
    static SecretFormat of(String key) {
        return Arrays.stream(values())
                .filter(format -> format.key().equals(key))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException("there is no format '" + key + "'; the formats are " + keys()));
    }

    static String keys() {
        return Arrays.stream(values()).map(SecretFormat::key).collect(Collectors.joining(", "));
    }

    private static SecretFormat lookingLike(String text) {
        if (JSON_OBJECT.matcher(text).lookingAt()) {
            return JSON;
        }
        return PEM_BLOCK.matcher(text).find() ? PEM : TEXT;
    }

    /**
     * Reads a value as properties.
     *
     * @return the properties by their full names, in the order of the text
     * @throws SecretFormatException if the value is not of this format
     */
    Map<String, String> read(SecretValue value, String prefix) {
        if (value.binary()) {
            throw misfit(value, "holds bytes, and only text can become properties; read it through SecretsClient");
        }
        if (value.exposeText().length() > MAXIMUM_CHARACTERS) {
            throw misfit(value, "has more than " + MAXIMUM_CHARACTERS + " characters, too many for properties");
        }
        Map<String, String> properties = new LinkedHashMap<>();
        relative(value).forEach((name, text) -> properties.put(fullName(value, prefix, name), text));
        return properties;
    }

    private static String fullName(SecretValue value, String prefix, String name) {
        if (name.isEmpty() && prefix.isEmpty()) {
            throw misfit(
                    value, "is a text without a name of its own, and the prefix is empty; give it one by ?prefix=");
        }
        if (name.isEmpty() || prefix.isEmpty()) {
            return prefix + name;
        }
        return name.startsWith("[") ? prefix + name : prefix + "." + name;
    }

    static SecretFormatException misfit(SecretValue value, String what) {
        return new SecretFormatException(
                value.name(),
                value.versionId(),
                "secret '" + value.name() + "' version '" + value.versionId() + "' " + what);
    }
}
