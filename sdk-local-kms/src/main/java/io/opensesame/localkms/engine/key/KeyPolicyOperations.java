package io.opensesame.localkms.engine.key;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opensesame.localkms.engine.call.Json;
import io.opensesame.localkms.engine.call.Operation;
import io.opensesame.localkms.engine.call.Request;
import io.opensesame.localkms.engine.call.ServiceRefusal;
import io.opensesame.localkms.engine.instance.ResourcePolicy;
import io.opensesame.localkms.engine.instance.ResourcePolicyRules;
import io.opensesame.policy.KeyPolicy;
import java.util.Map;

/**
 * The operations on key policies, which only keys in a KMS instance have. What a policy of another name or a key that
 * is to be deleted is answered with is inferred from the operations on secret policies and on keys.
 */
final class KeyPolicyOperations {
    private static final String KEY_ID = "KeyId";

    private final StoredKeys keys;
    private final ResourcePolicyRules<KeyPolicy> rules;

    KeyPolicyOperations(StoredKeys keys, ResourcePolicyRules<KeyPolicy> rules) {
        this.keys = keys;
        this.rules = rules;
    }

    Map<String, Operation> table() {
        return Map.of("SetKeyPolicy", Operation.of(this::set), "GetKeyPolicy", Operation.of(this::get));
    }

    private ObjectNode set(Request request) {
        ResourcePolicy<KeyPolicy> policy = rules.readSet(request.parameters());
        StoredKey key = keys.find(request, KEY_ID);
        key.requireNotScheduled();
        keys.govern(key, policy, request.now());
        return Json.object();
    }

    private ObjectNode get(Request request) {
        StoredKey key = keys.find(request, KEY_ID);
        String policy = key.resourcePolicyText().orElseThrow(KeyRefusals::policyUnsupported);
        if (!ResourcePolicyRules.namesDefault(request.parameters())) {
            throw ServiceRefusal.notFound();
        }
        return Json.object().put("Policy", policy);
    }
}
