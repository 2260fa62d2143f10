package io.opensesame.kms.tag;

import io.opensesame.kms.Tags;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The parts that tag requests are made of, checked. */
final class Parts {
    private static final int MAX_RESOURCES = 50;

    private Parts() {}

    static <T> T required(String field, @Nullable T value) {
        if (value == null) {
            throw new IllegalArgumentException(field + " is needed; set it before build()");
        }
        return value;
    }

    static String word(String field, String text) {
        if (text.isEmpty() || text.chars().anyMatch(c -> Character.isWhitespace(c) || Character.isISOControl(c))) {
            throw new IllegalArgumentException(field + " must not be empty nor have blanks or control characters; got "
                    + text.length() + " characters");
        }
        return text;
    }

    static List<String> resourceIds(List<String> ids, int least) {
        if (ids.size() < least || ids.size() > MAX_RESOURCES) {
            throw new IllegalArgumentException(
                    "need " + least + " to " + MAX_RESOURCES + " resources; got " + ids.size());
        }
        ids.forEach(id -> word("a resource's id", id));
        return List.copyOf(ids);
    }

    static List<String> tagKeys(List<String> keys) {
        Tags.checkCount(keys.size());
        keys.forEach(Tags::checkKey);
        return List.copyOf(keys);
    }
}
