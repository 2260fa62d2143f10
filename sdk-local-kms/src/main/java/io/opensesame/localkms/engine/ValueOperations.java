package io.opensesame.localkms.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opensesame.localkms.engine.call.Json;
import io.opensesame.localkms.engine.call.Operation;
import io.opensesame.localkms.engine.call.Parameters;
import io.opensesame.localkms.engine.call.RandomIds;
import io.opensesame.localkms.engine.call.Request;
import io.opensesame.localkms.engine.call.ServiceRefusal;
import io.opensesame.localkms.engine.call.WireTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The operations that read secret values. */
final class ValueOperations {
    private static final String STAGE = "VersionStage";
    private static final String VERSION_ID = "VersionId";
    private static final String BATCH = "SecretsList";
    private static final int MAX_BATCH = 20;

    private final SecretStore store;
    private final RandomIds ids;
    private final Consumer<Request> guardOfElements;

    /**
     * Creates the operations.
     *
     * @param guardOfElements refuses an element of BatchGetSecretValue that the caller may not read
     */
    ValueOperations(SecretStore store, RandomIds ids, Consumer<Request> guardOfElements) {
        this.store = store;
        this.ids = ids;
        this.guardOfElements = guardOfElements;
    }

    Map<String, Operation> table() {
        return Map.of(
                "GetSecretValue", Operation.of(this::read).allowingDryRun(),
                "BatchGetSecretValue", Operation.of(this::batchGet));
    }

    private ObjectNode read(Request request) {
        StoredSecret secret = store.findUsable(request);
        SecretVersion version = secret.type().isManaged()
                ? managedVersion(secret, request.parameters())
                : genericVersion(secret, request.parameters());
        ObjectNode answer = Json.object()
                .put("SecretName", secret.name())
                .put("SecretType", secret.type().wireName())
                .put("SecretData", version.exposeData())
                .put("SecretDataType", version.dataType())
                .put(VERSION_ID, version.id())
                .put("CreateTime", WireTime.date(secret.createdAt()));
        Json.putTexts(answer, "VersionStages", STAGE, secret.versions().stagesOf(version.id()));
        SecretAnswers.putRotation(answer, secret);
        if (request.parameters().flag("FetchExtendedConfig")) {
            SecretAnswers.putExtendedConfig(answer, secret);
        }
        return answer;
    }

    /** Managed types have the built-in stages only, and no reads by version id. */
    private static SecretVersion managedVersion(StoredSecret secret, Parameters parameters) {
        String stage = parameters.optional(STAGE).orElse(VersionStages.CURRENT);
        if (!VersionStages.isBuiltIn(stage)) {
            throw ServiceRefusal.invalid(STAGE);
        }
        return secret.versions().at(stage).orElseThrow(ServiceRefusal::notFound);
    }

    /** Finds a version by id, by stage, or by both if they agree. */
    private static SecretVersion genericVersion(StoredSecret secret, Parameters parameters) {
        Optional<String> stage = parameters.optional(STAGE).map(name -> VersionStages.check(STAGE, name));
        Optional<String> versionId = parameters.optional(VERSION_ID).map(SecretNames::checkVersionId);
        if (versionId.isEmpty()) {
            return secret.versions().at(stage.orElse(VersionStages.CURRENT)).orElseThrow(ServiceRefusal::notFound);
        }
        SecretVersion version = secret.versions().find(versionId.get()).orElseThrow(ServiceRefusal::notFound);
        if (stage.isPresent() && !secret.versions().stagesOf(version.id()).contains(stage.get())) {
            throw ServiceRefusal.invalid(VERSION_ID);
        }
        return version;
    }

    /** Reads up to 20 secrets; each one that cannot be read is listed with its error, and fails nothing else. */
    private ObjectNode batchGet(Request request) {
        ObjectNode answer = Json.object();
        ArrayNode values = answer.putArray("SecretValues");
        ArrayNode errors = answer.putArray("Errors");
        for (Parameters element : batch(request.parameters())) {
            try {
                Request read = request.with(element);
                guardOfElements.accept(read);
                values.add(read(read).put("RequestId", ids.next()));
            } catch (ServiceRefusal refusal) {
                errors.addObject()
                        .put("SecretName", element.required("SecretName"))
                        .put("Code", refusal.code())
                        .put("HttpStatus", refusal.status())
                        .put("Message", refusal.getMessage());
            }
        }
        return answer;
    }

    /**
     * Reads the list from {@code SecretsList.1.SecretName} and so on, or from one parameter that holds a JSON array.
     */
    private static List<Parameters> batch(Parameters parameters) {
        List<Parameters> elements = parameters
                .optional(BATCH)
                .map(ValueOperations::jsonBatch)
                .orElseGet(() -> parameters.objects(BATCH, MAX_BATCH));
        if (elements.isEmpty()) {
            throw ServiceRefusal.missing(BATCH);
        }
        if (elements.size() > MAX_BATCH) {
            throw ServiceRefusal.invalid(BATCH);
        }
        for (int i = 0; i < elements.size(); i++) {
            if (elements.get(i).optional("SecretName").isEmpty()) {
                throw ServiceRefusal.missing(BATCH + "." + (i + 1) + ".SecretName");
            }
        }
        return elements;
    }

    private static List<Parameters> jsonBatch(String text) {
        List<Parameters> elements = new ArrayList<>();
        for (JsonNode element : Json.readArray(BATCH, text)) {
            if (!element.isObject()) {
                throw ServiceRefusal.invalid(BATCH);
            }
            Map<String, String> fields = new HashMap<>();
            element.properties()
                    .forEach(
                            field -> fields.put(field.getKey(), field.getValue().asText("")));
            elements.add(new Parameters(fields));
        }
        return elements;
    }
}
