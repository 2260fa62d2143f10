package io.opensesame.localkms.engine;

import com.fasterxml.jackson.databind.JsonNode;
import io.opensesame.localkms.engine.call.Json;
import io.opensesame.localkms.engine.call.ServiceRefusal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The {@code Filters} of ListSecrets: values of one key are alternatives, different keys must all match. A description
 * matches if it contains the value, everything else if it equals it; a key without values restricts nothing. The
 * service does not document how it matches, so this is our choice.
 */
final class SecretFilter implements Predicate<StoredSecret> {
    private static final String PARAMETER = "Filters";
    private static final int MAX_VALUES = 10;
    private static final Set<String> KEYS =
            Set.of("SecretName", "Description", "TagKey", "TagValue", "DKMSInstanceId", "SecretType", "Creator");

    private final Map<String, Set<String>> valuesByKey = new HashMap<>();

    private SecretFilter() {}

    static SecretFilter all() {
        return new SecretFilter();
    }

    /** Reads {@code [{"Key":"SecretName","Values":["a","b"]}]}. */
    static SecretFilter parse(String text) {
        SecretFilter filter = new SecretFilter();
        for (JsonNode element : Json.readArray(PARAMETER, text)) {
            String key = Json.text(PARAMETER, element, "Key");
            Set<String> values = values(element.path("Values"));
            if (!KEYS.contains(key) || filter.valuesByKey.putIfAbsent(key, values) != null) {
                throw ServiceRefusal.invalid(PARAMETER);
            }
        }
        return filter;
    }

    @Override
    public boolean test(StoredSecret secret) {
        return allows("SecretName", secret.name())
                && valuesOf("Description").test(value -> secret.description().contains(value))
                && allows("DKMSInstanceId", secret.instanceId().orElse(""))
                && allows("SecretType", secret.type().wireName())
                && allows("Creator", secret.creatorArn())
                && allowsTags(secret.tags().asMap());
    }

    private boolean allows(String key, String value) {
        return valuesOf(key).test(value::equals);
    }

    /** Returns a test that some value of the key satisfies a condition, or that there is none to satisfy it. */
    private Predicate<Predicate<String>> valuesOf(String key) {
        Set<String> values = valuesByKey.getOrDefault(key, Set.of());
        return condition -> values.isEmpty() || values.stream().anyMatch(condition);
    }

    /** One and the same tag has to match the keys and the values asked for. */
    private boolean allowsTags(Map<String, String> tags) {
        boolean unrestricted = valuesByKey.getOrDefault("TagKey", Set.of()).isEmpty()
                && valuesByKey.getOrDefault("TagValue", Set.of()).isEmpty();
        return unrestricted
                || tags.entrySet().stream()
                        .anyMatch(tag -> allows("TagKey", tag.getKey()) && allows("TagValue", tag.getValue()));
    }

    private static Set<String> values(JsonNode array) {
        if (!(array.isArray() || array.isMissingNode()) || array.size() > MAX_VALUES) {
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
