package io.opensesame.internal.envelope;

import io.opensesame.internal.envelope.message.DataKey;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A data key that several threads use, wiped when nobody holds it any more. Thread-safe.
 *
 * <p>Its maker holds it first. Each {@link #hold} that succeeded is followed by one {@link #release}.
 */
abstract class SharedDataKey {
    private final DataKey key;
    private final AtomicInteger holders = new AtomicInteger(1);

    SharedDataKey(DataKey key) {
        this.key = key;
    }

    /** The key itself; for holders alone. */
    final DataKey key() {
        return key;
    }

    /** Keeps the key from being wiped; false if it was already. */
    final boolean hold() {
        while (true) {
            int now = holders.get();
            if (now == 0) {
                return false;
            }
            if (holders.compareAndSet(now, now + 1)) {
                return true;
            }
        }
    }

    final void release() {
        if (holders.decrementAndGet() == 0) {
            key.close();
        }
    }
}
