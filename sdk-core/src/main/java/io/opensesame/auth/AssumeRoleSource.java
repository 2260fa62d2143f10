package io.opensesame.auth;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A RAM role, assumed through STS with other credentials. */
public final class AssumeRoleSource implements CredentialsSource {
    private final String roleArn;
    private final CredentialsSource signedBy;
    private final @Nullable String sessionName;
    private final Duration duration;
    private final @Nullable String policy;
    private final @Nullable String externalId;
    private final @Nullable StsEndpoint sts;

    private AssumeRoleSource(Builder builder) {
        this.roleArn = builder.roleArn;
        this.signedBy = builder.signedBy;
        this.sessionName = builder.sessionName;
        this.duration = builder.duration;
        this.policy = builder.policy;
        this.externalId = builder.externalId;
        this.sts = builder.sts;
    }

    /**
     * Returns a builder for a role.
     *
     * @param roleArn the role, such as {@code acs:ram::1234567890123456:role/orders-reader}
     * @return a builder that starts from the defaults of {@link CredentialsSource#assumeRole(String)}
     * @throws IllegalArgumentException if that is no ARN of a role
     */
    public static Builder builder(String roleArn) {
        return new Builder(roleArn);
    }

    /** {@return the role's ARN} */
    public String roleArn() {
        return roleArn;
    }

    /** {@return where the credentials come from that assume the role} */
    public CredentialsSource signedBy() {
        return signedBy;
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

    /** {@return the external id that the role's trust policy asks for, or empty} */
    public Optional<String> externalId() {
        return Optional.ofNullable(externalId);
    }

    /** {@return where STS is called, or empty if the environment decides} */
    public Optional<StsEndpoint> sts() {
        return Optional.ofNullable(sts);
    }

    /** {@return the source's name, as in messages} */
    @Override
    public String toString() {
        return "RAM role " + roleArn + " (assumed with " + signedBy + ")";
    }

    /** Collects the settings of an {@link AssumeRoleSource}. Not thread-safe. */
    public static final class Builder {
        private final String roleArn;
        private CredentialsSource signedBy = CredentialsSource.defaultChain();
        private @Nullable String sessionName;
        private Duration duration = RoleRules.DEFAULT_DURATION;
        private @Nullable String policy;
        private @Nullable String externalId;
        private @Nullable StsEndpoint sts;

        private Builder(String roleArn) {
            this.roleArn = RoleRules.requireRoleArn(roleArn);
        }

        /**
         * Sets whose credentials assume the role.
         *
         * @param source the default chain by default; another role to go on from role to role
         * @return this builder
         */
        public Builder signedBy(CredentialsSource source) {
            this.signedBy = Objects.requireNonNull(source, "source");
            return this;
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
         * Sets the external id that the role's trust policy asks for.
         *
         * @param externalId 2 to 1,224 characters
         * @return this builder
         * @throws IllegalArgumentException if it is shorter or longer
         */
        public Builder externalId(String externalId) {
            this.externalId = RoleRules.requireExternalId(externalId);
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
        public AssumeRoleSource build() {
            return new AssumeRoleSource(this);
        }
    }
}
