package io.opensesame.internal.envelope;

import io.opensesame.error.KmsTransportException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/** Waits for KMS on a caller's thread. Immutable. */
final class Waiting {
    /** Calls keep to the deadline by themselves; this is for what comes between. */
    private static final Duration MARGIN = Duration.ofSeconds(1);

    private final String endpoint;
    private final BooleanSupplier onCallThread;
    private final Runnable requireOpen;

    /**
     * @param endpoint home, for messages
     * @param onCallThread whether this thread is one that calls run on, which would wait for itself
     * @param requireOpen throws if there was a close, after which no answer counts
     */
    Waiting(String endpoint, BooleanSupplier onCallThread, Runnable requireOpen) {
        this.endpoint = endpoint;
        this.onCallThread = onCallThread;
        this.requireOpen = requireOpen;
    }

    /**
     * Waits for a data key, and takes over the hold on it. If it comes too late it is released.
     *
     * @param action the operation that is waited for, for messages
     * @param purpose what for, as the middle of a sentence
     */
    <K extends SharedDataKey> K forKey(CompletableFuture<K> key, String action, String purpose, Deadline limit) {
        boolean taken = false;
        try {
            K came = await(key, action, purpose, limit);
            taken = true;
            return came;
        } finally {
            if (!taken) {
                CompletableFuture<Void> unused = key.thenAccept(SharedDataKey::release);
            }
        }
    }

    <T> T await(CompletableFuture<T> answer, String action, String purpose, Deadline limit) {
        if (!answer.isDone() && onCallThread.getAsBoolean()) {
            throw new IllegalStateException(action + " " + purpose + " cannot be waited for on a thread that calls KMS:"
                    + " do not encrypt or decrypt in a CallListener, a CredentialsProvider or a SecretMapper");
        }
        try {
            T came = answer.get(limit.left().plus(MARGIN).toNanos(), TimeUnit.NANOSECONDS);
            requireOpen.run();
            return came;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw gaveUp(action, purpose, "the waiting thread was interrupted", e);
        } catch (TimeoutException e) {
            throw gaveUp(
                    action,
                    purpose,
                    "there was no answer within " + limit.total().toMillis() + " ms",
                    e);
        } catch (ExecutionException e) {
            Throwable cause = AgingValue.causeOf(e.getCause());
            if (cause instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(action + " " + purpose + " failed unexpectedly", cause);
        }
    }

    private KmsTransportException gaveUp(String action, String purpose, String why, Exception cause) {
        return new KmsTransportException(
                action,
                endpoint,
                action + " " + purpose + ": " + why + ". What was asked for goes on in the background; try again.",
                cause);
    }
}
