package io.opensesame.ram;

import io.opensesame.auth.Credentials;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An AccessKey of a RAM user, as one version of a RAM secret holds it. Immutable: an id never meets another key's
 * secret.
 */
public final class AccessKey {
    private final Credentials credentials;
    private final String versionId;
    private final @Nullable Instant generatedAt;

    private AccessKey(Credentials credentials, String versionId, @Nullable Instant generatedAt) {
        this.credentials = credentials;
        this.versionId = versionId;
        this.generatedAt = generatedAt;
    }

    /**
     * Returns an AccessKey, for a test's own double of {@link FollowedAccessKey}.
     *
     * @param credentials the pair
     * @param versionId the version of the secret that holds it
     * @return the AccessKey
     * @throws IllegalArgumentException if the credentials are temporary
     */
    public static AccessKey of(Credentials credentials, String versionId) {
        return new AccessKey(lasting(credentials), Objects.requireNonNull(versionId, "versionId"), null);
    }

    /**
     * Returns an AccessKey of which it is known when it was made.
     *
     * @param credentials the pair
     * @param versionId the version of the secret that holds it
     * @param generatedAt when it was made
     * @return the AccessKey
     * @throws IllegalArgumentException if the credentials are temporary
     */
    public static AccessKey of(Credentials credentials, String versionId, Instant generatedAt) {
        return new AccessKey(
                lasting(credentials),
                Objects.requireNonNull(versionId, "versionId"),
                Objects.requireNonNull(generatedAt, "generatedAt"));
    }

    private static Credentials lasting(Credentials credentials) {
        if (credentials.exposeSecurityToken().isPresent()) {
            throw new IllegalArgumentException("an AccessKey in a RAM secret is lasting, and these credentials are"
                    + " temporary: " + credentials.accessKeyId());
        }
        return credentials;
    }

    /** {@return its id, which is no secret} */
    public String accessKeyId() {
        return credentials.accessKeyId();
    }

    /** {@return its secret, in clear} */
    public String exposeAccessKeySecret() {
        return credentials.exposeAccessKeySecret();
    }

    /** {@return the pair, as this library signs with it} */
    public Credentials credentials() {
        return credentials;
    }

    /** {@return the id of the secret's version that holds it} */
    public String versionId() {
        return versionId;
    }

    /** {@return when KMS made it, if the secret says so; a key that the secret was created with may not} */
    public Optional<Instant> generatedAt() {
        return Optional.ofNullable(generatedAt);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof AccessKey that
                && versionId.equals(that.versionId)
                && credentials.equals(that.credentials)
                && Objects.equals(generatedAt, that.generatedAt);
    }

    @Override
    public int hashCode() {
        return Objects.hash(credentials.accessKeyId(), versionId);
    }

    /** {@return the id and the version; the secret is redacted} */
    @Override
    public String toString() {
        return "AccessKey[accessKeyId=" + accessKeyId() + ", versionId=" + versionId + ", accessKeySecret=<redacted>]";
    }
}
