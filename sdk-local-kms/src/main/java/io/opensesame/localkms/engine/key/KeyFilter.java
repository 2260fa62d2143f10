package io.opensesame.localkms.engine.key;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.opensesame.localkms.engine.call.Json;
import io.opensesame.localkms.engine.call.ServiceRefusal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The {@code Filters} of ListKeys: values of one key are alternatives, even if the key comes more than once, and
 * different keys must all match. A key without values restricts nothing.
 */
final class KeyFilter implements Predicate<StoredKey> {
    private static final String PARAMETER = "Filters";
    private static final int MAX_FILTERS = 10;
    private static final int MAX_VALUES = 10;
    private static final Map<String, Function<StoredKey, String>> PROPERTIES = Map.of(
            "KeyState", key -> key.state().wireName(),
            "KeySpec", key -> key.traits().spec().wireName(),
            "KeyUsage", key -> key.traits().usage().wireName(),
            "ProtectionLevel", key -> key.traits().protectionLevel(),
            "CreatorType", key -> "User");

    private final Map<String, Set<String>> valuesByProperty = new HashMap<>();

    private KeyFilter() {}

    static KeyFilter all() {
        return new KeyFilter();
    }

    /** Reads {@code [{"Key":"KeyState","Values":["Enabled","Disabled"]}]}. */
    static KeyFilter parse(String text) {
        KeyFilter filter = new KeyFilter();
        ArrayNode array = Json.readArray(PARAMETER, text);
        if (array.size() > MAX_FILTERS) {
            throw ServiceRefusal.invalid(PARAMETER);
        }
        for (JsonNode element : array) {
            String property = Json.text(PARAMETER, element, "Key");
            if (!PROPERTIES.containsKey(property)) {
                throw ServiceRefusal.invalid(PARAMETER);
            }
            filter.valuesByProperty
                    .computeIfAbsent(property, ignored -> new HashSet<>())
                    .addAll(values(element.path("Values")));
        }
        return filter;
    }

    @Override
    public boolean test(StoredKey key) {
        return PROPERTIES.entrySet().stream().allMatch(property -> {
            Set<String> values = valuesByProperty.getOrDefault(property.getKey(), Set.of());
            return values.isEmpty() || values.contains(property.getValue().apply(key));
        });
    }

    private static Set<String> values(JsonNode array) {
        if (!array.isArray() || array.size() > MAX_VALUES) {
            throw ServiceRefusal.invalid(PARAMETER);
        }
        Set<String> values = new HashSet<>();
        for (JsonNode value : array) {
            if (!value.isTextual()) {
                throw ServiceRefusal.invalid(PARAMETER);
            }
            values.add(value.textValue());
        }
        return values;
    }
}
