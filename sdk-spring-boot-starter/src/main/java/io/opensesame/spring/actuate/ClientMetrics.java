package io.opensesame.spring.actuate;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.opensesame.OpenSesame;
import io.opensesame.metrics.OpenSesameMetrics;
import java.util.List;
import java.util.Map;

/** The meters of all clients; told apart by the tag {@code client} where there are several. Thread-safe. */
final class ClientMetrics implements MeterBinder, AutoCloseable {
    private final List<OpenSesameMetrics> metrics;

    ClientMetrics(Map<String, OpenSesame> clients, int maxSecretNames) {
        this.metrics = clients.entrySet().stream()
                .map(client -> new OpenSesameMetrics(
                        client.getValue().secrets(),
                        client.getValue().kms(),
                        clients.size() == 1 ? Tags.empty() : Tags.of("client", client.getKey()),
                        maxSecretNames))
                .toList();
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        metrics.forEach(each -> each.bindTo(registry));
    }

    @Override
    public void close() {
        metrics.forEach(OpenSesameMetrics::close);
    }
}
