package io.opensesame.kms.secret;

import io.opensesame.secrets.VersionStage;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Asks for a new version of a Generic secret. Immutable; it holds the value and never prints it.
 *
 * <p>Without stages the new version becomes {@code ACSCurrent}, and the one that was current becomes
 * {@code ACSPrevious}. Putting the same id with the same value again changes nothing; with another value it is refused.
 * The value travels in the request's body, not in its URL.
 *
 * @see "KMS API reference: PutSecretValue"
 */
public final class PutSecretValueRequest implements SecretRequest<PutSecretValueResponse> {
    private static final int MAX_STAGES = 8;

    private final String secretName;
    private final String versionId;
    private final SecretData data;
    private final Set<VersionStage> versionStages;

    private PutSecretValueRequest(Builder builder) {
        this.secretName = Rules.required("secretName", builder.secretName);
        this.versionId = Rules.required("versionId", builder.versionId);
        this.data = Rules.required("data (text, binary or data)", builder.data);
        this.versionStages = Collections.unmodifiableSet(new LinkedHashSet<>(builder.versionStages));
        if (versionStages.size() > MAX_STAGES) {
            throw new IllegalArgumentException(
                    "a secret has at most " + MAX_STAGES + " version stages; got " + versionStages.size());
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

    /** {@return the id of the new version} */
    public String versionId() {
        return versionId;
    }

    /** {@return the value, which redacts itself} */
    public SecretData data() {
        return data;
    }

    /** {@return the stages that the new version is to bear; empty for {@code ACSCurrent} alone} */
    public Set<VersionStage> versionStages() {
        return versionStages;
    }

    /** Leaves the value out. */
    @Override
    public String toString() {
        return "PutSecretValueRequest[secretName=" + secretName + ", versionId=" + versionId + ", versionStages="
                + versionStages + ", data=<redacted>]";
    }

    /** Builds a {@link PutSecretValueRequest}. Not thread-safe. */
    public static final class Builder {
        private @Nullable String secretName;
        private @Nullable String versionId;
        private @Nullable SecretData data;
        private final Set<VersionStage> versionStages = new LinkedHashSet<>();

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
         * Names the new version.
         *
         * @param versionId an id of 1 to 64 characters, unique in the secret
         * @return this builder
         */
        public Builder versionId(String versionId) {
            this.versionId = Rules.versionId("versionId", versionId);
            return this;
        }

        /**
         * Sets the value. It takes the place of one that was set before.
         *
         * @param data the value
         * @return this builder
         */
        public Builder data(SecretData data) {
            this.data = data;
            return this;
        }

        /**
         * Sets the value as text; the same as {@code data(SecretData.text(text))}.
         *
         * @param text 1 to 30,720 bytes in UTF-8
         * @return this builder
         */
        public Builder text(String text) {
            return data(SecretData.text(text));
        }

        /**
         * Sets the value as bytes, which are stored as Base64; the same as {@code data(SecretData.binary(bytes))}.
         *
         * @param bytes 1 to 23,040 bytes; copied, so the caller may wipe them
         * @return this builder
         */
        public Builder binary(byte[] bytes) {
            return data(SecretData.binary(bytes));
        }

        /**
         * Puts stages on the new version. Once any are named, {@code ACSCurrent} moves only if it is among them.
         *
         * @param stages the stages; a secret has up to 8
         * @return this builder
         */
        public Builder versionStages(VersionStage... stages) {
            Collections.addAll(versionStages, stages);
            return this;
        }

        /**
         * Builds the request.
         *
         * @return the request
         * @throws IllegalArgumentException if secretName, versionId or data is missing, or there are more than 8 stages
         */
        public PutSecretValueRequest build() {
            return new PutSecretValueRequest(this);
        }
    }
}
