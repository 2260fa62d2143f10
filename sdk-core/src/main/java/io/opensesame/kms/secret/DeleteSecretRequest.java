package io.opensesame.kms.secret;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Asks to delete a secret: at the end of a recovery window, or at once and for good. Immutable.
 *
 * @see "KMS API reference: DeleteSecret"
 */
public final class DeleteSecretRequest implements SecretRequest<DeleteSecretResponse> {
    private final String secretName;
    private final boolean withoutRecovery;
    private final @Nullable Duration recoveryWindow;

    private DeleteSecretRequest(Builder builder) {
        this.secretName = Rules.required("secretName", builder.secretName);
        this.withoutRecovery = builder.withoutRecovery;
        this.recoveryWindow = builder.recoveryWindow;
        if (withoutRecovery && recoveryWindow != null) {
            throw new IllegalArgumentException(
                    "a secret deleted without recovery has no recovery window; set one of the two, not both");
        }
    }

    /**
     * Returns a request to delete a secret that can be restored for 30 days.
     *
     * @param secretName its name or ARN; see {@link SecretName}
     * @return the request
     * @throws IllegalArgumentException if it is neither
     */
    public static DeleteSecretRequest of(String secretName) {
        return builder().secretName(secretName).build();
    }

    /** {@return a new builder} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return the name or ARN of the secret} */
    public String secretName() {
        return secretName;
    }

    /** {@return whether to delete it at once, beyond recovery} */
    public boolean withoutRecovery() {
        return withoutRecovery;
    }

    /** {@return how long it can be restored; 30 days if empty} */
    public Optional<Duration> recoveryWindow() {
        return Optional.ofNullable(recoveryWindow);
    }

    private static Duration checkWindow(Duration window) {
        long days = window.toDays();
        if (days < 7 || days > 30 || !window.equals(Duration.ofDays(days))) {
            throw new IllegalArgumentException("a recovery window has 7 to 30 whole days; got " + window);
        }
        return window;
    }

    @Override
    public String toString() {
        return "DeleteSecretRequest[secretName=" + secretName + ", withoutRecovery=" + withoutRecovery
                + ", recoveryWindow=" + recoveryWindow + "]";
    }

    /** Builds a {@link DeleteSecretRequest}. Not thread-safe. */
    public static final class Builder {
        private @Nullable String secretName;
        private boolean withoutRecovery;
        private @Nullable Duration recoveryWindow;

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
         * Deletes the secret at once, beyond recovery (wire name {@code ForceDeleteWithoutRecovery}); false by default.
         *
         * @param withoutRecovery whether to
         * @return this builder
         */
        public Builder withoutRecovery(boolean withoutRecovery) {
            this.withoutRecovery = withoutRecovery;
            return this;
        }

        /**
         * Sets how long the secret can be restored; KMS takes 30 days by itself. Not together with
         * {@code withoutRecovery}.
         *
         * @param recoveryWindow 7 to 30 whole days
         * @return this builder
         */
        public Builder recoveryWindow(Duration recoveryWindow) {
            this.recoveryWindow = checkWindow(recoveryWindow);
            return this;
        }

        /**
         * Builds the request.
         *
         * @return the request
         * @throws IllegalArgumentException if secretName is missing, or both ways of deletion are set
         */
        public DeleteSecretRequest build() {
            return new DeleteSecretRequest(this);
        }
    }
}
