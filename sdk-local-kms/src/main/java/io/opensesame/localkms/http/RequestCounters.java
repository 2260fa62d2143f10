package io.opensesame.localkms.http;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts requests by operation. Thread-safe.
 *
 * <p>At most {@value #MAX_OPERATIONS} operations are told apart; names beyond that count in the total alone, so that a
 * caller who makes up names can't fill the memory.
 */
public final class RequestCounters {
    static final int MAX_OPERATIONS = 256;
    private static final int MAX_NAME_LENGTH = 64;

    private final ConcurrentMap<String, LongAdder> byOperation = new ConcurrentHashMap<>();
    private final LongAdder total = new LongAdder();

    /** Creates counters that stand at 0. */
    public RequestCounters() {}

    void increment(String operation) {
        total.increment();
        LongAdder counter = byOperation.get(operation);
        if (counter == null && byOperation.size() < MAX_OPERATIONS && operation.length() <= MAX_NAME_LENGTH) {
            counter = byOperation.computeIfAbsent(operation, name -> new LongAdder());
        }
        if (counter != null) {
            counter.increment();
        }
    }

    /**
     * Returns how many requests named the operation, those refused or struck by a fault included.
     *
     * @param operation the operation's name
     */
    public long count(String operation) {
        LongAdder counter = byOperation.get(operation);
        return counter == null ? 0 : counter.sum();
    }

    /** Returns how many requests came in. */
    public long total() {
        return total.sum();
    }
}
