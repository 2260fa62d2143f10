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
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The operations on a secret as a whole: look, list, change its description, delete and restore. */
final class SecretOperations {
    private static final String CUSTOM_DATA = "ExtendedConfig.CustomData";
    private static final int DEFAULT_PAGE_SIZE = 10;
    private static final int MIN_RECOVERY_DAYS = 7;
    private static final int MAX_RECOVERY_DAYS = 30;

    private final SecretStore store;

    SecretOperations(SecretStore store) {
        this.store = store;
    }

    Map<String, Operation> table() {
        return Map.of(
                "DescribeSecret", Operation.of(this::describe),
                "ListSecrets", Operation.of(this::list),
                "UpdateSecret", Operation.of(this::update),
                "DeleteSecret", Operation.rescheduling(this::delete),
                "RestoreSecret", Operation.rescheduling(this::restore));
    }

    private ObjectNode describe(Request request) {
        StoredSecret secret = store.find(request);
        ObjectNode answer = Json.object()
                .put("Arn", store.arn(secret.name()))
                .put("SecretName", secret.name())
                .put("SecretType", secret.type().wireName())
                .put("Description", secret.description());
        secret.encryptionKeyId().ifPresent(id -> answer.put("EncryptionKeyId", id));
        secret.instanceId().ifPresent(id -> answer.put("DKMSInstanceId", id));
        SecretAnswers.putDates(answer, secret);
        SecretAnswers.putRotation(answer, secret);
        SecretAnswers.putExtendedConfig(answer, secret);
        if (request.parameters().flag("FetchTags")) {
            secret.tags().describe(answer);
        }
        return answer;
    }

    /** Lists secrets in the order of their creation; the service does not document one. */
    private ObjectNode list(Request request) {
        Parameters parameters = request.parameters();
        Page page = Page.of(parameters, DEFAULT_PAGE_SIZE);
        boolean fetchTags = parameters.flag("FetchTags");
        SecretFilter filter =
                parameters.optional("Filters").map(SecretFilter::parse).orElseGet(SecretFilter::all);
        List<StoredSecret> matching = store.all().stream().filter(filter).toList();

        ObjectNode answer = Json.object();
        ArrayNode list = Json.wrappedList(answer, "SecretList", "Secret");
        for (StoredSecret secret : page.of(matching)) {
            ObjectNode entry = list.addObject();
            entry.put("SecretName", secret.name())
                    .put("SecretType", secret.type().wireName());
            SecretAnswers.putDates(entry, secret);
            if (fetchTags) {
                secret.tags().describe(entry);
            }
        }
        page.describe(answer, matching.size());
        return answer;
    }

    /** Changes the description, and a managed secret's custom data; the latter is ignored for Generic secrets. */
    private ObjectNode update(Request request) {
        StoredSecret secret = store.findUsable(request);
        Parameters parameters = request.parameters();
        if (secret.type().isManaged()) {
            customData(parameters)
                    .map(text -> secret.extendedConfig().withCustomData(CUSTOM_DATA, text))
                    .ifPresent(secret::configure);
        }
        parameters.sent("Description").ifPresent(secret::describeAs);
        secret.updated(request.now());
        return nameOf(secret);
    }

    /**
     * Returns the custom data as JSON: sent so, or, as one official client does, each pair as a parameter of its own.
     */
    private static Optional<String> customData(Parameters parameters) {
        return parameters
                .optional(CUSTOM_DATA)
                .or(() -> Optional.of(parameters.members(CUSTOM_DATA))
                        .filter(pairs -> !pairs.isEmpty())
                        .map(pairs -> {
                            ObjectNode object = Json.object();
                            pairs.forEach((key, value) -> object.put(key, value));
                            return object.toString();
                        }));
    }

    private ObjectNode delete(Request request) {
        Parameters parameters = request.parameters();
        boolean force = parameters.flag("ForceDeleteWithoutRecovery");
        if (force && parameters.optional("RecoveryWindowInDays").isPresent()) {
            throw ServiceRefusal.invalid("RecoveryWindowInDays");
        }
        int days = parameters.integer("RecoveryWindowInDays", MIN_RECOVERY_DAYS, MAX_RECOVERY_DAYS, MAX_RECOVERY_DAYS);
        StoredSecret secret = store.findUsable(request);
        Instant deleteTime = force ? request.now() : request.now().plus(Duration.ofDays(days));
        if (force) {
            store.remove(secret, request.now());
        } else {
            secret.scheduleDeletion(deleteTime);
        }
        return nameOf(secret).put("PlannedDeleteTime", WireTime.date(deleteTime));
    }

    private ObjectNode restore(Request request) {
        StoredSecret secret = store.find(request);
        if (secret.plannedDeleteTime().isEmpty()) {
            throw ServiceRefusal.inUse("restore normal secret");
        }
        secret.restore(request.now());
        return nameOf(secret);
    }

    private static ObjectNode nameOf(StoredSecret secret) {
        return Json.object().put("SecretName", secret.name());
    }
}
