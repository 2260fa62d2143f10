package io.opensesame.spring.live;

import io.opensesame.secrets.SecretEvent;
import io.opensesame.secrets.SecretsClient;
import io.opensesame.secrets.Subscription;
import io.opensesame.spring.SecretChangedEvent;
import io.opensesame.spring.configdata.SecretPropertySource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;

/**
 * Takes each change of a secret to the application: beans first, then Spring Cloud, then {@link SecretChangedEvent}.
 *
 * <p>All of it is done on one thread of its own, since a bean or a listener may take its time. Changes of one secret
 * that come while it is busy, or stopped, are merged into one, so that no more wait than there are secrets. Listening
 * goes on while it is stopped: what changed meanwhile is taken up at the next start.
 */
final class SecretFollower implements SmartLifecycle, DisposableBean {
    static final String THREAD_NAME = "opensesame-live";

    private static final Logger LOGGER = LoggerFactory.getLogger(SecretFollower.class);
    private static final long STOP_SECONDS = 5;

    private final ConfigurableApplicationContext context;
    private final SecretsClient client;
    private final @Nullable SecretsClient importing;
    private final ImportedSecrets imported;
    private final Rebinding rebinding;

    private final Object lock = new Object();
    private final Map<SecretKey, VersionChange> pending = new LinkedHashMap<>();
    private final List<Subscription> subscriptions = new CopyOnWriteArrayList<>();
    private @Nullable ExecutorService worker;
    private volatile @Nullable Thread thread;

    /** The version that was told last; used by the worker alone. */
    private final Map<SecretKey, String> told = new HashMap<>();

    /**
     * What is not told, as the environment kept what it had: the next change begins there. Used by the worker alone.
     */
    private final Map<SecretKey, VersionChange> withheld = new HashMap<>();

    SecretFollower(
            ConfigurableApplicationContext context,
            SecretsClient client,
            @Nullable SecretsClient importing,
            ImportedSecrets imported,
            Rebinding rebinding) {
        this.context = context;
        this.client = client;
        this.importing = importing == client ? null : importing;
        this.imported = imported;
        this.rebinding = rebinding;
    }

    @Override
    public void start() {
        synchronized (lock) {
            if (worker != null) {
                return;
            }
            ThreadPoolExecutor created =
                    new ThreadPoolExecutor(1, 1, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), this::thread);
            created.allowCoreThreadTimeOut(true);
            worker = created;
            if (!pending.isEmpty()) {
                created.execute(this::followAll);
            }
        }
        if (subscriptions.isEmpty()) {
            listen();
        }
    }

    private void listen() {
        SecretsClient importer = importing;
        if (importer == null) {
            subscriptions.add(client.listen(event -> happened(event, true, true)));
        } else {
            // Of two clients, only the one that imported a secret knows when the environment has its new version.
            subscriptions.add(importer.listen(event -> happened(event, true, false)));
            subscriptions.add(client.listen(event -> happened(event, false, true)));
        }
        // What changed before there was a listener.
        imported.changes().forEach(this::changed);
    }

    private void happened(SecretEvent event, boolean ofImported, boolean ofOthers) {
        if (event.kind() != SecretEvent.Kind.CHANGED
                || event.stage().isEmpty()
                || event.versionId().isEmpty()) {
            return;
        }
        SecretKey secret = new SecretKey(event.name(), event.stage().get());
        if (imported.contains(secret) ? ofImported : ofOthers) {
            String versionId = event.versionId().get();
            changed(new VersionChange(secret, event.previousVersionId().orElse(versionId), versionId));
        }
    }

    private void changed(VersionChange change) {
        synchronized (lock) {
            boolean idle = pending.isEmpty();
            pending.merge(change.secret(), change, VersionChange::then);
            if (idle && worker != null) {
                worker.execute(this::followAll);
            }
        }
    }

    private Thread thread(Runnable work) {
        Thread created = new Thread(work, THREAD_NAME);
        created.setDaemon(true);
        created.setContextClassLoader(context.getClassLoader());
        thread = created;
        return created;
    }

    private void followAll() {
        List<VersionChange> changes;
        synchronized (lock) {
            if (worker == null) {
                return; // kept for the next start
            }
            changes = new ArrayList<>(pending.values());
            pending.clear();
        }
        changes.removeIf(change -> change.versionId().equals(told.get(change.secret())));
        if (!changes.isEmpty()) {
            follow(changes);
        }
    }

    private void follow(List<VersionChange> changes) {
        Map<VersionChange, Set<String>> news = new LinkedHashMap<>();
        Map<SecretPropertySource, Set<String>> sources = new HashMap<>();
        for (VersionChange change : changes) {
            Map<SecretPropertySource, Set<String>> given = imported.look(change.secret());
            sources.putAll(given);
            VersionChange earlier = withheld.remove(change.secret());
            VersionChange whole = earlier == null ? change : earlier.then(change);
            if (given.isEmpty() && imported.lagsBehind(change)) {
                withheld.put(change.secret(), whole);
            } else if (earlier == null || !whole.previousVersionId().equals(whole.versionId())) {
                Set<String> names = new TreeSet<>();
                given.values().forEach(names::addAll);
                news.put(whole, names);
            }
        }
        if (!sources.isEmpty()) {
            guarded(() -> rebinding.rebind(new ChangedProperties(context.getEnvironment(), sources)));
        }
        changes.forEach(change -> told.put(change.secret(), change.versionId()));
        news.forEach((change, names) -> guarded(() -> publish(change, names)));
    }

    private void publish(VersionChange change, Set<String> names) {
        context.publishEvent(new SecretChangedEvent(
                context,
                change.secret().name(),
                change.secret().stage(),
                change.previousVersionId(),
                change.versionId(),
                names));
    }

    /** Lets nothing that an application does end the following; a foreign message may quote a value. */
    private static void guarded(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException | LinkageError e) {
            LOGGER.warn(
                    "A change of a secret was not taken up by all of the application: {}", BindFailures.describe(e));
        }
    }

    @Override
    public void stop() {
        ExecutorService ended;
        synchronized (lock) {
            ended = worker;
            worker = null;
        }
        if (ended != null) {
            end(ended);
        }
    }

    private void end(ExecutorService ended) {
        ended.shutdown();
        if (Thread.currentThread() == thread) {
            return; // a listener closes the context: its thread ends when it returns
        }
        try {
            if (!ended.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                ended.shutdownNow();
            }
        } catch (InterruptedException e) {
            ended.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        synchronized (lock) {
            return worker != null;
        }
    }

    @Override
    public void destroy() {
        stop();
        subscriptions.forEach(Subscription::close);
        subscriptions.clear();
    }
}
