package io.opensesame.ram.secret;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opensesame.auth.Credentials;
import io.opensesame.kms.secret.CreateSecretRequest;
import io.opensesame.kms.secret.ExtendedConfig;
import io.opensesame.secrets.SecretType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * A RAM secret to be: whose AccessKeys it takes over, and how KMS is to rotate them. Immutable; it holds the AccessKeys
 * and never prints their secrets.
 */
public final class NewRamSecret {
    static final String NAME_PREFIX = "acs/ram/user/";

    private static final Pattern USER_NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final JsonMapper JSON = new JsonMapper();

    private final String userName;
    private final List<Credentials> accessKeys;
    private final CreateSecretRequest request;
    private final boolean authorizationChecked;

    private NewRamSecret(Builder builder) {
        this.userName = builder.userName;
        this.accessKeys = List.copyOf(builder.accessKeys);
        this.authorizationChecked = builder.authorizationChecked;
        this.request = builder.request.text(value(accessKeys)).build();
    }

    /**
     * Returns a builder for the secret of one RAM user.
     *
     * @param userName the user's name: 1 to 64 letters, digits, dots, underscores and hyphens
     * @param current the user's AccessKey, or the one of two that applications use; it becomes the current value
     * @return the builder
     * @throws IllegalArgumentException if the name is not one, or the credentials are temporary
     */
    public static Builder builder(String userName, Credentials current) {
        return new Builder(checkedUserName(userName), checkedLasting(current));
    }

    static String checkedUserName(String userName) {
        if (!USER_NAME.matcher(userName).matches()) {
            throw new IllegalArgumentException(
                    "the name of a RAM user is 1 to 64 letters, digits, dots, underscores and hyphens: '" + userName
                            + "'");
        }
        return userName;
    }

    private static Credentials checkedLasting(Credentials accessKey) {
        if (accessKey.exposeSecurityToken().isPresent()) {
            throw new IllegalArgumentException("a RAM secret takes over lasting AccessKeys; '" + accessKey.accessKeyId()
                    + "' is of a session, and comes with a security token");
        }
        return accessKey;
    }

    private static String value(List<Credentials> accessKeys) {
        ObjectNode value = JSON.createObjectNode();
        ArrayNode list = value.putArray("AccessKeys");
        accessKeys.forEach(key -> list.addObject()
                .put("AccessKeyId", key.accessKeyId())
                .put("AccessKeySecret", key.exposeAccessKeySecret()));
        return value.toString();
    }

    /** {@return the name of the RAM user} */
    public String userName() {
        return userName;
    }

    /** {@return the ids of the user's AccessKeys, the current one first; unmodifiable} */
    public List<String> accessKeyIds() {
        return accessKeys.stream().map(Credentials::accessKeyId).toList();
    }

    /** {@return whether to create it only where KMS is authorized to rotate it} */
    public boolean isAuthorizationChecked() {
        return authorizationChecked;
    }

    /** {@return the request that creates it, which holds the AccessKeys and redacts itself} */
    public CreateSecretRequest request() {
        return request;
    }

    /** {@return user and AccessKey ids; nothing secret} */
    @Override
    public String toString() {
        return "NewRamSecret[userName=" + userName + ", accessKeyIds=" + accessKeyIds() + "]";
    }

    /** Builds a {@link NewRamSecret}; each setter returns this builder. Not thread-safe. */
    public static final class Builder {
        private final String userName;
        private final List<Credentials> accessKeys = new ArrayList<>();
        private final CreateSecretRequest.Builder request;
        private boolean authorizationChecked = true;

        private Builder(String userName, Credentials current) {
            this.userName = userName;
            this.accessKeys.add(current);
            this.request = CreateSecretRequest.builder()
                    .secretName(CreateSecretRequest.AUTO)
                    .versionId(UUID.randomUUID().toString())
                    .secretType(SecretType.RAM_CREDENTIALS)
                    .extendedConfig(ExtendedConfig.builder()
                            .field("SecretSubType", "RamUserAccessKey")
                            .field("UserName", userName)
                            .build());
        }

        /**
         * Gives the other AccessKey of a user who has two: KMS takes over all of them. The first rotation deletes this
         * one, as a user can have no third.
         *
         * @param accessKey the AccessKey that is not the current value; it takes the place of one given before
         * @return this builder
         * @throws IllegalArgumentException if it is the current one, or temporary
         */
        public Builder otherAccessKey(Credentials accessKey) {
            Credentials current = accessKeys.get(0);
            if (checkedLasting(accessKey).accessKeyId().equals(current.accessKeyId())) {
                throw new IllegalArgumentException("'" + current.accessKeyId()
                        + "' is the current AccessKey already; leave otherAccessKey out" + " for a user who has one");
            }
            accessKeys.clear();
            accessKeys.add(current);
            accessKeys.add(accessKey);
            return this;
        }

        /**
         * Names the first version; a random UUID by default.
         *
         * @param versionId an id of 1 to 64 characters
         * @return this builder
         * @throws IllegalArgumentException if it is none
         */
        public Builder versionId(String versionId) {
            request.versionId(versionId);
            return this;
        }

        /**
         * Has KMS rotate the secret by itself; by default it rotates only when told to.
         *
         * @param rotationInterval the time between two rotations, 6 to 8,760 hours in whole seconds
         * @return this builder
         * @throws IllegalArgumentException if it is out of that range
         */
        public Builder rotationInterval(Duration rotationInterval) {
            request.rotationInterval(rotationInterval);
            return this;
        }

        /**
         * Describes the secret. Not a place for secrets.
         *
         * @param description free text
         * @return this builder
         */
        public Builder description(String description) {
            request.description(description);
            return this;
        }

        /**
         * Adds one tag. {@link io.opensesame.kms.Tags} has the rules.
         *
         * @param key its key
         * @param value its value
         * @return this builder
         */
        public Builder tag(String key, String value) {
            request.tag(key, value);
            return this;
        }

        /**
         * Adds tags. {@link io.opensesame.kms.Tags} has the rules.
         *
         * @param tags values by keys; copied
         * @return this builder
         */
        public Builder tags(Map<String, String> tags) {
            request.tags(tags);
            return this;
        }

        /**
         * Has the value encrypted by a key of one's own.
         *
         * @param encryptionKeyId the id of a symmetric key, in the same KMS instance if one is named
         * @return this builder
         * @throws IllegalArgumentException if it is no id
         */
        public Builder encryptionKeyId(String encryptionKeyId) {
            request.encryptionKeyId(encryptionKeyId);
            return this;
        }

        /**
         * Places the secret in a KMS instance.
         *
         * @param instanceId the id of the instance
         * @return this builder
         * @throws IllegalArgumentException if it is no id
         */
        public Builder instanceId(String instanceId) {
            request.instanceId(instanceId);
            return this;
        }

        /**
         * Creates the secret without looking whether KMS is authorized to rotate it, for those who authorize it later,
         * or in a way that this library does not see.
         *
         * @return this builder
         */
        public Builder authorizationUnchecked() {
            this.authorizationChecked = false;
            return this;
        }

        /**
         * Builds the secret to be.
         *
         * @return the secret to be
         * @throws IllegalArgumentException if the tags break a rule
         */
        public NewRamSecret build() {
            return new NewRamSecret(this);
        }
    }
}
