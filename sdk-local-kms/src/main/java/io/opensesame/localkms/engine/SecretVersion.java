package io.opensesame.localkms.engine;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;

/** One version of a secret. Its value never changes; only the stages move. */
final class SecretVersion {
    static final int MAX_DATA_BYTES = 30_720;

    private final String id;
    private final String data;
    private final String dataType;
    private final Instant createdAt;

    SecretVersion(String id, String data, String dataType, Instant createdAt) {
        this.id = id;
        this.data = data;
        this.dataType = dataType;
        this.createdAt = createdAt;
    }

    String id() {
        return id;
    }

    String exposeData() {
        return data;
    }

    String dataType() {
        return dataType;
    }

    Instant createdAt() {
        return createdAt;
    }

    boolean hasSameValue(SecretVersion other) {
        byte[] mine = data.getBytes(StandardCharsets.UTF_8);
        byte[] theirs = other.data.getBytes(StandardCharsets.UTF_8);
        return MessageDigest.isEqual(mine, theirs) && dataType.equals(other.dataType);
    }

    @Override
    public String toString() {
        return "SecretVersion[id=" + id + ", createdAt=" + createdAt + ", data=<redacted>]";
    }
}
