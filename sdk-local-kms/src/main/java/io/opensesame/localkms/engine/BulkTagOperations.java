package io.opensesame.localkms.engine;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opensesame.localkms.engine.call.Json;
import io.opensesame.localkms.engine.call.Operation;
import io.opensesame.localkms.engine.call.Parameters;
import io.opensesame.localkms.engine.call.Request;
import io.opensesame.localkms.engine.call.ServiceRefusal;
import io.opensesame.localkms.engine.call.Tags;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The operations that tag many resources of one type, named by their ids; a secret's id is its name. */
final class BulkTagOperations {
    private static final int MAX_RESOURCES = 50;
    private static final int ROWS_PER_PAGE = 200;
    private static final String RESOURCE_ID = "ResourceId";
    private static final String RESOURCE_TYPE = "ResourceType";
    private static final String SECRET = "secret";

    private final SecretStore store;

    BulkTagOperations(SecretStore store) {
        this.store = store;
    }

    Map<String, Operation> table() {
        return Map.of(
                "TagResources", Operation.of(this::tag),
                "UntagResources", Operation.of(this::untag),
                "ListTagResources", Operation.of(this::list));
    }

    /** Tags all of the secrets, or none if one of them cannot be. */
    private ObjectNode tag(Request request) {
        checkScope(request);
        Map<String, String> tags = tags(request.parameters());
        if (tags.isEmpty()) {
            throw ServiceRefusal.missing("Tag.1.Key");
        }
        List<StoredSecret> secrets = secrets(request.parameters());
        secrets.forEach(secret -> secret.tags().requireRoomFor(tags));
        secrets.forEach(secret -> secret.tags().putAll(tags));
        return Json.object();
    }

    private ObjectNode untag(Request request) {
        checkScope(request);
        Parameters parameters = request.parameters();
        List<String> keys = parameters.list("TagKey", Tags.MAX_TAGS);
        boolean all = parameters.flag("All");
        if (keys.isEmpty() && !all) {
            throw ServiceRefusal.missing("TagKey.1");
        }
        for (StoredSecret secret : secrets(parameters)) {
            if (keys.isEmpty()) {
                secret.tags().clear();
            } else {
                secret.tags().removeAll(keys);
            }
        }
        return Json.object();
    }

    /** Lists every tag of the secrets named, or of all; with {@code Tag.N}, of those which bear all of these tags. */
    private ObjectNode list(Request request) {
        checkScope(request);
        Parameters parameters = request.parameters();
        List<ObjectNode> rows = rows(parameters);
        int start = parameters.integer("NextToken", 0, Integer.MAX_VALUE, 0);
        int end = Math.min((int) Math.min((long) start + ROWS_PER_PAGE, Integer.MAX_VALUE), rows.size());

        ObjectNode answer = Json.object();
        ArrayNode list = Json.wrappedList(answer, "TagResources", "TagResource");
        if (start < end) {
            list.addAll(rows.subList(start, end));
        }
        return answer.put("NextToken", end < rows.size() ? Integer.toString(end) : "");
    }

    private List<ObjectNode> rows(Parameters parameters) {
        Set<String> ids = Set.copyOf(parameters.list(RESOURCE_ID, MAX_RESOURCES));
        List<Parameters> wanted = parameters.objects("Tag", Tags.MAX_TAGS);
        List<ObjectNode> rows = new ArrayList<>();
        if (!parameters.required(RESOURCE_TYPE).equals(SECRET)) {
            return rows;
        }
        for (StoredSecret secret : store.all()) {
            Map<String, String> tags = secret.tags().asMap();
            if ((ids.isEmpty() || ids.contains(secret.name())) && bearsAll(tags, wanted)) {
                tags.forEach((key, value) -> rows.add(row(secret.name(), key, value)));
            }
        }
        return rows;
    }

    private static boolean bearsAll(Map<String, String> tags, List<Parameters> wanted) {
        return wanted.stream().allMatch(tag -> {
            String value = tags.get(tag.optional("Key").orElseThrow(() -> ServiceRefusal.missing("Tag.N.Key")));
            return value != null && tag.optional("Value").map(value::equals).orElse(true);
        });
    }

    private static ObjectNode row(String secretName, String key, String value) {
        return Json.object()
                .put(RESOURCE_ID, secretName)
                .put(RESOURCE_TYPE, SECRET)
                .put("TagKey", key)
                .put("TagValue", value);
    }

    private void checkScope(Request request) {
        store.requireOwnAccount(request.caller());
        if (!request.parameters().required("RegionId").equals(store.account().region())) {
            throw ServiceRefusal.invalid("RegionId");
        }
        if (!Set.of("key", SECRET).contains(request.parameters().required(RESOURCE_TYPE))) {
            throw ServiceRefusal.invalid(RESOURCE_TYPE);
        }
    }

    private static Map<String, String> tags(Parameters parameters) {
        List<Parameters> sent = parameters.objects("Tag", Tags.MAX_TAGS);
        Map<String, String> tags = new LinkedHashMap<>();
        for (int i = 0; i < sent.size(); i++) {
            String prefix = "Tag." + (i + 1);
            String key = sent.get(i).optional("Key").orElse("");
            String value = sent.get(i).optional("Value").orElse("");
            Tags.add(tags, prefix + ".Key", key, prefix + ".Value", value);
        }
        return tags;
    }

    private List<StoredSecret> secrets(Parameters parameters) {
        List<String> ids = parameters.list(RESOURCE_ID, MAX_RESOURCES);
        if (ids.isEmpty()) {
            throw ServiceRefusal.missing("ResourceId.1");
        }
        boolean secrets = parameters.required(RESOURCE_TYPE).equals(SECRET);
        List<StoredSecret> found = new ArrayList<>();
        for (String id : ids) {
            StoredSecret secret = store.named(id)
                    .filter(ignored -> secrets)
                    .orElseThrow(() -> new ServiceRefusal(
                            404, "InvalidResourceId.NotFound", "The specified ResourceId is not found."));
            secret.requireNotScheduled();
            found.add(secret);
        }
        return found;
    }
}
