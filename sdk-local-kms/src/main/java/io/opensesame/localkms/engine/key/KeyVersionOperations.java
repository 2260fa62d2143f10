package io.opensesame.localkms.engine.key;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opensesame.localkms.engine.call.Json;
import io.opensesame.localkms.engine.call.Operation;
import io.opensesame.localkms.engine.call.Page;
import io.opensesame.localkms.engine.call.Parameters;
import io.opensesame.localkms.engine.call.Request;
import io.opensesame.localkms.engine.call.ServiceRefusal;
import java.time.Duration;
import java.util.Map;

/** The operations on versions of a key, and on the rotation that makes them. */
final class KeyVersionOperations {
    private static final String KEY_ID = "KeyId";
    private static final int DEFAULT_PAGE_SIZE = 10;
    private static final Duration MIN_AGE_OF_NEWEST = Duration.ofDays(7);

    private final StoredKeys keys;
    private final NewVersions newVersions;

    KeyVersionOperations(StoredKeys keys, NewVersions newVersions) {
        this.keys = keys;
        this.newVersions = newVersions;
    }

    Map<String, Operation> table() {
        return Map.of(
                "CreateKeyVersion", Operation.of(this::create),
                "DescribeKeyVersion", Operation.of(this::describe),
                "ListKeyVersions", Operation.of(this::list),
                "UpdateRotationPolicy", Operation.rescheduling(this::updateRotationPolicy));
    }

    /** Adds a key pair to an asymmetric key; symmetric keys get versions by automatic rotation alone. */
    private ObjectNode create(Request request) {
        StoredKey key = keys.findByAnyName(request, KEY_ID);
        key.requireEnabled();
        boolean tooSoon = request.now().isBefore(key.newest().createdAt().plus(MIN_AGE_OF_NEWEST));
        if (key.traits().spec().isSymmetric() || tooSoon) {
            throw KeyRefusals.unsupported();
        }
        if (key.versions().size() >= StoredKey.MAX_VERSIONS) {
            throw ServiceRefusal.limitExceeded();
        }
        KeyVersion version = newVersions.next(key.traits().spec(), request.now());
        keys.addVersion(key, version);
        return answer(key, version);
    }

    private ObjectNode describe(Request request) {
        String versionId = request.parameters().required("KeyVersionId");
        StoredKey key = keys.findByAnyName(request, KEY_ID);
        return answer(key, key.version(versionId).orElseThrow(KeyRefusals::versionNotFound));
    }

    private ObjectNode list(Request request) {
        Page page = Page.of(request.parameters(), DEFAULT_PAGE_SIZE);
        StoredKey key = keys.findByAnyName(request, KEY_ID);
        ObjectNode answer = Json.object();
        ArrayNode list = Json.wrappedList(answer, "KeyVersions", "KeyVersion");
        page.of(key.versions()).forEach(version -> list.add(KeyAnswers.version(key, version)));
        page.describe(answer, key.versions().size());
        return answer;
    }

    private ObjectNode updateRotationPolicy(Request request) {
        Parameters parameters = request.parameters();
        boolean enable = parameters.requiredFlag("EnableAutomaticRotation");
        StoredKey key = keys.find(request, KEY_ID);
        key.requireEnabled();
        if (!key.traits().canRotate()) {
            throw KeyRefusals.unsupported();
        }
        if (enable) {
            key.rotation().enable(KeyRotation.interval(parameters), key.newest().createdAt(), request.now());
        } else {
            key.rotation().disable();
        }
        return Json.object();
    }

    private static ObjectNode answer(StoredKey key, KeyVersion version) {
        return Json.object().set("KeyVersion", KeyAnswers.version(key, version));
    }
}
