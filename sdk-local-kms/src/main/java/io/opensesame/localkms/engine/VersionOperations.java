package io.opensesame.localkms.engine;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opensesame.localkms.engine.call.Json;
import io.opensesame.localkms.engine.call.Operation;
import io.opensesame.localkms.engine.call.Page;
import io.opensesame.localkms.engine.call.Parameters;
import io.opensesame.localkms.engine.call.Request;
import io.opensesame.localkms.engine.call.ServiceRefusal;
import io.opensesame.localkms.engine.call.WireTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The operations on the versions of a secret and the stages on them. Only Generic secrets can be changed by them. */
final class VersionOperations {
    private static final String STAGE = "VersionStage";
    private static final String MOVE_TO = "MoveToVersion";
    private static final String REMOVE_FROM = "RemoveFromVersion";
    private static final int DEFAULT_PAGE_SIZE = 20;

    private final SecretStore store;

    VersionOperations(SecretStore store) {
        this.store = store;
    }

    Map<String, Operation> table() {
        return Map.of(
                "PutSecretValue", Operation.of(this::put),
                "ListSecretVersionIds", Operation.of(this::list),
                "UpdateSecretVersionStage", Operation.of(this::moveStage));
    }

    /**
     * Adds a version. The version id makes the call idempotent: with the value that it has, the call changes nothing,
     * its stages included; with another one it is refused.
     */
    private ObjectNode put(Request request) {
        Parameters parameters = request.parameters();
        String versionId = SecretNames.checkVersionId(parameters.required("VersionId"));
        String data = CreateSecret.data(parameters);
        SecretVersion version = new SecretVersion(versionId, data, CreateSecret.dataType(parameters), request.now());
        Set<String> stages =
                parameters.optional("VersionStages").map(VersionStages::parse).orElse(Set.of(VersionStages.CURRENT));
        StoredSecret secret = findGeneric(request);
        Optional<SecretVersion> existing = secret.versions().find(versionId);
        if (existing.isEmpty()) {
            secret.versions().add(version, stages);
            secret.updated(request.now());
        } else if (!existing.get().hasSameValue(version)) {
            throw ServiceRefusal.exists();
        }
        ObjectNode answer = Json.object().put("SecretName", secret.name()).put("VersionId", versionId);
        Json.putTexts(answer, "VersionStages", STAGE, secret.versions().stagesOf(versionId));
        return answer;
    }

    /** Lists versions, the earliest first; the service does not document an order. */
    private ObjectNode list(Request request) {
        Parameters parameters = request.parameters();
        Page page = Page.of(parameters, DEFAULT_PAGE_SIZE);
        boolean includeDeprecated = parameters.flag("IncludeDeprecated");
        StoredSecret secret = store.find(request);
        SecretVersions versions = secret.versions();
        List<SecretVersion> listed = versions.all().stream()
                .filter(version ->
                        includeDeprecated || !versions.stagesOf(version.id()).isEmpty())
                .toList();

        ObjectNode answer = Json.object().put("SecretName", secret.name());
        ArrayNode list = Json.wrappedList(answer, "VersionIds", "VersionId");
        for (SecretVersion version : page.of(listed)) {
            ObjectNode entry = list.addObject();
            entry.put("VersionId", version.id()).put("CreateTime", WireTime.date(version.createdAt()));
            Json.putTexts(entry, "VersionStages", STAGE, versions.stagesOf(version.id()));
        }
        page.describe(answer, listed.size());
        return answer;
    }

    private ObjectNode moveStage(Request request) {
        Parameters parameters = request.parameters();
        String stage = VersionStages.check(STAGE, parameters.required(STAGE));
        Optional<String> moveTo = parameters.optional(MOVE_TO);
        Optional<String> removeFrom = parameters.optional(REMOVE_FROM);
        if (moveTo.isEmpty() && (removeFrom.isEmpty() || VersionStages.isBuiltIn(stage))) {
            throw ServiceRefusal.missing(MOVE_TO);
        }
        StoredSecret secret = findGeneric(request);
        SecretVersions versions = secret.versions();
        if (removeFrom.isPresent() && !versions.stagesOf(removeFrom.get()).contains(stage)) {
            throw ServiceRefusal.invalid(REMOVE_FROM);
        }
        if (moveTo.isEmpty()) {
            versions.takeOff(stage);
        } else {
            SecretVersion target = versions.find(moveTo.get()).orElseThrow(ServiceRefusal::notFound);
            versions.move(stage, target.id());
        }
        secret.updated(request.now());
        return Json.object().put("SecretName", secret.name());
    }

    private StoredSecret findGeneric(Request request) {
        StoredSecret secret = store.findUsable(request);
        if (secret.type().isManaged()) {
            throw ServiceRefusal.unsupported();
        }
        return secret;
    }
}
