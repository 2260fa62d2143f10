package io.opensesame.localkms.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The tags of one secret. */
final class Tags {
    static final int MAX_TAGS = 20;

    private static final int MAX_LENGTH = 128;
    private static final String PUNCTUATION = "/\\_-.+=:@";

    private final Map<String, String> values = new LinkedHashMap<>();

    Map<String, String> asMap() {
        return Collections.unmodifiableMap(values);
    }

    /** Refuses the tags if the secret would have too many with them. */
    void requireRoomFor(Map<String, String> tags) {
        Set<String> keys = new HashSet<>(values.keySet());
        keys.addAll(tags.keySet());
        if (keys.size() > MAX_TAGS) {
            throw ServiceRefusal.limitExceeded();
        }
    }

    void putAll(Map<String, String> tags) {
        requireRoomFor(tags);
        values.putAll(tags);
    }

    void removeAll(Collection<String> keys) {
        values.keySet().removeAll(keys);
    }

    void clear() {
        values.clear();
    }

    void describe(ObjectNode answer) {
        ArrayNode list = Json.wrappedList(answer, "Tags", "Tag");
        values.forEach((key, value) -> list.addObject().put("TagKey", key).put("TagValue", value));
    }

    /** Reads {@code [{"TagKey":"team","TagValue":"pay"}]}. */
    static Map<String, String> parse(String parameter, String text) {
        ArrayNode array = Json.readArray(parameter, text);
        if (array.size() > MAX_TAGS) {
            throw ServiceRefusal.invalid(parameter);
        }
        Map<String, String> tags = new LinkedHashMap<>();
        for (JsonNode tag : array) {
            add(
                    tags,
                    parameter,
                    tag.path("TagKey").asText(""),
                    parameter,
                    tag.path("TagValue").asText(""));
        }
        return tags;
    }

    /** Adds a tag to a request's tags once both parts are checked; a key may come once only. */
    static void add(Map<String, String> tags, String keyParameter, String key, String valueParameter, String value) {
        checkKey(keyParameter, key);
        if (!isText(value)) {
            throw ServiceRefusal.invalid(valueParameter);
        }
        if (tags.put(key, value) != null) {
            throw new ServiceRefusal(400, "Duplicate.TagKey", "The tag key \"" + key + "\" is given more than once.");
        }
    }

    private static void checkKey(String parameter, String key) {
        if (key.isEmpty() || !isText(key) || key.startsWith("aliyun") || key.startsWith("acs:")) {
            throw ServiceRefusal.invalid(parameter);
        }
    }

    private static boolean isText(String text) {
        return text.codePointCount(0, text.length()) <= MAX_LENGTH
                && text.codePoints().allMatch(c -> Character.isLetterOrDigit(c) || PUNCTUATION.indexOf(c) >= 0);
    }
}
