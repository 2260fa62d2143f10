package io.opensesame.internal.http;

import io.opensesame.error.OpenSesameException;
import io.opensesame.kms.KmsEndpoint;
import io.opensesame.kms.RegionHealth;
import io.opensesame.kms.RegionHealth.State;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Remembers when an endpoint last worked and last failed, for whoever asks. Thread-safe. */
final class EndpointHealth {
    private final KmsEndpoint endpoint;
    private final EndpointBreaker breaker;
    private final InstantSource clock;
    private volatile @Nullable Instant lastSuccess;
    private volatile @Nullable Failure lastFailure;

    private record Failure(Instant time, String reason) {}

    EndpointHealth(KmsEndpoint endpoint, EndpointBreaker breaker, InstantSource clock) {
        this.endpoint = endpoint;
        this.breaker = breaker;
        this.clock = clock;
    }

    /** The service answered; a refusal is an answer. */
    void answered() {
        lastSuccess = clock.instant();
    }

    void failed(OpenSesameException failure) {
        lastFailure = new Failure(clock.instant(), ServiceWords.oneLine(String.valueOf(failure.getMessage())));
    }

    RegionHealth snapshot(boolean home) {
        RegionHealth.Builder health = RegionHealth.builder(endpoint, state()).home(home);
        Instant success = lastSuccess;
        if (success != null) {
            health.lastSuccess(success);
        }
        Failure failure = lastFailure;
        if (failure != null) {
            health.lastFailure(failure.time(), failure.reason());
        }
        return health.build();
    }

    State state() {
        if (breaker.isClosed()) {
            return State.HEALTHY;
        }
        return breaker.isOpen() ? State.FAILING : State.TRYING;
    }
}
