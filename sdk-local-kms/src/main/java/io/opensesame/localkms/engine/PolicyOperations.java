package io.opensesame.localkms.engine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opensesame.localkms.engine.call.Json;
import io.opensesame.localkms.engine.call.Operation;
import io.opensesame.localkms.engine.call.Parameters;
import io.opensesame.localkms.engine.call.Request;
import io.opensesame.localkms.engine.call.ServiceRefusal;
import java.util.Map;

/**
 * The operations on secret policies. The service has them for secrets in a KMS instance only; here every secret counts
 * as being in one.
 */
final class PolicyOperations {
    private static final String NAME = "PolicyName";

    private final SecretStore store;

    PolicyOperations(SecretStore store) {
        this.store = store;
    }

    Map<String, Operation> table() {
        return Map.of(
                "SetSecretPolicy", Operation.of(this::set),
                "GetSecretPolicy", Operation.of(this::get));
    }

    private ObjectNode set(Request request) {
        Parameters parameters = request.parameters();
        String policy = SecretPolicy.check(parameters.required("Policy"));
        if (!parameters.optional(NAME).orElse(SecretPolicy.NAME).equals(SecretPolicy.NAME)) {
            throw ServiceRefusal.invalid(NAME);
        }
        store.findUsable(request).govern(policy);
        return Json.object();
    }

    private ObjectNode get(Request request) {
        StoredSecret secret = store.find(request);
        if (!request.parameters().optional(NAME).orElse(SecretPolicy.NAME).equals(SecretPolicy.NAME)) {
            throw ServiceRefusal.notFound();
        }
        String policy = secret.policy()
                .orElseGet(() -> SecretPolicy.defaultFor(store.account().id()));
        return Json.object().put("Policy", policy);
    }
}
