package io.opensesame.internal.envelope;

import io.opensesame.envelope.DataKeyCacheOptions;
import io.opensesame.internal.envelope.message.DataKey;
import io.opensesame.internal.envelope.message.EncryptedDataKey;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** A data key to encrypt with, what it looks like in a header, and how much of it is used up. */
final class EncryptionKey extends SharedDataKey {
    private final List<EncryptedDataKey> encrypted;
    private final long maxMessages;
    private final long maxBytes;
    private final AtomicLong messages = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();

    EncryptionKey(DataKey key, List<EncryptedDataKey> encrypted, DataKeyCacheOptions bounds) {
        super(key);
        this.encrypted = List.copyOf(encrypted);
        this.maxMessages = bounds.maxMessages();
        this.maxBytes = bounds.maxBytes();
    }

    List<EncryptedDataKey> encrypted() {
        return encrypted;
    }

    /**
     * Holds the key for one more message.
     *
     * @param length the message's plaintext in bytes; 0 if it is counted later
     * @return false if that is more than the key is for, or if it was wiped
     */
    boolean holdFor(long length) {
        boolean fits = messages.incrementAndGet() <= maxMessages && bytes.addAndGet(length) <= maxBytes;
        return fits && hold();
    }

    /** Counts plaintext of a message whose length was not known; one that passes the bound is the key's last. */
    void count(long length) {
        bytes.addAndGet(length);
    }

    /** Whether a quarter or less is left of the messages or bytes: time to have another key made. */
    boolean isRunningOut() {
        return messages.get() > maxMessages - maxMessages / 4 || bytes.get() > maxBytes - maxBytes / 4;
    }
}
