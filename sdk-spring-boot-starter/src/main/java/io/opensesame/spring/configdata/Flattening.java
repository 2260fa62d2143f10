package io.opensesame.spring.configdata;

import io.opensesame.secrets.SecretValue;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes properties of a JSON object as Spring Boot does: {@code a.b} of objects, {@code a[0]} of arrays. */
final class Flattening {
    private final SecretValue value;
    private final Map<String, String> properties = new LinkedHashMap<>();

    Flattening(SecretValue value) {
        this.value = value;
    }

    Map<String, String> of(Map<?, ?> document) {
        members("", document);
        return properties;
    }

    /** The depth is bounded by what read the document. */
    private void members(String prefix, Map<?, ?> object) {
        object.forEach((key, member) -> add(prefix + key, member));
    }

    private void add(String name, @Nullable Object node) {
        if (node instanceof Map<?, ?> object) {
            members(name + ".", object);
        } else if (node instanceof Collection<?> array && !array.isEmpty()) {
            int index = 0;
            for (Object element : array) {
                add(name + "[" + index++ + "]", element);
            }
        } else {
            put(name, node == null || node instanceof Collection ? "" : node.toString());
        }
    }

    private void put(String name, String text) {
        if (properties.putIfAbsent(name, text) != null) {
            throw SecretFormat.misfit(value, "gives a property twice: once nested, once under a name with a dot");
        }
    }
}
