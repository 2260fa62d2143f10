package io.opensesame.localkms.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The operations that tag one resource. There are no keys and certificates here, so only secrets can be found. */
final class TagOperations {
    private static final String SECRET_NAME = "SecretName";
    private static final int MAX_KEY_LENGTH = 128;

    private final SecretStore store;

    TagOperations(SecretStore store) {
        this.store = store;
    }

    Map<String, Operation> table() {
        return Map.of(
                "TagResource", Operation.of(this::tag),
                "UntagResource", Operation.of(this::untag),
                "ListResourceTags", Operation.of(this::list));
    }

    private ObjectNode tag(Request request) {
        Map<String, String> tags = Tags.parse("Tags", request.parameters().required("Tags"));
        if (tags.isEmpty()) {
            throw ServiceRefusal.invalid("Tags");
        }
        findSecret(request).tags().putAll(tags);
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
        findSecret(request).tags().removeAll(keys);
        return Json.object();
    }

    /** Knows keys only, in spite of its name. */
    private ObjectNode list(Request request) {
        request.parameters().required("KeyId");
        throw ServiceRefusal.keyNotFound();
    }

    /** Finds the secret by its name; an ARN is no name here, unlike elsewhere. */
    private StoredSecret findSecret(Request request) {
        Parameters parameters = request.parameters();
        Map<String, String> given = new LinkedHashMap<>();
        Stream.of(SECRET_NAME, "KeyId", "CertificateId")
                .forEach(id -> parameters.optional(id).ifPresent(value -> given.put(id, value)));
        if (given.isEmpty()) {
            throw ServiceRefusal.missing(SECRET_NAME);
        }
        if (given.size() > 1) {
            throw ServiceRefusal.invalid(given.keySet().iterator().next());
        }
        if (given.containsKey("KeyId")) {
            throw ServiceRefusal.keyNotFound();
        }
        if (given.containsKey("CertificateId")) {
            throw new ServiceRefusal(404, "Certificate.NotFound", "The specified certificate is not found.");
        }
        SecretNames.check(SECRET_NAME, given.values().iterator().next());
        return store.findUsable(request);
    }
}
