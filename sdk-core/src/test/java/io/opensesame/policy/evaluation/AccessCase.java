package io.opensesame.policy.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import io.opensesame.policy.KeyPolicy;
import io.opensesame.policy.Principal;
import io.opensesame.policy.RamPolicy;
import io.opensesame.policy.SecretPolicy;
import io.opensesame.policy.TrustPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads a case of the form of {@code policy-cases.json}. */
final class AccessCase {
    private AccessCase() {}

    static AccessDecision decide(JsonNode one) {
        return policies(one).decide(request(one.path("request")));
    }

    static AccessPolicies policies(JsonNode one) {
        AccessPolicies.Builder builder = AccessPolicies.builder();
        one.path("identityPolicies").forEach(policy -> builder.identity(RamPolicy.parse(policy.toString())));
        one.path("sessionPolicies").forEach(policy -> builder.session(RamPolicy.parse(policy.toString())));
        one.path("controlPolicies").forEach(policy -> builder.control("control", RamPolicy.parse(policy.toString())));
        AccessPolicies policies = builder.build();
        if (one.has("secretPolicy")) {
            policies = policies.onSecret(
                    SecretPolicy.parse(one.path("secretPolicy").toString()));
        }
        if (one.has("keyPolicy")) {
            policies = policies.onKey(KeyPolicy.parse(one.path("keyPolicy").toString()));
        }
        if (one.has("trustPolicy")) {
            policies = policies.onRole(TrustPolicy.parse(one.path("trustPolicy").toString()));
        }
        return policies;
    }

    static AccessRequest request(JsonNode node) {
        AccessRequest.Builder builder = AccessRequest.builder(
                principal(node.path("principal").asText()),
                node.path("action").asText(),
                node.path("resource").asText());
        for (Map.Entry<String, JsonNode> entry : node.path("context").properties()) {
            List<String> values = new ArrayList<>();
            if (entry.getValue().isArray()) {
                entry.getValue().forEach(value -> values.add(value.asText()));
            } else {
                values.add(entry.getValue().asText());
            }
            builder.context(entry.getKey(), values);
        }
        return builder.build();
    }

    private static Principal principal(String text) {
        if (text.contains("-provider/")) {
            return Principal.federated(text);
        }
        return text.startsWith("acs:") ? Principal.ofRam(text) : Principal.service(text);
    }
}
