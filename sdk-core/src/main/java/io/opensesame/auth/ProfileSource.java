package io.opensesame.auth;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A profile in a credentials file. The file is read again when it changes.
 *
 * <p>A profile may hold an AccessKey pair, or say how to come by credentials: by assuming a role, from the metadata
 * service, by running a program. Whoever can write the file decides as whom the application acts, and which programs it
 * runs: let nobody but its owner write it.
 */
public final class ProfileSource implements CredentialsSource {
    private final Format format;
    private final @Nullable Path file;
    private final @Nullable String name;

    private ProfileSource(Builder builder) {
        this.format = builder.format;
        this.file = builder.file;
        this.name = builder.name;
    }

    /**
     * Returns a builder for a profile of the INI file that Alibaba Cloud's SDKs share.
     *
     * @return a builder that starts from the defaults of {@link CredentialsSource#profile()}
     */
    public static Builder ini() {
        return new Builder(Format.INI);
    }

    /**
     * Returns a builder for a profile of the {@code aliyun} command's JSON file.
     *
     * @return a builder that starts from the defaults of {@link CredentialsSource#cliProfile()}
     */
    public static Builder cli() {
        return new Builder(Format.CLI);
    }

    /** {@return how the file is written} */
    public Format format() {
        return format;
    }

    /** {@return the file, or empty for the usual place} */
    public Optional<Path> file() {
        return Optional.ofNullable(file);
    }

    /** {@return the profile's name, or empty for the one that the environment or the file names} */
    public Optional<String> name() {
        return Optional.ofNullable(name);
    }

    /** {@return the source's name, as in messages} */
    @Override
    public String toString() {
        return (format == Format.INI ? "profile" : "CLI profile")
                + (name == null ? "" : " '" + name + "'")
                + (file == null ? "" : " in " + file);
    }

    /** How a file of profiles is written. */
    public enum Format {
        /** The INI file that Alibaba Cloud's SDKs share. */
        INI,
        /** The JSON file of the {@code aliyun} command. */
        CLI
    }

    /** Collects the settings of a {@link ProfileSource}. Not thread-safe. */
    public static final class Builder {
        private final Format format;
        private @Nullable Path file;
        private @Nullable String name;

        private Builder(Format format) {
            this.format = format;
        }

        /**
         * Sets the file to read.
         *
         * @param file instead of the file in the home directory; it also wins over
         *     {@code ALIBABA_CLOUD_CREDENTIALS_FILE}
         * @return this builder
         */
        public Builder file(Path file) {
            this.file = Objects.requireNonNull(file, "file");
            return this;
        }

        /**
         * Sets the profile to use.
         *
         * @param name the profile's name; it wins over {@code ALIBABA_CLOUD_PROFILE}
         * @return this builder
         * @throws IllegalArgumentException if the name is blank
         */
        public Builder name(String name) {
            if (name.isBlank()) {
                throw new IllegalArgumentException("the name of a profile must not be blank");
            }
            this.name = name;
            return this;
        }

        /** {@return the source as set} */
        public ProfileSource build() {
            return new ProfileSource(this);
        }
    }
}
