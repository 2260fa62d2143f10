package io.opensesame.localkms.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opensesame.localkms.engine.call.Caller;
import io.opensesame.localkms.engine.call.ServiceRefusal;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An engine on a manual clock, with short ways to call it. */
public final class TestKms {
    public static final String ACCOUNT = "100000000000";
    public static final String REGION = "cn-hangzhou";
    public static final Caller ROOT = Caller.root(ACCOUNT);

    public final ManualClock clock = new ManualClock(Instant.parse("2026-03-01T10:00:00.750Z"));
    public final KmsEngine engine = new KmsEngine(ACCOUNT, REGION, clock, new SecureRandom());

    /** Performs an operation with parameters given as name, value, name, value. */
    public ObjectNode call(String action, String... namesAndValues) {
        return engine.perform(action, parameters(namesAndValues), ROOT);
    }

    /** Performs an operation that has to be refused, and returns the refusal. */
    public ServiceRefusal refused(String action, String... namesAndValues) {
        return refused(action, parameters(namesAndValues), ROOT);
    }

    public ServiceRefusal refused(String action, Map<String, String> parameters, Caller caller) {
        try {
            engine.perform(action, parameters, caller);
        } catch (ServiceRefusal refusal) {
            return refusal;
        }
        throw new AssertionError(action + " succeeded, and had to be refused");
    }

    public void createGeneric(String name) {
        call("CreateSecret", "SecretName", name, "VersionId", "v1", "SecretData", "value-1");
    }

    public void put(String name, String versionId, String data) {
        call("PutSecretValue", "SecretName", name, "VersionId", versionId, "SecretData", data);
    }

    public String value(String name) {
        return call("GetSecretValue", "SecretName", name).get("SecretData").textValue();
    }

    public String valueAt(String name, String stage) {
        return call("GetSecretValue", "SecretName", name, "VersionStage", stage)
                .get("SecretData")
                .textValue();
    }

    /** Returns which stages are on which version, deprecated ones included. */
    public Map<String, List<String>> stages(String name) {
        Map<String, List<String>> stages = new LinkedHashMap<>();
        JsonNode versions = call(
                        "ListSecretVersionIds", "SecretName", name, "IncludeDeprecated", "true", "PageSize", "100")
                .at("/VersionIds/VersionId");
        versions.forEach(version ->
                stages.put(version.get("VersionId").textValue(), texts(version.at("/VersionStages/VersionStage"))));
        return stages;
    }

    public static Map<String, String> parameters(String... namesAndValues) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            parameters.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return parameters;
    }

    public static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(element -> texts.add(element.textValue()));
        return texts;
    }

    public static List<String> fieldNames(JsonNode object) {
        return object.properties().stream().map(Map.Entry::getKey).toList();
    }
}
