package io.opensesame.kms.secret;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Asks to change what describes a secret; its versions and values stay. Immutable.
 *
 * @see "KMS API reference: UpdateSecret"
 */
public final class UpdateSecretRequest implements SecretRequest<UpdateSecretResponse> {
    private final String secretName;
    private final @Nullable String description;
    private final @Nullable Map<String, String> customData;

    private UpdateSecretRequest(Builder builder) {
        this.secretName = Rules.required("secretName", builder.secretName);
        this.description = builder.description;
        this.customData = builder.customData;
        if (description == null && customData == null) {
            throw new IllegalArgumentException("nothing to update: set the description, the custom data or both");
        }
    }

    /** {@return a new builder} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return the name or ARN of the secret} */
    public String secretName() {
        return secretName;
    }

    /** {@return the new description} */
    public Optional<String> description() {
        return Optional.ofNullable(description);
    }

    /** {@return the custom data that is to take the place of the stored one; unmodifiable} */
    public Optional<Map<String, String>> customData() {
        return Optional.ofNullable(customData);
    }

    @Override
    public String toString() {
        return "UpdateSecretRequest[secretName=" + secretName + ", description=" + description + ", customData="
                + customData + "]";
    }

    /** Builds an {@link UpdateSecretRequest}. Not thread-safe. */
    public static final class Builder {
        private @Nullable String secretName;
        private @Nullable String description;
        private @Nullable Map<String, String> customData;

        private Builder() {}

        /**
         * Names the secret.
         *
         * @param secretName its name or ARN; see {@link SecretName}
         * @return this builder
         */
        public Builder secretName(String secretName) {
            this.secretName = SecretName.of(secretName).text();
            return this;
        }

        /**
         * Describes the secret anew. Not a place for secrets.
         *
         * @param description free text
         * @return this builder
         */
        public Builder description(String description) {
            this.description = description;
            return this;
        }

        /**
         * Replaces the custom data of a managed secret as a whole.
         *
         * @param customData up to 10 pairs; copied
         * @return this builder
         */
        public Builder customData(Map<String, String> customData) {
            this.customData = ExtendedConfig.checkCustomData(customData);
            return this;
        }

        /**
         * Builds the request.
         *
         * @return the request
         * @throws IllegalArgumentException if secretName is missing, or there is nothing to update
         */
        public UpdateSecretRequest build() {
            return new UpdateSecretRequest(this);
        }
    }
}
