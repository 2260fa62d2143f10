package io.opensesame.benchmarks.envelope;

import java.io.InputStream;
import java.util.Map;

/** What every contender encrypts, and the context under which those do it that have one. */
final class Workload {
    static final Map<String, String> CONTEXT = Map.of("table", "orders");
    static final long STREAM_BYTES = 256L << 20;

    private Workload() {}

    /** So many zeros, which cost nothing to make. */
    static InputStream zeros(long length) {
        return new InputStream() {
            private long left = length;

            @Override
            public int read() {
                return left-- > 0 ? 0 : -1;
            }

            @Override
            public int read(byte[] bytes, int offset, int count) {
                if (left <= 0) {
                    return -1;
                }
                int given = (int) Math.min(count, left);
                left -= given;
                return given;
            }
        };
    }
}
