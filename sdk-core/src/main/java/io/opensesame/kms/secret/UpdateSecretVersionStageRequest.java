package io.opensesame.kms.secret;

import io.opensesame.secrets.VersionStage;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Asks to move a stage of a Generic secret between its versions. Immutable.
 *
 * <p>{@code moveToVersion} alone puts the stage on a version, {@code removeFromVersion} alone takes it off, and both
 * move it. The built-in stages can be moved, not taken off.
 *
 * @see "KMS API reference: UpdateSecretVersionStage"
 */
public final class UpdateSecretVersionStageRequest implements SecretRequest<UpdateSecretVersionStageResponse> {
    private final String secretName;
    private final VersionStage versionStage;
    private final @Nullable String moveToVersion;
    private final @Nullable String removeFromVersion;

    private UpdateSecretVersionStageRequest(Builder builder) {
        this.secretName = Rules.required("secretName", builder.secretName);
        this.versionStage = Rules.required("versionStage", builder.versionStage);
        this.moveToVersion = builder.moveToVersion;
        this.removeFromVersion = builder.removeFromVersion;
        if (moveToVersion == null && removeFromVersion == null) {
            throw new IllegalArgumentException("set moveToVersion, removeFromVersion or both");
        }
        if (moveToVersion == null && versionStage.isBuiltIn()) {
            throw new IllegalArgumentException(versionStage
                    + " can be moved, but not taken off: set moveToVersion to the version that is to bear it");
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

    /** {@return the stage to move} */
    public VersionStage versionStage() {
        return versionStage;
    }

    /** {@return the version that is to bear the stage} */
    public Optional<String> moveToVersion() {
        return Optional.ofNullable(moveToVersion);
    }

    /** {@return the version that is to lose the stage} */
    public Optional<String> removeFromVersion() {
        return Optional.ofNullable(removeFromVersion);
    }

    @Override
    public String toString() {
        return "UpdateSecretVersionStageRequest[secretName=" + secretName + ", versionStage=" + versionStage
                + ", moveToVersion=" + moveToVersion + ", removeFromVersion=" + removeFromVersion + "]";
    }

    /** Builds an {@link UpdateSecretVersionStageRequest}. Not thread-safe. */
    public static final class Builder {
        private @Nullable String secretName;
        private @Nullable VersionStage versionStage;
        private @Nullable String moveToVersion;
        private @Nullable String removeFromVersion;

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
         * Names the stage.
         *
         * @param versionStage the stage
         * @return this builder
         */
        public Builder versionStage(VersionStage versionStage) {
            this.versionStage = versionStage;
            return this;
        }

        /**
         * Puts the stage on a version.
         *
         * @param moveToVersion the id of the version, 1 to 64 characters
         * @return this builder
         */
        public Builder moveToVersion(String moveToVersion) {
            this.moveToVersion = Rules.versionId("moveToVersion", moveToVersion);
            return this;
        }

        /**
         * Takes the stage off a version.
         *
         * @param removeFromVersion the id of the version, 1 to 64 characters
         * @return this builder
         */
        public Builder removeFromVersion(String removeFromVersion) {
            this.removeFromVersion = Rules.versionId("removeFromVersion", removeFromVersion);
            return this;
        }

        /**
         * Builds the request.
         *
         * @return the request
         * @throws IllegalArgumentException if secretName, versionStage or both versions are missing, or a built-in
         *     stage has no version to move to
         */
        public UpdateSecretVersionStageRequest build() {
            return new UpdateSecretVersionStageRequest(this);
        }
    }
}
