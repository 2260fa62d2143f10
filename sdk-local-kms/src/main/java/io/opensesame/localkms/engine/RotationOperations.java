package io.opensesame.localkms.engine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opensesame.localkms.engine.call.Json;
import io.opensesame.localkms.engine.call.Operation;
import io.opensesame.localkms.engine.call.Parameters;
import io.opensesame.localkms.engine.call.Request;
import io.opensesame.localkms.engine.call.ServiceRefusal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;

/** The operations that rotate secrets. Only managed secrets can be rotated by them. */
final class RotationOperations {
    private static final int MAX_CALLS_PER_HOUR = 50;

    private final SecretStore store;
    private final Rotations rotations;
    private final Deque<Instant> lastCalls = new ArrayDeque<>();

    RotationOperations(SecretStore store, Rotations rotations) {
        this.store = store;
        this.rotations = rotations;
    }

    Map<String, Operation> table() {
        return Map.of(
                "UpdateSecretRotationPolicy", Operation.rescheduling(this::updatePolicy),
                "RotateSecret", Operation.rescheduling(this::rotate));
    }

    private ObjectNode updatePolicy(Request request) {
        Parameters parameters = request.parameters();
        boolean enable = parameters.requiredFlag("EnableAutomaticRotation");
        StoredSecret secret = findManaged(request);
        secret.requireNotRotating();
        if (enable) {
            Duration interval = Rotations.interval(parameters);
            Instant since = secret.rotation().last().orElse(secret.createdAt());
            secret.rotation().enable(interval, since, request.now());
        } else {
            secret.rotation().disable();
        }
        secret.updated(request.now());
        return Json.object().put("SecretName", secret.name());
    }

    /**
     * Rotates at once; a version id that exists makes the call a repetition, which changes nothing. A rotation that
     * fails changes nothing either, and answers with what made it fail: for a RAM secret, with RAM's own code. That is
     * inferred.
     */
    private ObjectNode rotate(Request request) {
        String versionId = SecretNames.checkVersionId(request.parameters().required("VersionId"));
        StoredSecret secret = findManaged(request);
        countCall(request.now());
        if (secret.versions().find(versionId).isEmpty()) {
            secret.requireNotRotating();
            rotations.rotateOnDemand(secret, versionId, request.now());
        }
        return Json.object()
                .put("Arn", store.arn(secret.name()))
                .put("SecretName", secret.name())
                .put("VersionId", versionId);
    }

    private void countCall(Instant now) {
        Instant hourAgo = now.minus(Duration.ofHours(1));
        while (!lastCalls.isEmpty() && !lastCalls.getFirst().isAfter(hourAgo)) {
            lastCalls.removeFirst();
        }
        if (lastCalls.size() >= MAX_CALLS_PER_HOUR) {
            throw ServiceRefusal.throttled();
        }
        lastCalls.addLast(now);
    }

    private StoredSecret findManaged(Request request) {
        StoredSecret secret = store.findUsable(request);
        if (!secret.type().isManaged()) {
            throw ServiceRefusal.unsupported();
        }
        return secret;
    }
}
