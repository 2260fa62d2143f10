package io.opensesame.localkms.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opensesame.localkms.engine.call.Json;
import io.opensesame.localkms.engine.call.Operation;
import io.opensesame.localkms.engine.call.Request;
import io.opensesame.localkms.engine.call.ServiceRefusal;
import io.opensesame.localkms.engine.call.Tags;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The operations that tag one resource, which the request names by the id parameter of its type. */
final class TagOperations {
    static final String SECRET_NAME = "SecretName";
    private static final int MAX_KEY_LENGTH = 128;

    private final Map<String, Function<Request, Tags>> finders;

    /**
     * Creates the operations.
     *
     * @param finders by the id parameter of a type, such as {@code KeyId}: what finds the tags of the resource that a
     *     request names so, or refuses the request if they can't be changed
     */
    TagOperations(Map<String, Function<Request, Tags>> finders) {
        this.finders = finders;
    }

    Map<String, Operation> table() {
        return Map.of(
                "TagResource", Operation.of(this::tag),
                "UntagResource", Operation.of(this::untag));
    }

    private ObjectNode tag(Request request) {
        Map<String, String> tags = Tags.parse("Tags", request.parameters().required("Tags"));
        if (tags.isEmpty()) {
            throw ServiceRefusal.invalid("Tags");
        }
        find(request).putAll(tags);
        return Json.object();
    }

    private ObjectNode untag(Request request) {
        List<String> keys = new ArrayList<>();
        for (JsonNode key : Json.readArray("TagKeys", request.parameters().required("TagKeys"))) {
            if (!key.isTextual() || key.textValue().isEmpty() || key.textValue().length() > MAX_KEY_LENGTH) {
                throw ServiceRefusal.invalid("TagKeys");
            }
            keys.add(key.textValue());
        }
        if (keys.isEmpty()) {
            throw ServiceRefusal.invalid("TagKeys");
        }
        find(request).removeAll(keys);
        return Json.object();
    }

    private Tags find(Request request) {
        List<Map.Entry<String, Function<Request, Tags>>> given = finders.entrySet().stream()
                .filter(finder -> request.parameters().optional(finder.getKey()).isPresent())
                .toList();
        if (given.isEmpty()) {
            throw ServiceRefusal.missing(SECRET_NAME);
        }
        if (given.size() > 1) {
            throw ServiceRefusal.invalid(SECRET_NAME);
        }
        return given.get(0).getValue().apply(request);
    }
}
