package io.opensesame.spring.configdata;

import io.opensesame.secrets.SecretValue;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.env.PropertiesPropertySourceLoader;
import org.springframework.boot.env.PropertySourceLoader;
import org.springframework.boot.origin.OriginTrackedValue;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ByteArrayResource;

/** Reads the text of a .properties file as Spring Boot does, in UTF-8. */
final class PropertiesText {
    private PropertiesText() {}

    static Map<String, String> read(SecretValue value) {
        try {
            new Distinct().load(new StringReader(value.exposeText()));
        } catch (IOException | IllegalArgumentException e) {
            // The message may quote the text; so there is no cause.
            throw SecretFormat.misfit(
                    value,
                    "is no text of a .properties file: a key is there twice, or a \\u is not"
                            + " followed by four hexadecimal digits");
        }
        return load(value, new PropertiesPropertySourceLoader(), "is no text of a .properties file");
    }

    /** Reads a text by a loader of Spring Boot, and passes on nothing of what that says. */
    static Map<String, String> load(SecretValue value, PropertySourceLoader loader, String problem) {
        List<PropertySource<?>> documents;
        try {
            documents = loader.load(
                    "secret",
                    new ByteArrayResource(value.exposeText().getBytes(StandardCharsets.UTF_8)),
                    StandardCharsets.UTF_8);
        } catch (IOException | RuntimeException e) {
            throw SecretFormat.misfit(value, problem);
        }
        if (documents.size() > 1) {
            throw SecretFormat.misfit(value, "holds several documents; keep one");
        }
        Map<String, String> properties = new LinkedHashMap<>();
        for (PropertySource<?> document : documents) {
            EnumerablePropertySource<?> source = (EnumerablePropertySource<?>) document;
            for (String name : source.getPropertyNames()) {
                properties.put(name, text(source.getProperty(name)));
            }
        }
        return properties;
    }

    private static String text(@Nullable Object value) {
        Object plain = value instanceof OriginTrackedValue tracked ? tracked.getValue() : value;
        return plain == null ? "" : plain.toString();
    }

    /** Refuses a key that comes again. */
    private static final class Distinct extends Properties {
        private static final long serialVersionUID = 1L;

        @Override
        public synchronized Object put(Object key, Object text) {
            if (super.put(key, text) != null) {
                throw new IllegalArgumentException("a key is there twice");
            }
            return text;
        }
    }
}
