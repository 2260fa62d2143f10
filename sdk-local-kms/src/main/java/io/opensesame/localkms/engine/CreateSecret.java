package io.opensesame.localkms.engine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opensesame.localkms.engine.call.Json;
import io.opensesame.localkms.engine.call.Parameters;
import io.opensesame.localkms.engine.call.RandomIds;
import io.opensesame.localkms.engine.call.Request;
import io.opensesame.localkms.engine.call.ServiceRefusal;
import io.opensesame.localkms.engine.call.Tags;
import io.opensesame.localkms.engine.instance.ResourcePolicyRules;
import io.opensesame.policy.SecretPolicy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The operation CreateSecret, and the checks on a value that PutSecretValue shares. */
final class CreateSecret {
    private static final Set<String> DATA_TYPES = Set.of("text", "binary");

    private final SecretStore store;
    private final Rotations rotations;
    private final RandomIds versionIds;
    private final ResourcePolicyRules<SecretPolicy> policyRules;

    CreateSecret(
            SecretStore store,
            Rotations rotations,
            RandomIds versionIds,
            ResourcePolicyRules<SecretPolicy> policyRules) {
        this.store = store;
        this.rotations = rotations;
        this.versionIds = versionIds;
        this.policyRules = policyRules;
    }

    /**
     * Creates a secret. {@code EncryptionKeyId} is kept and given back, and not looked up. A policy for a secret that
     * is in no instance is refused; the service's code for that is not documented.
     */
    ObjectNode perform(Request request) {
        Parameters parameters = request.parameters();
        StoredSecret secret = read(request);
        requireFree(secret.name());
        List<String> values = firstValues(request, secret);
        String versionId = SecretNames.checkVersionId(parameters.required("VersionId"));
        String dataType = dataType(parameters);
        if (secret.type().isManaged() && !dataType.equals("text")) {
            throw ServiceRefusal.invalid("SecretDataType");
        }
        place(secret, request);
        if (values.size() > 1) {
            SecretVersion previous = new SecretVersion(versionIds.next(), values.get(1), dataType, request.now());
            secret.versions().add(previous, Set.of(VersionStages.PREVIOUS));
        }
        SecretVersion current = new SecretVersion(versionId, values.get(0), dataType, request.now());
        secret.versions().add(current, Set.of(VersionStages.CURRENT));
        store.add(secret);
        return answer(secret, versionId);
    }

    /** Reads a value of at most 30,720 bytes in UTF-8; the service's {@code binary} is text as well. */
    static String data(Parameters parameters) {
        String data = parameters.required("SecretData");
        if (data.getBytes(StandardCharsets.UTF_8).length > SecretVersion.MAX_DATA_BYTES) {
            throw ServiceRefusal.invalid("SecretData");
        }
        return data;
    }

    static String dataType(Parameters parameters) {
        String dataType = parameters.optional("SecretDataType").orElse("text");
        if (!DATA_TYPES.contains(dataType)) {
            throw ServiceRefusal.invalid("SecretDataType");
        }
        return dataType;
    }

    private StoredSecret read(Request request) {
        Parameters parameters = request.parameters();
        String requestedName = parameters.required("SecretName");
        SecretType type = SecretType.of(parameters.optional("SecretType").orElse(SecretType.GENERIC.wireName()));
        ExtendedConfig config = type.isManaged()
                ? rotations.of(type).configure(ExtendedConfig.parse(parameters.required("ExtendedConfig")))
                : ExtendedConfig.EMPTY;
        String name = type.nameFor(requestedName, config);
        Optional<Duration> rotationInterval = rotationInterval(parameters, type);

        StoredSecret secret = new StoredSecret(name, type, request.caller().principalArn(), request.now());
        secret.configure(config);
        secret.describeAs(parameters.optional("Description").orElse(""));
        secret.encryptUnder(parameters.optional("EncryptionKeyId").orElse(null));
        secret.tags().putAll(tags(parameters));
        rotationInterval.ifPresent(interval -> secret.rotation().enable(interval, request.now(), request.now()));
        return secret;
    }

    private void place(StoredSecret secret, Request request) {
        Parameters parameters = request.parameters();
        Optional<String> instanceId = parameters.optional("DKMSInstanceId");
        if (instanceId.isPresent()) {
            store.place(secret, instanceId.get(), policyRules.readNew(parameters), request.now());
        } else if (parameters.optional("Policy").isPresent()) {
            throw ServiceRefusal.unsupported();
        }
    }

    private List<String> firstValues(Request request, StoredSecret secret) {
        String data = data(request.parameters());
        if (!secret.type().isManaged()) {
            return List.of(data);
        }
        return rotations.of(secret.type()).firstValues(data, secret.extendedConfig(), request.now());
    }

    private static Map<String, String> tags(Parameters parameters) {
        return parameters.optional("Tags").map(text -> Tags.parse("Tags", text)).orElse(Map.of());
    }

    private static Optional<Duration> rotationInterval(Parameters parameters, SecretType type) {
        if (!parameters.flag("EnableAutomaticRotation")) {
            return Optional.empty();
        }
        if (!type.isManaged()) {
            throw ServiceRefusal.invalid("EnableAutomaticRotation");
        }
        return Optional.of(Rotations.interval(parameters));
    }

    private void requireFree(String name) {
        store.named(name).ifPresent(existing -> {
            existing.requireNotScheduled();
            throw ServiceRefusal.exists();
        });
    }

    private ObjectNode answer(StoredSecret secret, String versionId) {
        ObjectNode answer = Json.object()
                .put("Arn", store.arn(secret.name()))
                .put("SecretName", secret.name())
                .put("SecretType", secret.type().wireName())
                .put("VersionId", versionId);
        SecretAnswers.putRotation(answer, secret);
        SecretAnswers.putExtendedConfig(answer, secret);
        secret.instanceId().ifPresent(id -> answer.put("DKMSInstanceId", id));
        return answer;
    }
}
