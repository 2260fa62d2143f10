package io.opensesame.localkms.engine;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opensesame.localkms.engine.call.Account;
import io.opensesame.localkms.engine.call.Json;
import io.opensesame.localkms.engine.call.Operation;
import io.opensesame.localkms.engine.call.Parameters;
import io.opensesame.localkms.engine.call.Request;
import io.opensesame.localkms.engine.call.ServiceRefusal;
import io.opensesame.localkms.engine.call.TaggedResources;
import io.opensesame.localkms.engine.call.Tags;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The operations that tag many keys or secrets, named by their ids; a secret's id is its name. */
final class BulkTagOperations {
    static final int MAX_RESOURCES = 50;
    static final String RESOURCE_ID = "ResourceId";

    private static final int ROWS_PER_PAGE = 200;
    private static final String RESOURCE_TYPE = "ResourceType";

    private final Account account;
    private final Map<String, TaggedResources> resourcesByType;

    BulkTagOperations(Account account, TaggedResources keys, TaggedResources secrets) {
        this.account = account;
        this.resourcesByType = Map.of("key", keys, "secret", secrets);
    }

    Map<String, Operation> table() {
        return Map.of(
                "TagResources", Operation.of(this::tag),
                "UntagResources", Operation.of(this::untag),
                "ListTagResources", Operation.of(this::list));
    }

    /** Tags all of the resources, or none if one of them cannot be. */
    private ObjectNode tag(Request request) {
        TaggedResources resources = resources(request);
        Map<String, String> tags = tags(request.parameters());
        if (tags.isEmpty()) {
            throw ServiceRefusal.missing("Tag.1.Key");
        }
        List<Tags> named = named(request.parameters(), resources);
        named.forEach(resource -> resource.requireRoomFor(tags));
        named.forEach(resource -> resource.putAll(tags));
        return Json.object();
    }

    private ObjectNode untag(Request request) {
        TaggedResources resources = resources(request);
        Parameters parameters = request.parameters();
        List<String> keys = parameters.list("TagKey", Tags.MAX_TAGS);
        boolean all = parameters.flag("All");
        if (keys.isEmpty() && !all) {
            throw ServiceRefusal.missing("TagKey.1");
        }
        for (Tags tags : named(parameters, resources)) {
            if (keys.isEmpty()) {
                tags.clear();
            } else {
                tags.removeAll(keys);
            }
        }
        return Json.object();
    }

    /** Lists every tag of the resources named, or of all; with {@code Tag.N}, of those which bear all of these tags. */
    private ObjectNode list(Request request) {
        TaggedResources resources = resources(request);
        Parameters parameters = request.parameters();
        List<ObjectNode> rows = rows(parameters, resources);
        int start = parameters.integer("NextToken", 0, Integer.MAX_VALUE, 0);
        int end = Math.min((int) Math.min((long) start + ROWS_PER_PAGE, Integer.MAX_VALUE), rows.size());

        ObjectNode answer = Json.object();
        ArrayNode list = Json.wrappedList(answer, "TagResources", "TagResource");
        if (start < end) {
            list.addAll(rows.subList(start, end));
        }
        return answer.put("NextToken", end < rows.size() ? Integer.toString(end) : "");
    }

    private static List<ObjectNode> rows(Parameters parameters, TaggedResources resources) {
        String type = parameters.required(RESOURCE_TYPE);
        Set<String> ids = Set.copyOf(parameters.list(RESOURCE_ID, MAX_RESOURCES));
        List<Parameters> wanted = parameters.objects("Tag", Tags.MAX_TAGS);
        List<ObjectNode> rows = new ArrayList<>();
        resources.tags().forEach((id, tags) -> {
            if ((ids.isEmpty() || ids.contains(id)) && bearsAll(tags.asMap(), wanted)) {
                tags.asMap().forEach((key, value) -> rows.add(row(type, id, key, value)));
            }
        });
        return rows;
    }

    private static boolean bearsAll(Map<String, String> tags, List<Parameters> wanted) {
        return wanted.stream().allMatch(tag -> {
            String value = tags.get(tag.optional("Key").orElseThrow(() -> ServiceRefusal.missing("Tag.N.Key")));
            return value != null && tag.optional("Value").map(value::equals).orElse(true);
        });
    }

    private static ObjectNode row(String type, String id, String key, String value) {
        return Json.object()
                .put(RESOURCE_ID, id)
                .put(RESOURCE_TYPE, type)
                .put("TagKey", key)
                .put("TagValue", value);
    }

    private TaggedResources resources(Request request) {
        Parameters parameters = request.parameters();
        String region = parameters.required("RegionId");
        String type = parameters.required(RESOURCE_TYPE);
        if (!region.equals(account.region())) {
            throw ServiceRefusal.invalid("RegionId");
        }
        return Optional.ofNullable(resourcesByType.get(type)).orElseThrow(() -> ServiceRefusal.invalid(RESOURCE_TYPE));
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

    private static List<Tags> named(Parameters parameters, TaggedResources resources) {
        List<String> ids = parameters.list(RESOURCE_ID, MAX_RESOURCES);
        if (ids.isEmpty()) {
            throw ServiceRefusal.missing("ResourceId.1");
        }
        return ids.stream()
                .map(id -> resources
                        .changeableTags(id)
                        .orElseThrow(() -> new ServiceRefusal(
                                404, "InvalidResourceId.NotFound", "The specified ResourceId is not found.")))
                .toList();
    }
}
