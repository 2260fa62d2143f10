package io.opensesame.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An AccessKey pair, with a security token and an expiry if it is temporary. Immutable and thread-safe.
 *
 * <p>The pair is one value: an id never meets another key's secret.
 */
public final class Credentials {
    private final String accessKeyId;
    private final String accessKeySecret;
    private final @Nullable String securityToken;
    private final @Nullable Instant expiration;

    private Credentials(
            String accessKeyId, String accessKeySecret, @Nullable String securityToken, @Nullable Instant expiration) {
        this.accessKeyId = required("AccessKey id", accessKeyId);
        this.accessKeySecret = required("AccessKey secret", accessKeySecret);
        this.securityToken = securityToken == null ? null : required("security token", securityToken);
        this.expiration = expiration;
    }

    /**
     * Returns a lasting AccessKey pair.
     *
     * @param accessKeyId the id of the AccessKey
     * @param accessKeySecret its secret
     * @return the pair
     * @throws IllegalArgumentException if a part is empty or holds anything but visible ASCII characters
     */
    public static Credentials accessKey(String accessKeyId, String accessKeySecret) {
        return new Credentials(accessKeyId, accessKeySecret, null, null);
    }

    /**
     * Returns temporary credentials whose expiry is not known.
     *
     * @param accessKeyId the id of the temporary AccessKey
     * @param accessKeySecret its secret
     * @param securityToken the token that goes with it
     * @return the credentials
     * @throws IllegalArgumentException if a part is empty or holds anything but visible ASCII characters
     */
    public static Credentials temporary(String accessKeyId, String accessKeySecret, String securityToken) {
        return new Credentials(accessKeyId, accessKeySecret, Objects.requireNonNull(securityToken), null);
    }

    /**
     * Returns temporary credentials that are valid until {@code expiration}.
     *
     * @param accessKeyId the id of the temporary AccessKey
     * @param accessKeySecret its secret
     * @param securityToken the token that goes with it
     * @param expiration when the service stops accepting them
     * @return the credentials
     * @throws IllegalArgumentException if a part is empty or holds anything but visible ASCII characters
     */
    public static Credentials temporary(
            String accessKeyId, String accessKeySecret, String securityToken, Instant expiration) {
        return new Credentials(
                accessKeyId,
                accessKeySecret,
                Objects.requireNonNull(securityToken),
                Objects.requireNonNull(expiration));
    }

    private static String required(String what, @Nullable String value) {
        if (value == null) {
            throw new NullPointerException(
                    "the " + what + " is null: is the environment variable or setting behind it set?");
        }
        if (value.isEmpty() || value.chars().anyMatch(c -> c <= ' ' || c >= 0x7f)) {
            throw new IllegalArgumentException(
                    "the " + what + " must be non-empty, of visible ASCII characters without blanks");
        }
        return value;
    }

    /** {@return the id of the AccessKey, which is no secret} */
    public String accessKeyId() {
        return accessKeyId;
    }

    /** {@return the secret of the AccessKey, in clear} */
    public String exposeAccessKeySecret() {
        return accessKeySecret;
    }

    /** {@return the security token, in clear, or empty for a lasting pair} */
    public Optional<String> exposeSecurityToken() {
        return Optional.ofNullable(securityToken);
    }

    /** {@return when these credentials end, or empty if that is not known} */
    public Optional<Instant> expiration() {
        return Optional.ofNullable(expiration);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Credentials that
                && accessKeyId.equals(that.accessKeyId)
                && sameSecret(accessKeySecret, that.accessKeySecret)
                && sameSecret(securityToken, that.securityToken)
                && Objects.equals(expiration, that.expiration);
    }

    private static boolean sameSecret(@Nullable String one, @Nullable String other) {
        if (one == null || other == null) {
            return one == null && other == null;
        }
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public int hashCode() {
        return Objects.hash(accessKeyId, expiration);
    }

    /** {@return the id and the expiry; secret and token are redacted} */
    @Override
    public String toString() {
        return "Credentials[accessKeyId=" + accessKeyId + ", accessKeySecret=<redacted>"
                + (securityToken == null ? "" : ", securityToken=<redacted>")
                + (expiration == null ? "" : ", expiration=" + expiration) + "]";
    }
}
