package io.opensesame.internal.http;

/** How soon an endpoint's circuit breaker opens, which depends on what a call can do instead. */
public enum BreakerPolicy {
    /**
     * Opens when 90 % of the last 20 attempts failed, once there were 10; 3 trials. An endpoint that still answers now
     * and then is left to the retries, which get through; opening would fail calls that they can save.
     */
    ONLY_ENDPOINT(20, 10, 90, 3),

    /**
     * Opens when 3 of the last 5 attempts failed; 1 trial. Calls go elsewhere at once, so there is little to lose by
     * opening, and each attempt at a dead endpoint is time that a reader waits.
     */
    ONE_OF_SEVERAL(5, 3, 60, 1);

    private final int window;
    private final int minimum;
    private final int failurePercent;
    private final int trials;

    BreakerPolicy(int window, int minimum, int failurePercent, int trials) {
        this.window = window;
        this.minimum = minimum;
        this.failurePercent = failurePercent;
        this.trials = trials;
    }

    int window() {
        return window;
    }

    int minimum() {
        return minimum;
    }

    int failurePercent() {
        return failurePercent;
    }

    int trials() {
        return trials;
    }
}
