package io.opensesame.localkms;

import io.opensesame.localkms.engine.call.Caller;
import io.opensesame.localkms.engine.identity.AccessKey;
import java.time.Instant;
import java.util.Optional;

/** An AccessKey that LocalKms accepts. Immutable; it prints no secret. */
public final class LocalAccessKey {
    private final AccessKey key;

    LocalAccessKey(AccessKey key) {
        this.key = key;
    }

    Caller caller() {
        return key.caller();
    }

    /** {@return the AccessKeyId} */
    public String accessKeyId() {
        return key.id();
    }

    /** {@return the AccessKeySecret in plain text} */
    public String exposeAccessKeySecret() {
        return key.exposeSecret();
    }

    /** {@return the security token in plain text, if the key is temporary} */
    public Optional<String> exposeSecurityToken() {
        return key.securityToken();
    }

    /** {@return when the key stops working by LocalKms's clock, if it is temporary} */
    public Optional<Instant> expiration() {
        return key.expiration();
    }

    /** {@return the ARN of whom calls with this key come from: the account, a RAM user, or the session of a role} */
    public String principalArn() {
        return key.caller().principalArn();
    }

    @Override
    public String toString() {
        return "LocalAccessKey[" + key.id() + ", secret=<redacted>]";
    }
}
