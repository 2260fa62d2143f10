package io.opensesame.localkms.engine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opensesame.localkms.engine.call.Json;
import io.opensesame.localkms.engine.call.Operation;
import io.opensesame.localkms.engine.call.Request;
import io.opensesame.localkms.engine.call.ServiceRefusal;
import io.opensesame.localkms.engine.instance.ResourcePolicy;
import io.opensesame.localkms.engine.instance.ResourcePolicyRules;
import io.opensesame.policy.SecretPolicy;
import java.util.Map;

/**
 * The operations on secret policies. Only secrets in a KMS instance have one; which code the service has for others is
 * not documented, so that is our choice.
 */
final class PolicyOperations {
    private final SecretStore store;
    private final ResourcePolicyRules<SecretPolicy> rules;

    PolicyOperations(SecretStore store, ResourcePolicyRules<SecretPolicy> rules) {
        this.store = store;
        this.rules = rules;
    }

    Map<String, Operation> table() {
        return Map.of(
                "SetSecretPolicy", Operation.of(this::set),
                "GetSecretPolicy", Operation.of(this::get));
    }

    private ObjectNode set(Request request) {
        ResourcePolicy<SecretPolicy> policy = rules.readSet(request.parameters());
        StoredSecret secret = store.findUsable(request);
        String instanceId = secret.instanceId().orElseThrow(ServiceRefusal::unsupported);
        store.place(secret, instanceId, policy, request.now());
        return Json.object();
    }

    private ObjectNode get(Request request) {
        StoredSecret secret = store.find(request);
        String policy = secret.resourcePolicyText().orElseThrow(ServiceRefusal::unsupported);
        if (!ResourcePolicyRules.namesDefault(request.parameters())) {
            throw ServiceRefusal.notFound();
        }
        return Json.object().put("Policy", policy);
    }
}
