package io.opensesame.localkms;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.opensesame.policy.SecretPolicy;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/** A secret about to be created in LocalKms. Each method but {@link #create()} returns this. */
public final class NewSecret {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Seeding seeding;
    private final Map<String, String> parameters = new HashMap<>();
    private final ArrayNode tags = JSON.createArrayNode();

    NewSecret(Seeding seeding, String name) {
        this.seeding = seeding;
        parameters.put("SecretName", name);
        parameters.put("VersionId", Seeding.newVersionId());
    }

    /**
     * Sets the first version's value.
     *
     * @param value the text, up to 30,720 bytes; for a managed type, the JSON of its login
     * @return this
     */
    public NewSecret text(String value) {
        parameters.put("SecretData", value);
        parameters.put("SecretDataType", "text");
        return this;
    }

    /**
     * Sets the first version's value.
     *
     * @param value the bytes; not kept. They travel as Base64, as clients of the service send them
     * @return this
     */
    public NewSecret binary(byte[] value) {
        parameters.put("SecretData", Base64.getEncoder().encodeToString(value));
        parameters.put("SecretDataType", "binary");
        return this;
    }

    /**
     * Sets the first version's id; made up by default.
     *
     * @param id the id
     * @return this
     */
    public NewSecret versionId(String id) {
        parameters.put("VersionId", id);
        return this;
    }

    /**
     * Sets the type; {@code Generic} by default.
     *
     * @param type {@code Generic}, {@code Rds}, {@code Redis}, {@code PolarDB}, {@code RAMCredentials} or {@code ECS}
     * @return this
     */
    public NewSecret type(String type) {
        parameters.put("SecretType", type);
        return this;
    }

    /**
     * Sets what the service has to know of a managed type.
     *
     * @param json the ExtendedConfig of CreateSecret
     * @return this
     */
    public NewSecret extendedConfig(String json) {
        parameters.put("ExtendedConfig", json);
        return this;
    }

    /**
     * Has the service rotate a secret of a managed type.
     *
     * @param interval how often; 6 hours to 365 days
     * @return this
     */
    public NewSecret rotationInterval(Duration interval) {
        parameters.put("EnableAutomaticRotation", "true");
        parameters.put("RotationInterval", interval.toSeconds() + "s");
        return this;
    }

    /**
     * Sets the description.
     *
     * @param text the description
     * @return this
     */
    public NewSecret description(String text) {
        parameters.put("Description", text);
        return this;
    }

    /**
     * Adds a tag.
     *
     * @param key its key
     * @param value its value
     * @return this
     */
    public NewSecret tag(String key, String value) {
        tags.addObject().put("TagKey", key).put("TagValue", value);
        parameters.put("Tags", tags.toString());
        return this;
    }

    /**
     * Puts the secret into a KMS instance, where it has a policy; by default it is in none.
     *
     * @param instanceId the instance's id
     * @return this
     */
    public NewSecret instance(String instanceId) {
        parameters.put("DKMSInstanceId", instanceId);
        return this;
    }

    /**
     * Sets the policy of a secret in a KMS instance; without it, all is the owner's alone.
     *
     * @param policy the policy, with {@link SecretPolicy#ownerStatement} in it
     * @return this
     */
    public NewSecret policy(SecretPolicy policy) {
        parameters.put("Policy", policy.toJson());
        return this;
    }

    /**
     * Says under which key of one's own the secret is, so that reading it takes {@code kms:Decrypt} on that key.
     *
     * @param keyId the key's id
     * @return this
     */
    public NewSecret encryptionKey(String keyId) {
        parameters.put("EncryptionKeyId", keyId);
        return this;
    }

    /**
     * Creates the secret.
     *
     * @return the id of its first version
     * @throws IllegalArgumentException if the service would refuse it; the message has its code
     */
    public String create() {
        return seeding.create(parameters);
    }

    @Override
    public String toString() {
        return "NewSecret[" + parameters.get("SecretName") + ", value=<redacted>]";
    }
}
