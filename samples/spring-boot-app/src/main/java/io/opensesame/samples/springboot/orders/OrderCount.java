package io.opensesame.samples.springboot.orders;

import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/** Counts orders that were taken, and those that failed. Thread-safe. */
@Component
public class OrderCount {
    private final LongAdder taken = new LongAdder();
    private final LongAdder failed = new LongAdder();

    <T> T counting(Supplier<T> order) {
        boolean done = false;
        try {
            T result = order.get();
            done = true;
            return result;
        } finally {
            (done ? taken : failed).increment();
        }
    }

    /** {@return how many were taken since the start} */
    public long taken() {
        return taken.sum();
    }

    /** {@return how many failed since the start} */
    public long failed() {
        return failed.sum();
    }
}
