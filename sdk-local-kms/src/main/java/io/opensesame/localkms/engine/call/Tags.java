package io.opensesame.localkms.engine.call;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The tags of one resource. */
public final class Tags {
    /** How many tags a resource has at most. */
    public static final int MAX_TAGS = 20;

    private static final int MAX_LENGTH = 128;
    private static final String PUNCTUATION = "/\\_-.+=:@";

    private final Map<String, String> values = new LinkedHashMap<>();

    /** Creates an empty set of tags. */
    public Tags() {}

    /** Returns the tags by their keys, in the order in which they came. */
    public Map<String, String> asMap() {
        return Collections.unmodifiableMap(values);
    }

    /** Refuses the tags if the resource would have too many with them. */
    public void requireRoomFor(Map<String, String> tags) {
        Set<String> keys = new HashSet<>(values.keySet());
        keys.addAll(tags.keySet());
        if (keys.size() > MAX_TAGS) {
            throw ServiceRefusal.limitExceeded();
        }
    }

    /** Adds the tags, replacing those with the same keys. */
    public void putAll(Map<String, String> tags) {
        requireRoomFor(tags);
        values.putAll(tags);
    }

    /** Removes the tags with these keys; other keys are ignored. */
    public void removeAll(Collection<String> keys) {
        values.keySet().removeAll(keys);
    }

    /** Removes every tag. */
    public void clear() {
        values.clear();
    }

    /** Adds the tags to an answer, as a list that the service wraps. */
    public void describe(ObjectNode answer) {
        ArrayNode list = Json.wrappedList(answer, "Tags", "Tag");
        values.forEach((key, value) -> list.addObject().put("TagKey", key).put("TagValue", value));
    }

    /** Reads {@code [{"TagKey":"team","TagValue":"pay"}]}. */
    public static Map<String, String> parse(String parameter, String text) {
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
    public static void add(
            Map<String, String> tags, String keyParameter, String key, String valueParameter, String value) {
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
