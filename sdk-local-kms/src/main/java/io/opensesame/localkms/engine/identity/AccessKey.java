package io.opensesame.localkms.engine.identity;

import io.opensesame.localkms.engine.call.Caller;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An AccessKey pair that may sign calls, and whom it stands for. Immutable; it prints no secret. */
public final class AccessKey {
    private final String id;
    private final String secret;
    private final Caller caller;
    private final boolean active;
    private final Instant createdAt;
    private final @Nullable String securityToken;
    private final @Nullable Instant expiration;

    AccessKey(
            String id,
            String secret,
            Caller caller,
            boolean active,
            Instant createdAt,
            @Nullable String securityToken,
            @Nullable Instant expiration) {
        this.id = id;
        this.secret = secret;
        this.caller = caller;
        this.active = active;
        this.createdAt = createdAt;
        this.securityToken = securityToken;
        this.expiration = expiration;
    }

    AccessKey withActive(boolean newActive) {
        return new AccessKey(id, secret, caller, newActive, createdAt, securityToken, expiration);
    }

    /** Returns the AccessKeyId. */
    public String id() {
        return id;
    }

    /** Returns the AccessKeySecret in plain text, as the check of a signature needs it. */
    public String exposeSecret() {
        return secret;
    }

    /** Returns whom a call signed with this pair comes from. */
    public Caller caller() {
        return caller;
    }

    /** Tells whether the pair is enabled; a disabled one signs nothing. */
    public boolean active() {
        return active;
    }

    /** Returns when it was made. */
    Instant createdAt() {
        return createdAt;
    }

    /** Returns the token that a call has to carry beside the signature, if this pair is temporary. */
    public Optional<String> securityToken() {
        return Optional.ofNullable(securityToken);
    }

    /** Returns when the pair stops working, if it is temporary. */
    public Optional<Instant> expiration() {
        return Optional.ofNullable(expiration);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof AccessKey that
                && id.equals(that.id)
                && caller.equals(that.caller)
                && active == that.active
                && expiration().equals(that.expiration())
                && same(secret, that.secret)
                && same(securityToken, that.securityToken);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    @Override
    public String toString() {
        return "AccessKey[id=" + id + ", principal=" + caller.principalArn() + ", active=" + active
                + ", secret=<redacted>]";
    }

    private static boolean same(@Nullable String one, @Nullable String other) {
        if (one == null || other == null) {
            return one == null && other == null;
        }
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
}
