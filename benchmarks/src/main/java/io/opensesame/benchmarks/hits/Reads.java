package io.opensesame.benchmarks.hits;

import java.util.Arrays;
import java.util.Random;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Which secrets are read, in which order: drawn before the measurement, by Zipf's law. */
@State(Scope.Benchmark)
public class Reads {
    static final int LENGTH = 1 << 14;
    static final String VALUE = "postgresql://orders:gH7xq2Lw9ZpK4vT8sN3mB6yR1cF5dJ0a@db.internal.example:5432/orders";

    /** How many secrets there are. */
    @Param({"1", "1000"})
    public int secrets;

    String[] names = {};
    int[] order = {};

    /** Names the secrets and draws the order. */
    @Setup
    public void draw() {
        names = new String[secrets];
        for (int i = 0; i < secrets; i++) {
            names[i] = "orders/db-" + i;
        }
        double[] upTo = new double[secrets];
        double sum = 0;
        for (int i = 0; i < secrets; i++) {
            sum += 1.0 / (i + 1);
            upTo[i] = sum;
        }
        Random random = new Random(42);
        order = new int[LENGTH];
        for (int i = 0; i < LENGTH; i++) {
            int found = Arrays.binarySearch(upTo, random.nextDouble() * sum);
            order[i] = found >= 0 ? found : -found - 1;
        }
    }

    /** One thread's place in the order. */
    @State(Scope.Thread)
    public static class Cursor {
        private int next;
        private int[] order = {};
        private String[] names = {};

        /** Begins somewhere else in each thread. */
        @Setup
        public void start(Reads reads) {
            order = reads.order;
            names = reads.names;
            next = (int) (Thread.currentThread().getId() * 7919);
        }

        int nextIndex() {
            return order[next++ & (LENGTH - 1)];
        }

        String nextName() {
            return names[nextIndex()];
        }
    }
}
