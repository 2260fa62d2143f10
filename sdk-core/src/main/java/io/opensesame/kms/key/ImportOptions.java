package io.opensesame.kms.key;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How key material is imported: for how long, and how it is encrypted on its way. Immutable.
 *
 * @see KeyOperations#importRawKeyMaterial(String, byte[], ImportOptions)
 */
public final class ImportOptions {
    private final @Nullable Instant expiresAt;
    private final ImportWrapping wrapping;

    private ImportOptions(Builder builder) {
        this.expiresAt = builder.expiresAt;
        this.wrapping = builder.wrapping;
    }

    /** {@return the defaults: material that does not expire, wrapped by RSA with OAEP and SHA-256} */
    public static ImportOptions defaults() {
        return builder().build();
    }

    /** {@return a builder that starts from the defaults} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return when KMS is to forget the material; empty if it does not expire} */
    public Optional<Instant> expiresAt() {
        return Optional.ofNullable(expiresAt);
    }

    /** {@return how the material is encrypted on its way} */
    public ImportWrapping wrapping() {
        return wrapping;
    }

    @Override
    public String toString() {
        return "ImportOptions[expiresAt=" + expiresAt + ", wrapping=" + wrapping + "]";
    }

    /** Builds {@link ImportOptions}. Not thread-safe. */
    public static final class Builder {
        private @Nullable Instant expiresAt;
        private ImportWrapping wrapping = ImportWrapping.RSAES_OAEP_SHA_256;

        private Builder() {}

        /**
         * Sets when KMS is to forget the material; it does not expire by default.
         *
         * @param expiresAt the time, not past, of which KMS knows the whole seconds
         * @return this builder
         */
        public Builder expiresAt(Instant expiresAt) {
            this.expiresAt = Rules.expiry(expiresAt);
            return this;
        }

        /**
         * Sets how the material is encrypted on its way, {@link ImportWrapping#RSAES_OAEP_SHA_256} by default.
         *
         * @param wrapping one of the constants of {@link ImportWrapping}
         * @return this builder
         */
        public Builder wrapping(ImportWrapping wrapping) {
            this.wrapping = wrapping;
            return this;
        }

        /**
         * Builds the options.
         *
         * @return the options
         */
        public ImportOptions build() {
            return new ImportOptions(this);
        }
    }
}
