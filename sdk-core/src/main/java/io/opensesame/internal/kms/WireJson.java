package io.opensesame.internal.kms;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The JSON that some parameters hold as text. */
final class WireJson {
    private static final JsonMapper JSON = new JsonMapper();

    private WireJson() {}

    static String array(Collection<String> texts) {
        ArrayNode array = JSON.createArrayNode();
        texts.forEach(array::add);
        return array.toString();
    }

    static String object(Map<String, String> pairs) {
        ObjectNode object = JSON.createObjectNode();
        pairs.forEach(object::put);
        return object.toString();
    }

    static String tags(Map<String, String> tags) {
        ArrayNode array = JSON.createArrayNode();
        tags.forEach((key, value) -> array.addObject().put("TagKey", key).put("TagValue", value));
        return array.toString();
    }

    static <F> String filters(Map<F, List<String>> filters, Function<F, String> wireName) {
        ArrayNode array = JSON.createArrayNode();
        filters.forEach((filter, values) -> {
            ObjectNode entry = array.addObject().put("Key", wireName.apply(filter));
            values.forEach(entry.putArray("Values")::add);
        });
        return array.toString();
    }
}
