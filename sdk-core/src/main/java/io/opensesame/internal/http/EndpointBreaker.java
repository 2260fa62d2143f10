package io.opensesame.internal.http;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Stops calls to an endpoint that fails again and again, and lets a few through after a while.
 *
 * <pre>
 * closed      calls pass; opens when too many of the last attempts failed, as its {@link BreakerPolicy} says
 * open        no call passes, for 5 seconds
 * half-open   trial calls pass; opens again if all of them fail, or after a minute without their outcome, else closes
 * </pre>
 *
 * <p>A failure is an attempt without an answer, with an unreadable one, or with a 5xx. Refusals and throttling come
 * from an endpoint that works, and what the caller gave up says nothing: neither opens the breaker.
 */
final class EndpointBreaker {
    private static final Duration OPEN = Duration.ofSeconds(5);

    /** Longer than attempts usually take: what has not ended by then may have been lost. */
    private static final Duration HALF_OPEN = Duration.ofMinutes(1);

    private final CircuitBreaker breaker;
    private final MonotonicClock clock;
    private volatile Instant openUntil = Instant.MIN;
    private volatile Instant halfOpenUntil = Instant.MAX;
    private volatile @Nullable Throwable lastFailure;

    EndpointBreaker(String endpoint, BreakerPolicy policy, LongSupplier nanoTime, CallEvents events) {
        this.clock = new MonotonicClock(nanoTime);
        CircuitBreakerConfig config = CircuitBreakerConfig.custom()
                .slidingWindowType(SlidingWindowType.COUNT_BASED)
                .slidingWindowSize(policy.window())
                .minimumNumberOfCalls(policy.minimum())
                .failureRateThreshold(policy.failurePercent())
                .slowCallRateThreshold(100)
                .slowCallDurationThreshold(Duration.ofDays(1)) // the deadline is what bounds a call, not the breaker
                .waitDurationInOpenState(OPEN)
                .permittedNumberOfCallsInHalfOpenState(policy.trials())
                .writableStackTraceEnabled(false)
                .clock(clock)
                .build();
        this.breaker = CircuitBreaker.of(endpoint, config);
        breaker.getEventPublisher().onStateTransition(event -> {
            CircuitBreaker.State state = event.getStateTransition().getToState();
            if (state == CircuitBreaker.State.OPEN) {
                openUntil = clock.instant().plus(OPEN);
                events.breakerOpened(OPEN, lastFailure);
            } else if (state == CircuitBreaker.State.HALF_OPEN) {
                halfOpenUntil = clock.instant().plus(HALF_OPEN);
            } else if (state == CircuitBreaker.State.CLOSED) {
                events.breakerClosed();
            }
        });
    }

    /** Whether an attempt would be refused leave for some time to come. */
    boolean isOpen() {
        return breaker.getState() == CircuitBreaker.State.OPEN
                && !untilNextTrial().isZero();
    }

    /** Whether attempts pass without being trials. */
    boolean isClosed() {
        return breaker.getState() == CircuitBreaker.State.CLOSED;
    }

    /** Takes leave for one attempt. Whoever got it must end it by exactly one of the methods below. */
    boolean tryAcquire() {
        if (breaker.tryAcquirePermission()) {
            return true;
        }
        openAgainIfTrialsAreLost();
        return false;
    }

    /** Not left to the circuit breaker's own timer, which is a thread that nobody could end. */
    private synchronized void openAgainIfTrialsAreLost() {
        boolean lost = breaker.getState() == CircuitBreaker.State.HALF_OPEN
                && !clock.instant().isBefore(halfOpenUntil);
        if (lost) {
            breaker.transitionToOpenState();
        }
    }

    void answered(long nanos) {
        breaker.onSuccess(nanos, TimeUnit.NANOSECONDS);
    }

    void failed(long nanos, Throwable failure) {
        lastFailure = failure;
        breaker.onError(nanos, TimeUnit.NANOSECONDS, failure);
    }

    /** The failure that was told last, or null. */
    @Nullable
    Throwable lastFailure() {
        return lastFailure;
    }

    void givenUp() {
        breaker.releasePermission();
    }

    /** How long until calls are let through again; zero if some are being tried at this moment. */
    Duration untilNextTrial() {
        Duration left = Duration.between(clock.instant(), openUntil);
        return left.isNegative() ? Duration.ZERO : left;
    }
}
