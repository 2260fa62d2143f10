package io.opensesame.internal.envelope;

import io.opensesame.auth.CredentialsProvider;
import io.opensesame.envelope.MessageContext;
import io.opensesame.internal.envelope.DecryptionKeys.Wanted;
import io.opensesame.internal.envelope.message.OpenedMessage;
import io.opensesame.internal.envelope.message.ParsedHeader;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * Opens messages: checks what is expected, has the data key at hand or asks for it, verifies the header. Thread-safe.
 */
final class MessageReader {
    private final Expectations expectations;
    private final DecryptionKeys keys;
    private final CredentialsProvider credentials;
    private final boolean cached;
    private final Waiting waiting;
    private final Duration callTime;

    /**
     * @param credentials tell whose permissions count for a message
     * @param cached whether data keys are held, so that it matters who may use them
     */
    MessageReader(
            Expectations expectations,
            DecryptionKeys keys,
            CredentialsProvider credentials,
            boolean cached,
            Waiting waiting,
            Duration callTime) {
        this.expectations = expectations;
        this.keys = keys;
        this.credentials = credentials;
        this.cached = cached;
        this.waiting = waiting;
        this.callTime = callTime;
    }

    /** Opens a message whose header was read. */
    OpenedMessage open(ParsedHeader header, MessageContext required) {
        DecryptionKey key = key(header, required);
        try {
            return header.open(key.key());
        } finally {
            key.release();
        }
    }

    /** Returns the data key of a message that is as expected, held for the caller. */
    DecryptionKey key(ParsedHeader header, MessageContext required) {
        Wanted wanted = expected(header, required);
        String accessKeyId = accessKeyId();
        DecryptionKey held = keys.takeHeld(wanted, accessKeyId);
        if (held != null) {
            return held;
        }
        Deadline deadline = Deadline.in(callTime);
        return waiting.forKey(keys.take(wanted, accessKeyId, deadline), "Decrypt", "of a message's data key", deadline);
    }

    /** Returns what to ask for to open a message, if it is as expected. */
    Wanted expected(ParsedHeader header, MessageContext required) {
        expectations.check(header, required);
        return new Wanted(header.suite(), header.context().encryptionContext(), header.encryptedDataKeys());
    }

    /** Starts to have a data key opened; the deadline is the call's alone. */
    CompletableFuture<DecryptionKey> takeKey(Wanted wanted) {
        return keys.take(wanted, accessKeyId(), Deadline.in(callTime));
    }

    /** Waits for a data key that {@link #takeKey} was asked for, among so many that they take their turns. */
    DecryptionKey await(CompletableFuture<DecryptionKey> key, Deadline limit) {
        return waiting.await(key, "Decrypt", "of a message's data key", limit);
    }

    Deadline deadline(int rounds) {
        return Deadline.in(callTime.multipliedBy(rounds));
    }

    private String accessKeyId() {
        return cached ? credentials.credentials().accessKeyId() : "";
    }
}
