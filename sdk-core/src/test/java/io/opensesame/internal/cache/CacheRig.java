package io.opensesame.internal.cache;

import io.opensesame.secrets.CacheOptions;
import io.opensesame.secrets.SecretEvent;
import io.opensesame.secrets.SecretSnapshot;
import io.opensesame.secrets.VersionStage;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A cache over a scripted source, on a clock that a test moves. What is spread at random is in the middle. */
final class CacheRig implements AutoCloseable {
    static final String DB = "orders/db";
    static final ReadRequest CURRENT = ReadRequest.stage(DB, VersionStage.CURRENT);

    final ManualClock clock = new ManualClock();
    final ScriptedSource source = new ScriptedSource(clock);
    final List<SecretEvent> happened = new CopyOnWriteArrayList<>();
    final SecretEvents events;
    final SecretCache cache;
    final CachingSecretsClient client;
    private final EventThread thread = new EventThread();

    CacheRig() {
        this(CacheOptions.defaults());
    }

    CacheRig(CacheOptions options) {
        this(options, SecretArchive.NONE);
    }

    CacheRig(CacheOptions options, SecretArchive archive) {
        events = new SecretEvents(thread, clock);
        cache = new SecretCache(source, archive, options, clock, () -> 0.5, events);
        client = new CachingSecretsClient(cache, events, Duration.ofSeconds(20), "kms.test", () -> false);
    }

    /** Lets time pass, and the cache see to what has come due. */
    void pass(Duration time) {
        clock.advance(time);
        cache.tick();
    }

    /** Lets time pass as it does for a running client, whose cache looks twice a second. */
    void live(Duration time) {
        for (long millis = 0; millis < time.toMillis(); millis += 500) {
            pass(Duration.ofMillis(500));
        }
    }

    /** Collects what happens from now on. */
    CacheRig listening() {
        client.listen(happened::add);
        return this;
    }

    List<SecretEvent.Kind> kinds() {
        return happened.stream().map(SecretEvent::kind).toList();
    }

    SecretSnapshot snapshot() {
        List<SecretSnapshot> all = client.snapshot();
        if (all.size() != 1) {
            throw new AssertionError("one entry was expected: " + all);
        }
        return all.get(0);
    }

    @Override
    public void close() {
        cache.close();
        thread.close();
    }
}
