package io.opensesame.localkms.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opensesame.localkms.engine.call.Json;
import io.opensesame.localkms.engine.call.ServiceRefusal;
import java.nio.charset.StandardCharsets;

/** Secret policy documents: the default one, and the checks of size and shape on a user's. */
final class SecretPolicy {
    /** The only name of a policy that there is. */
    static final String NAME = "default";

    private static final int MAX_BYTES = 32_768;
    private static final String PARAMETER = "Policy";

    private SecretPolicy() {}

    /** Returns the policy of a secret that nobody gave one: everything to the owner, by way of RAM. */
    static String defaultFor(String accountId) {
        ObjectNode policy = Json.object().put("Version", "1");
        ObjectNode statement = policy.putArray("Statement").addObject();
        statement.put("Sid", "kms default secret policy").put("Effect", "Allow");
        statement.putObject("Principal").putArray("RAM").add("acs:ram::" + accountId + ":*");
        statement.putArray("Action").add("kms:*");
        statement.putArray("Resource").add("*");
        return policy.toString();
    }

    static String check(String text) {
        if (text.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            throw ServiceRefusal.invalid(PARAMETER);
        }
        ObjectNode policy = Json.readObject(PARAMETER, text);
        JsonNode statements = policy.path("Statement");
        if (!policy.path("Version").asText().equals("1") || !statements.isArray() || statements.isEmpty()) {
            throw ServiceRefusal.invalid(PARAMETER);
        }
        statements.forEach(SecretPolicy::checkStatement);
        return text;
    }

    private static void checkStatement(JsonNode statement) {
        String effect = statement.path("Effect").asText();
        boolean wellFormed = (effect.equals("Allow") || effect.equals("Deny"))
                && statement.path("Principal").isObject()
                && isTexts(statement.path("Action"))
                && isTexts(statement.path("Resource"));
        if (!wellFormed) {
            throw ServiceRefusal.invalid(PARAMETER);
        }
    }

    /** A single text stands for a list of one, as everywhere in RAM's policy language. */
    private static boolean isTexts(JsonNode node) {
        if (!node.isArray()) {
            return node.isTextual();
        }
        for (JsonNode element : node) {
            if (!element.isTextual()) {
                return false;
            }
        }
        return !node.isEmpty();
    }
}
