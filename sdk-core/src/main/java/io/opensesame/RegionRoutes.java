package io.opensesame;

import io.opensesame.auth.CredentialsProvider;
import io.opensesame.internal.cache.KmsSecretSource;
import io.opensesame.internal.cache.SecretSource;
import io.opensesame.internal.http.HttpRpcTransport;
import io.opensesame.internal.kms.RpcKmsClient;
import io.opensesame.internal.region.Region;
import io.opensesame.internal.region.RegionalSource;
import io.opensesame.kms.CallListener;
import io.opensesame.kms.CallOptions;
import io.opensesame.kms.KmsEndpoint;
import io.opensesame.kms.RegionHealth;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where secret values are read from, and how it is doing: home, or home and its fail-over regions. */
final class RegionRoutes {
    private final SecretSource source;
    private final List<HttpRpcTransport> transports;

    private RegionRoutes(SecretSource source, List<HttpRpcTransport> transports) {
        this.source = source;
        this.transports = transports;
    }

    /** Reads from home alone, by the transport of all its calls. */
    static RegionRoutes only(HttpRpcTransport home, RpcKmsClient client, InstantSource clock) {
        return new RegionRoutes(new KmsSecretSource(client, clock), List.of(home));
    }

    /**
     * Reads from several regions. Home too gets a transport of its own for that: one that tries once and is soon left
     * alone, as there is somewhere else to go.
     *
     * @param endpoints two or more, home first
     */
    static RegionRoutes of(
            Engine engine,
            List<KmsEndpoint> endpoints,
            CallOptions calls,
            @Nullable Duration hedgeAfter,
            CredentialsProvider credentials,
            List<CallListener> listeners,
            InstantSource clock) {
        CallOptions onceEach = calls.toBuilder()
                .attemptTimeout(
                        RegionalSource.attemptTimeout(calls.attemptTimeout(), calls.deadline(), endpoints.size()))
                .maxAttempts(1)
                .build();
        List<HttpRpcTransport> transports = new ArrayList<>();
        List<Region> regions = new ArrayList<>();
        for (KmsEndpoint endpoint : endpoints) {
            boolean home = transports.isEmpty();
            HttpRpcTransport transport = engine.regionTransport(endpoint, home, credentials, listeners, onceEach);
            RpcKmsClient client = new RpcKmsClient(transport, endpoint.authority());
            transports.add(transport);
            KmsSecretSource reader = new KmsSecretSource(client, clock, home);
            regions.add(new Region(endpoint.authority(), reader::load, transport::isOnTrial));
        }
        return new RegionRoutes(engine.regionalSource(regions, calls, hedgeAfter), transports);
    }

    SecretSource source() {
        return source;
    }

    List<RegionHealth> health() {
        List<RegionHealth> health = new ArrayList<>();
        for (HttpRpcTransport transport : transports) {
            health.add(transport.health(health.isEmpty()));
        }
        return List.copyOf(health);
    }
}
