package io.opensesame.internal.http;

import io.opensesame.kms.CallOptions;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * How long to wait before the next attempt: anything from nothing to a bound that doubles with each attempt, so that
 * clients which failed together do not come back together. A pause that the service asks for comes on top.
 */
public final class FullJitter {
    private final long baseMillis;
    private final long maxMillis;
    private final RandomGenerator random;

    /**
     * @param options give the bounds
     * @param random thread-safe
     */
    public FullJitter(CallOptions options, RandomGenerator random) {
        this.baseMillis = options.baseBackoff().toMillis();
        this.maxMillis = options.maxBackoff().toMillis();
        this.random = random;
    }

    /**
     * Returns the wait.
     *
     * @param attempts how many attempts were made, from 1
     * @param asked the pause that the service asked for, or null
     */
    public long millis(int attempts, @Nullable Duration asked) {
        long bound = Math.min(maxMillis, baseMillis << Math.min(attempts - 1, 30));
        return asked == null
                ? random.nextLong(bound + 1)
                : asked.toMillis() + random.nextLong(Math.min(bound, baseMillis) + 1);
    }
}
