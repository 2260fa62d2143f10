package io.opensesame.localkms;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opensesame.localkms.engine.KmsEngine;
import io.opensesame.localkms.engine.call.Caller;
import io.opensesame.localkms.engine.call.ServiceRefusal;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

/** Performs the operations of the Java API on the engine, past the HTTP front and as the account itself. */
final class Seeding {
    private final Supplier<KmsEngine> engine;
    private final Caller caller;

    Seeding(Supplier<KmsEngine> engine, Caller caller) {
        this.engine = engine;
        this.caller = caller;
    }

    String create(Map<String, String> parameters) {
        return perform("CreateSecret", parameters).path("VersionId").asText();
    }

    String put(String name, String value) {
        return perform("PutSecretValue", Map.of("SecretName", name, "SecretData", value, "VersionId", newVersionId()))
                .path("VersionId")
                .asText();
    }

    void delete(String name) {
        perform("DeleteSecret", Map.of("SecretName", name, "ForceDeleteWithoutRecovery", "true"));
    }

    void setSecretPolicy(String name, String policy) {
        perform("SetSecretPolicy", Map.of("SecretName", name, "Policy", policy));
    }

    void setKeyPolicy(String keyId, String policy) {
        perform("SetKeyPolicy", Map.of("KeyId", keyId, "Policy", policy));
    }

    String createKey(Map<String, String> parameters) {
        return perform("CreateKey", parameters).at("/KeyMetadata/KeyId").asText();
    }

    String createKey(Map<String, String> parameters, String aliasName) {
        try {
            return engine.get().createKey(parameters, aliasName, caller);
        } catch (ServiceRefusal refusal) {
            throw refused("CreateKey", aliasName, refusal);
        }
    }

    String rotate(String name) {
        try {
            return engine.get().rotateNow(name);
        } catch (ServiceRefusal refusal) {
            throw refused("The rotation", name, refusal);
        }
    }

    static String newVersionId() {
        return UUID.randomUUID().toString();
    }

    private ObjectNode perform(String operation, Map<String, String> parameters) {
        try {
            return engine.get().perform(operation, parameters, caller);
        } catch (ServiceRefusal refusal) {
            String name = parameters.getOrDefault("SecretName", parameters.getOrDefault("KeyId", "a key"));
            throw refused(operation, name, refusal);
        }
    }

    private static IllegalArgumentException refused(String operation, String name, ServiceRefusal refusal) {
        return new IllegalArgumentException(
                operation + " of '" + name + "' is refused: " + refusal.code() + ", " + refusal.getMessage(), refusal);
    }
}
