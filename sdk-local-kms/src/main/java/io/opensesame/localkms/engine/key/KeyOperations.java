package io.opensesame.localkms.engine.key;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opensesame.localkms.engine.call.Json;
import io.opensesame.localkms.engine.call.Operation;
import io.opensesame.localkms.engine.call.Page;
import io.opensesame.localkms.engine.call.Parameters;
import io.opensesame.localkms.engine.call.Request;
import io.opensesame.localkms.engine.call.ServiceRefusal;
import java.util.List;
import java.util.Map;

/** The operations that look at keys and describe them. */
final class KeyOperations {
    private static final int DEFAULT_PAGE_SIZE = 10;
    private static final String KEY_ID = "KeyId";
    private static final String DESCRIPTION = "Description";

    private final StoredKeys keys;

    KeyOperations(StoredKeys keys) {
        this.keys = keys;
    }

    Map<String, Operation> table() {
        return Map.of(
                "DescribeKey", Operation.of(this::describe),
                "ListKeys", Operation.of(this::list),
                "UpdateKeyDescription", Operation.of(this::updateDescription),
                "ListResourceTags", Operation.of(this::listTags));
    }

    private ObjectNode describe(Request request) {
        StoredKey key = keys.findByAnyName(request, KEY_ID);
        ObjectNode metadata = KeyAnswers.metadata(key, keys.account())
                .put("DeletionProtection", key.isDeletionProtected() ? "Enabled" : "Disabled")
                .put("DeletionProtectionDescription", key.protectionDescription());
        return Json.object().set("KeyMetadata", metadata);
    }

    /** Lists keys in the order of their creation; the service does not document one. */
    private ObjectNode list(Request request) {
        Page page = Page.of(request.parameters(), DEFAULT_PAGE_SIZE);
        KeyFilter filter =
                request.parameters().optional("Filters").map(KeyFilter::parse).orElseGet(KeyFilter::all);
        List<StoredKey> matching = keys.all().stream().filter(filter).toList();

        ObjectNode answer = Json.object();
        ArrayNode list = Json.wrappedList(answer, "Keys", "Key");
        for (StoredKey key : page.of(matching)) {
            list.addObject().put(KEY_ID, key.id()).put("KeyArn", KeyAnswers.arn(key, keys.account()));
        }
        page.describe(answer, matching.size());
        return answer;
    }

    private ObjectNode updateDescription(Request request) {
        Parameters parameters = request.parameters();
        String description = KeyDescriptions.check(
                parameters.sent(DESCRIPTION).orElseThrow(() -> ServiceRefusal.missing(DESCRIPTION)));
        StoredKey key = keys.find(request, KEY_ID);
        key.requireNotScheduled();
        key.describeAs(description);
        return Json.object();
    }

    /** Knows keys only, in spite of its name. */
    private ObjectNode listTags(Request request) {
        StoredKey key = keys.find(request, KEY_ID);
        ObjectNode answer = Json.object();
        ArrayNode list = Json.wrappedList(answer, "Tags", "Tag");
        key.tags()
                .asMap()
                .forEach((tag, value) -> list.addObject()
                        .put(KEY_ID, key.id())
                        .put("TagKey", tag)
                        .put("TagValue", value));
        return answer;
    }
}
