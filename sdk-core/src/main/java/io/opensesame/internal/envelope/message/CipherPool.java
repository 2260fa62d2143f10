package io.opensesame.internal.envelope.message;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Ciphers that wait for their next message, as making one costs as much as encrypting a small message. Thread-safe.
 *
 * <p>A cipher remembers the key of its last message. {@link #close()} drops all that wait; after it the pool works on,
 * but keeps none.
 */
public final class CipherPool implements AutoCloseable {
    /*
     * A cipher is in a slot or in one thread's hands. A thread looks into the slot that its id leads to, so that
     * threads rarely meet; there is no ThreadLocal, which would outlive the application in a server's threads.
     */
    private static final int MAX_SLOTS = 64;

    private final Map<SuiteSpec, AtomicReferenceArray<FrameCipher>> bySuite = new EnumMap<>(SuiteSpec.class);
    private volatile boolean closed;

    /** Creates an empty pool. */
    public CipherPool() {
        int slots = Math.min(
                MAX_SLOTS, 2 * Integer.highestOneBit(Runtime.getRuntime().availableProcessors()));
        for (SuiteSpec suite : SuiteSpec.values()) {
            bySuite.put(suite, new AtomicReferenceArray<>(slots));
        }
    }

    /** A cipher for the caller alone, until he gives it back. */
    FrameCipher take(SuiteSpec suite) {
        AtomicReferenceArray<FrameCipher> slots = slots(suite);
        FrameCipher waiting = slots.getAndSet(own(slots), null);
        return waiting == null ? suite.newFrameCipher() : waiting;
    }

    /** Takes a cipher back. One that threw is not given back, since nobody knows its state. */
    void give(SuiteSpec suite, FrameCipher cipher) {
        AtomicReferenceArray<FrameCipher> slots = slots(suite);
        slots.set(own(slots), cipher);
        if (closed) {
            drop(slots);
        }
    }

    private AtomicReferenceArray<FrameCipher> slots(SuiteSpec suite) {
        return Objects.requireNonNull(bySuite.get(suite));
    }

    private static int own(AtomicReferenceArray<FrameCipher> slots) {
        return (int) Thread.currentThread().getId() & (slots.length() - 1);
    }

    private static void drop(AtomicReferenceArray<FrameCipher> slots) {
        for (int i = 0; i < slots.length(); i++) {
            slots.set(i, null);
        }
    }

    @Override
    public void close() {
        closed = true;
        bySuite.values().forEach(CipherPool::drop);
    }
}
