package io.opensesame.auth;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A RAM role, assumed through STS with the token of an OpenID Connect provider; no AccessKey is needed.
 *
 * <p>This is how a pod of Container Service for Kubernetes gets a role of its own (RRSA).
 */
public final class OidcRoleSource implements CredentialsSource {
    private final String roleArn;
    private final String providerArn;
    private final Path tokenFile;
    private final @Nullable String sessionName;
    private final Duration duration;
    private final @Nullable String policy;
    private final @Nullable StsEndpoint sts;

    private OidcRoleSource(Builder builder) {
        this.roleArn = builder.roleArn;
        this.providerArn = builder.providerArn;
        this.tokenFile = builder.tokenFile;
        this.sessionName = builder.sessionName;
        this.duration = builder.duration;
        this.policy = builder.policy;
        this.sts = builder.sts;
    }

    /**
     * Returns a builder for a role.
     *
     * @param roleArn the role, such as {@code acs:ram::1234567890123456:role/orders-reader}
     * @param providerArn the provider, such as {@code acs:ram::1234567890123456:oidc-provider/ack-rrsa-c1}
     * @param tokenFile the file that holds the provider's token; read again at each refresh
     * @return a builder that starts from the defaults
     * @throws IllegalArgumentException if an ARN is not of its kind
     */
    public static Builder builder(String roleArn, String providerArn, Path tokenFile) {
        return new Builder(roleArn, providerArn, tokenFile);
    }

    /** {@return the role's ARN} */
    public String roleArn() {
        return roleArn;
    }

    /** {@return the ARN of the OpenID Connect provider} */
    public String providerArn() {
        return providerArn;
    }

    /** {@return the file that holds the provider's token} */
    public Path tokenFile() {
        return tokenFile;
    }

    /** {@return the session's name, or empty for a generated one} */
    public Optional<String> sessionName() {
        return Optional.ofNullable(sessionName);
    }

    /** {@return how long a session lasts} */
    public Duration duration() {
        return duration;
    }

    /** {@return the policy that narrows the role's permissions, or empty for all of them} */
    public Optional<String> policy() {
        return Optional.ofNullable(policy);
    }

    /** {@return where STS is called, or empty if the environment decides} */
    public Optional<StsEndpoint> sts() {
        return Optional.ofNullable(sts);
    }

    /** {@return the source's name, as in messages} */
    @Override
    public String toString() {
        return "OIDC role " + roleArn;
    }

    /** Collects the settings of an {@link OidcRoleSource}. Not thread-safe. */
    public static final class Builder {
        private final String roleArn;
        private final String providerArn;
        private final Path tokenFile;
        private @Nullable String sessionName;
        private Duration duration = RoleRules.DEFAULT_DURATION;
        private @Nullable String policy;
        private @Nullable StsEndpoint sts;

        private Builder(String roleArn, String providerArn, Path tokenFile) {
            this.roleArn = RoleRules.requireRoleArn(roleArn);
            this.providerArn = RoleRules.requireProviderArn(providerArn);
            this.tokenFile = Objects.requireNonNull(tokenFile, "tokenFile");
        }

        /**
         * Sets the name under which the session appears in audit logs.
         *
         * @param sessionName 2 to 64 letters, digits, '.', '@', '-' or '_'; by default
         *     {@code ALIBABA_CLOUD_ROLE_SESSION_NAME}, else a generated name
         * @return this builder
         * @throws IllegalArgumentException if the name breaks the rule
         */
        public Builder sessionName(String sessionName) {
            this.sessionName = RoleRules.requireSessionName(sessionName);
            return this;
        }

        /**
         * Sets how long a session lasts; it is renewed ahead of its end.
         *
         * @param duration 15 minutes to 12 hours, and no more than the role allows; 1 hour by default
         * @return this builder
         * @throws IllegalArgumentException if it is shorter, longer, or not in whole seconds
         */
        public Builder duration(Duration duration) {
            this.duration = RoleRules.requireDuration(duration);
            return this;
        }

        /**
         * Narrows the session's permissions to those that the role and this policy both allow.
         *
         * @param policy a RAM policy in JSON, at most 2,048 bytes
         * @return this builder
         * @throws IllegalArgumentException if it is blank or too long
         */
        public Builder policy(String policy) {
            this.policy = RoleRules.requirePolicy(policy);
            return this;
        }

        /**
         * Sets where STS is called.
         *
         * @param sts by default the endpoint of the region {@code ALIBABA_CLOUD_STS_REGION} (inside the VPC if
         *     {@code ALIBABA_CLOUD_VPC_ENDPOINT_ENABLED} is {@code true}), else the global one
         * @return this builder
         */
        public Builder sts(StsEndpoint sts) {
            this.sts = Objects.requireNonNull(sts, "sts");
            return this;
        }

        /** {@return the source as set} */
        public OidcRoleSource build() {
            return new OidcRoleSource(this);
        }
    }
}
