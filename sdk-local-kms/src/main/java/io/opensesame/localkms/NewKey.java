package io.opensesame.localkms;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.opensesame.policy.KeyPolicy;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A customer master key about to be created in LocalKms. Each method but {@link #create()} returns this. */
public final class NewKey {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Seeding seeding;
    private final Map<String, String> parameters = new HashMap<>();
    private final ArrayNode tags = JSON.createArrayNode();
    private @Nullable String aliasName;

    NewKey(Seeding seeding) {
        this.seeding = seeding;
    }

    /**
     * Sets an alias; none by default.
     *
     * @param name the alias, with its prefix: {@code alias/orders}
     * @return this
     */
    public NewKey alias(String name) {
        aliasName = name;
        return this;
    }

    /**
     * Sets the spec; {@code Aliyun_AES_256} by default.
     *
     * @param wireName the service's name of it, such as {@code RSA_2048}, {@code EC_P256} or {@code Aliyun_SM4}
     * @return this
     */
    public NewKey spec(String wireName) {
        parameters.put("KeySpec", wireName);
        return this;
    }

    /**
     * Sets the usage; by default signing for specs that can sign, and encrypting for others.
     *
     * @param wireName {@code ENCRYPT/DECRYPT} or {@code SIGN/VERIFY}
     * @return this
     */
    public NewKey usage(String wireName) {
        parameters.put("KeyUsage", wireName);
        return this;
    }

    /**
     * Leaves the key without material, which has yet to be imported.
     *
     * @return this
     */
    public NewKey external() {
        parameters.put("Origin", "EXTERNAL");
        return this;
    }

    /**
     * Has the service rotate a symmetric key.
     *
     * @param interval how often; 7 to 730 days
     * @return this
     */
    public NewKey rotationInterval(Duration interval) {
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
    public NewKey description(String text) {
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
    public NewKey tag(String key, String value) {
        tags.addObject().put("TagKey", key).put("TagValue", value);
        parameters.put("Tags", tags.toString());
        return this;
    }

    /**
     * Puts the key into a KMS instance, where it has a policy; by default it is in none.
     *
     * @param instanceId the instance's id
     * @return this
     */
    public NewKey instance(String instanceId) {
        parameters.put("DKMSInstanceId", instanceId);
        return this;
    }

    /**
     * Sets the policy of a key in a KMS instance; without it, all is the owner's alone.
     *
     * @param policy the policy, with {@link KeyPolicy#ownerStatement} in it
     * @return this
     */
    public NewKey policy(KeyPolicy policy) {
        parameters.put("Policy", policy.toJson());
        return this;
    }

    /**
     * Creates the key, and its alias if it has one.
     *
     * @return the key's id
     * @throws IllegalArgumentException if the service would refuse the key or the alias; the message has its code, and
     *     there is neither of them
     */
    public String create() {
        return aliasName == null ? seeding.createKey(parameters) : seeding.createKey(parameters, aliasName);
    }

    @Override
    public String toString() {
        return "NewKey[alias=" + aliasName + ", parameters=" + parameters + "]";
    }
}
