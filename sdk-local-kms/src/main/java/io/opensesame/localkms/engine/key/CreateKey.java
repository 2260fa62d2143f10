package io.opensesame.localkms.engine.key;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opensesame.localkms.engine.call.Json;
import io.opensesame.localkms.engine.call.Parameters;
import io.opensesame.localkms.engine.call.RandomIds;
import io.opensesame.localkms.engine.call.Request;
import io.opensesame.localkms.engine.call.ServiceRefusal;
import io.opensesame.localkms.engine.call.Tags;
import io.opensesame.localkms.engine.crypto.KeySpec;
import io.opensesame.localkms.engine.crypto.KeyUsage;
import io.opensesame.localkms.engine.instance.ResourcePolicyRules;
import io.opensesame.policy.KeyPolicy;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The operation CreateKey. */
final class CreateKey {
    private static final Set<String> PROTECTION_LEVELS = Set.of("SOFTWARE", "HSM");

    private final StoredKeys keys;
    private final NewVersions newVersions;
    private final RandomIds ids;
    private final ResourcePolicyRules<KeyPolicy> policyRules;

    CreateKey(StoredKeys keys, NewVersions newVersions, RandomIds ids, ResourcePolicyRules<KeyPolicy> policyRules) {
        this.keys = keys;
        this.newVersions = newVersions;
        this.ids = ids;
        this.policyRules = policyRules;
    }

    /**
     * Creates a key of any spec and protection level, which at the service depends on the region and the instance. Only
     * a key in an instance may have a policy.
     */
    ObjectNode perform(Request request) {
        Parameters parameters = request.parameters();
        KeyTraits traits = traits(parameters);
        String description =
                KeyDescriptions.check(parameters.optional("Description").orElse(""));
        Optional<Duration> rotationInterval = rotationInterval(parameters, traits);
        Map<String, String> tags = parameters
                .optional("Tags")
                .map(text -> Tags.parse("Tags", text))
                .orElse(Map.of());
        if (traits.instanceId().isEmpty() && parameters.optional("Policy").isPresent()) {
            throw KeyRefusals.policyUnsupported();
        }

        StoredKey key = new StoredKey(ids.next(), traits, newVersions.first(traits, request.now()));
        key.describeAs(description);
        key.tags().putAll(tags);
        rotationInterval.ifPresent(interval -> key.rotation().enable(interval, request.now(), request.now()));
        if (traits.instanceId().isPresent()) {
            keys.govern(key, policyRules.readNew(parameters), request.now());
        }
        keys.add(key);
        return Json.object().set("KeyMetadata", KeyAnswers.metadata(key, keys.account()));
    }

    private static KeyTraits traits(Parameters parameters) {
        KeySpec spec = parameters
                .optional("KeySpec")
                .map(name -> KeySpec.of(name).orElseThrow(() -> ServiceRefusal.invalid("KeySpec")))
                .orElse(KeySpec.AES_256);
        KeyOrigin origin = parameters
                .optional("Origin")
                .map(name -> KeyOrigin.of(name).orElseThrow(() -> ServiceRefusal.invalid("Origin")))
                .orElse(KeyOrigin.KMS);
        if (origin == KeyOrigin.EXTERNAL && !spec.isSymmetric()) {
            throw ServiceRefusal.unsupported();
        }
        String protectionLevel = parameters.optional("ProtectionLevel").orElse("SOFTWARE");
        if (!PROTECTION_LEVELS.contains(protectionLevel)) {
            throw ServiceRefusal.invalid("ProtectionLevel");
        }
        return new KeyTraits(
                spec, usage(parameters, spec), origin, protectionLevel, parameters.optional("DKMSInstanceId"));
    }

    /** A key that can sign is for signing, unless the request says otherwise. */
    private static KeyUsage usage(Parameters parameters, KeySpec spec) {
        return parameters
                .optional("KeyUsage")
                .map(name -> KeyUsage.of(name)
                        .filter(usage -> spec.usages().contains(usage))
                        .orElseThrow(() -> ServiceRefusal.invalid("KeyUsage")))
                .orElse(spec.usages().contains(KeyUsage.SIGN_VERIFY) ? KeyUsage.SIGN_VERIFY : KeyUsage.ENCRYPT_DECRYPT);
    }

    private static Optional<Duration> rotationInterval(Parameters parameters, KeyTraits traits) {
        if (!parameters.flag("EnableAutomaticRotation")) {
            return Optional.empty();
        }
        if (!traits.canRotate()) {
            throw ServiceRefusal.unsupported();
        }
        return Optional.of(KeyRotation.interval(parameters));
    }
}
