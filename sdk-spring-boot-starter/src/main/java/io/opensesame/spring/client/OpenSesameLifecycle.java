package io.opensesame.spring.client;

import io.opensesame.OpenSesame;
import io.opensesame.spring.PreloadSettings;
import io.opensesame.spring.configdata.ImportClient;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;

/**
 * Pauses the clients while the context is stopped, as it is for a checkpoint of the JVM: no connection and no thread is
 * left then, and held secrets stay. It starts before everything else, and stops after it.
 *
 * <p>A context that is closed stops, too: there the clients go on, as beans may need them while they are destroyed, and
 * are closed after them.
 */
final class OpenSesameLifecycle implements SmartLifecycle {
    private final ObjectProvider<OpenSesame> sesame;
    private final ObjectProvider<ImportClient> imported;
    private final PreloadSettings preload;
    private final BooleanSupplier closing;
    private volatile boolean running;

    OpenSesameLifecycle(
            ObjectProvider<OpenSesame> sesame,
            ObjectProvider<ImportClient> imported,
            PreloadSettings preload,
            BooleanSupplier closing) {
        this.sesame = sesame;
        this.imported = imported;
        this.preload = preload;
        this.closing = closing;
    }

    @Override
    public void start() {
        clients().forEach(OpenSesame::resume);
        running = true;
        if (!preload.secrets().isEmpty()) {
            CompletableFuture<Void> unused =
                    sesame.getObject().secrets().preloadAsync(preload.secrets(), preload.within());
        }
    }

    @Override
    public void stop() {
        running = false;
        if (!closing.getAsBoolean()) {
            clients().forEach(OpenSesame::pause);
        }
    }

    private Set<OpenSesame> clients() {
        Set<OpenSesame> clients = Collections.newSetFromMap(new IdentityHashMap<>());
        Stream.concat(sesame.stream(), imported.stream().map(ImportClient::sesame))
                .forEach(clients::add);
        return clients;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return Integer.MIN_VALUE;
    }
}
