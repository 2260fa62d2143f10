package io.opensesame.localkms.engine.key;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opensesame.localkms.engine.call.Json;
import io.opensesame.localkms.engine.call.Operation;
import io.opensesame.localkms.engine.call.Page;
import io.opensesame.localkms.engine.call.Request;
import io.opensesame.localkms.engine.call.ServiceRefusal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The operations on aliases. Each stands for one key, and a key may have many. */
final class AliasOperations {
    private static final String KEY_ID = "KeyId";
    private static final int DEFAULT_PAGE_SIZE = 10;

    private final StoredKeys keys;

    AliasOperations(StoredKeys keys) {
        this.keys = keys;
    }

    Map<String, Operation> table() {
        return Map.of(
                "CreateAlias", Operation.of(this::create),
                "UpdateAlias", Operation.of(this::update),
                "DeleteAlias", Operation.of(this::delete),
                "ListAliases", Operation.of(this::list),
                "ListAliasesByKeyId", Operation.of(this::listByKey));
    }

    private ObjectNode create(Request request) {
        String alias = AliasNames.read(request);
        StoredKey key = keys.find(request, KEY_ID);
        if (key.state() == KeyState.PENDING_DELETION) {
            throw KeyRefusals.stateNotModified();
        }
        keys.requireFreeAlias(alias);
        keys.point(alias, key);
        return Json.object();
    }

    /** Points an alias at another key. That it must be one of the same usage is inferred. */
    private ObjectNode update(Request request) {
        StoredKey former = aliased(AliasNames.read(request));
        StoredKey key = keys.find(request, KEY_ID);
        key.requireNotScheduled();
        if (key.traits().usage() != former.traits().usage()) {
            throw ServiceRefusal.invalid(KEY_ID);
        }
        keys.point(AliasNames.read(request), key);
        return Json.object();
    }

    private ObjectNode delete(Request request) {
        String alias = AliasNames.read(request);
        aliased(alias);
        keys.removeAlias(alias);
        return Json.object();
    }

    private ObjectNode list(Request request) {
        Page page = Page.of(request.parameters(), 0, DEFAULT_PAGE_SIZE);
        return answer(page, key -> true);
    }

    private ObjectNode listByKey(Request request) {
        Page page = Page.of(request.parameters(), DEFAULT_PAGE_SIZE);
        return answer(page, keys.find(request, KEY_ID)::equals);
    }

    /** Lists aliases in the order of their creation; the service does not document one. */
    private ObjectNode answer(Page page, Predicate<StoredKey> wanted) {
        List<Map.Entry<String, StoredKey>> matching = keys.aliases().entrySet().stream()
                .filter(alias -> wanted.test(alias.getValue()))
                .toList();
        ObjectNode answer = Json.object();
        ArrayNode list = Json.wrappedList(answer, "Aliases", "Alias");
        for (Map.Entry<String, StoredKey> alias : page.of(matching)) {
            list.addObject()
                    .put(KEY_ID, alias.getValue().id())
                    .put("AliasArn", keys.account().arn(alias.getKey()))
                    .put(AliasNames.PARAMETER, alias.getKey());
        }
        page.describe(answer, matching.size());
        return answer;
    }

    private StoredKey aliased(String alias) {
        return Optional.ofNullable(keys.aliases().get(alias)).orElseThrow(KeyRefusals::aliasNotFound);
    }
}
