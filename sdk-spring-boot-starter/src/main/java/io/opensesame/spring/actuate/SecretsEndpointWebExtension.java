package io.opensesame.spring.actuate;

import io.opensesame.spring.actuate.SecretsEndpoint.Refresh;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.Selector.Match;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.EndpointWebExtension;

/** Gives a failed refresh an HTTP status: 502 if KMS refuses, 503 if it gives no answer. Thread-safe. */
@EndpointWebExtension(endpoint = SecretsEndpoint.class)
public final class SecretsEndpointWebExtension {
    private static final int BAD_GATEWAY = 502;

    private final SecretsEndpoint endpoint;

    SecretsEndpointWebExtension(SecretsEndpoint endpoint) {
        this.endpoint = endpoint;
    }

    /**
     * Asks KMS now for a secret that is held or was asked for lately.
     *
     * @param name its name or ARN, split at each slash
     * @return what came of it
     */
    @WriteOperation
    public WebEndpointResponse<Refresh> refresh(@Selector(match = Match.ALL_REMAINING) String... name) {
        Refresh refresh = endpoint.refresh(name);
        return refresh == null
                ? new WebEndpointResponse<>(WebEndpointResponse.STATUS_NOT_FOUND)
                : new WebEndpointResponse<>(refresh, status(refresh));
    }

    private static int status(Refresh refresh) {
        return switch (refresh.outcome()) {
            case REFRESHED -> WebEndpointResponse.STATUS_OK;
            case REFUSED -> BAD_GATEWAY;
            case UNAVAILABLE -> WebEndpointResponse.STATUS_SERVICE_UNAVAILABLE;
        };
    }
}
