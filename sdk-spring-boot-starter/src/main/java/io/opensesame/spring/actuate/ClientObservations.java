package io.opensesame.spring.actuate;

import io.opensesame.OpenSesame;
import io.opensesame.metrics.KmsObservations;
import io.opensesame.secrets.Subscription;
import java.util.Collection;
import java.util.List;

/** Observes the calls of all clients, from its creation until it is closed. */
final class ClientObservations implements AutoCloseable {
    private final List<Subscription> subscriptions;

    ClientObservations(Collection<OpenSesame> clients, KmsObservations observations) {
        this.subscriptions = clients.stream()
                .map(client -> client.kms().listen(observations))
                .toList();
    }

    @Override
    public void close() {
        subscriptions.forEach(Subscription::close);
    }
}
