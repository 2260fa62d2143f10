package io.opensesame.auth;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The RAM role of the ECS instance, read from the metadata service that only the instance can reach. */
public final class EcsRamRoleSource implements CredentialsSource {
    private static final URI METADATA_SERVICE = URI.create("http://100.100.100.200");
    private static final Pattern ROLE_NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private final @Nullable String roleName;
    private final boolean hardened;
    private final URI metadataEndpoint;

    private EcsRamRoleSource(Builder builder) {
        this.roleName = builder.roleName;
        this.hardened = builder.hardened;
        this.metadataEndpoint = builder.metadataEndpoint;
    }

    /** {@return a builder that starts from the defaults of {@link CredentialsSource#ecsRamRole()}} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return the role's name, or empty if the metadata service is asked for it} */
    public Optional<String> roleName() {
        return Optional.ofNullable(roleName);
    }

    /** {@return whether only the token-protected protocol (IMDSv2) is used} */
    public boolean hardened() {
        return hardened;
    }

    /** {@return where the metadata service is} */
    public URI metadataEndpoint() {
        return metadataEndpoint;
    }

    /** {@return the source's name, as in messages} */
    @Override
    public String toString() {
        return "ECS RAM role" + (roleName == null ? "" : " '" + roleName + "'");
    }

    /** Collects the settings of an {@link EcsRamRoleSource}. Not thread-safe. */
    public static final class Builder {
        private @Nullable String roleName;
        private boolean hardened;
        private URI metadataEndpoint = METADATA_SERVICE;

        private Builder() {}

        /**
         * Names the role, which saves asking for its name.
         *
         * @param roleName the name, not the ARN; by default {@code ALIBABA_CLOUD_ECS_METADATA}, else the instance's
         *     role
         * @return this builder
         * @throws IllegalArgumentException if it has other characters than letters, digits, dot, dash and underscore,
         *     or more than 64
         */
        public Builder roleName(String roleName) {
            if (!ROLE_NAME.matcher(roleName).matches()) {
                throw new IllegalArgumentException(
                        "the name of a RAM role is 1 to 64 letters, digits, '.', '-' or '_': '" + roleName + "'");
            }
            this.roleName = roleName;
            return this;
        }

        /**
         * Sets whether to insist on the protocol with a token (IMDSv2).
         *
         * @param hardened true to never fall back to IMDSv1, which an attacker who can make the application send a GET
         *     can use too; false by default, unless {@code ALIBABA_CLOUD_IMDSV1_DISABLED} is {@code true}
         * @return this builder
         */
        public Builder hardened(boolean hardened) {
            this.hardened = hardened;
            return this;
        }

        /**
         * Sets where the metadata service is, for tests and emulators.
         *
         * @param metadataEndpoint scheme, host and port; {@code http://100.100.100.200} by default
         * @return this builder
         * @throws IllegalArgumentException if the address has another scheme than http or https, no host, or a path
         */
        public Builder metadataEndpoint(URI metadataEndpoint) {
            this.metadataEndpoint = Addresses.requireOrigin("metadata service", metadataEndpoint);
            return this;
        }

        /** {@return the source as set} */
        public EcsRamRoleSource build() {
            return new EcsRamRoleSource(this);
        }
    }
}
