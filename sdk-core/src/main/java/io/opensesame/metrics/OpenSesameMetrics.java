package io.opensesame.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.opensesame.kms.KmsClient;
import io.opensesame.secrets.SecretSnapshot;
import io.opensesame.secrets.SecretsClient;
import io.opensesame.secrets.Subscription;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;

/**
 * Meters of one client: what happens to its secrets, how old they are, and how its calls to KMS end.
 *
 * <pre>{@code
 * new OpenSesameMetrics(sesame.secrets(), sesame.kms()).bindTo(registry);
 * }</pre>
 *
 * <table>
 *   <caption>The meters</caption>
 *   <tr><th>name</th><th>type</th><th>tags</th><th>what it tells</th></tr>
 *   <tr><td>{@value #EVENTS}</td><td>counter</td><td>event, secret</td><td>what happened, by kind</td></tr>
 *   <tr><td>{@value #READS}</td><td>timer</td><td>outcome</td><td>reads of secrets from KMS, retries included</td></tr>
 *   <tr><td>{@value #ENTRIES}</td><td>gauge</td><td>state</td><td>secrets that are held or were asked for</td></tr>
 *   <tr><td>{@value #AGE}</td><td>gauge, seconds</td><td>secret</td><td>since KMS confirmed what is held</td></tr>
 *   <tr><td>{@value #OLDEST_AGE}</td><td>gauge, seconds</td><td>none</td><td>the age of the oldest of all</td></tr>
 *   <tr><td>{@value #ATTEMPTS}</td><td>timer</td><td>action, endpoint, outcome, code</td><td>single attempts of calls</td></tr>
 * </table>
 *
 * <p>Every tag has a bounded number of values; further ones are {@code other}. No tag holds a version id or a
 * plaintext. Events are counted on the client's event thread, attempts on the thread that makes them, and neither waits
 * for a scrape. Gauges read one snapshot a second at most.
 *
 * <p>Thread-safe. Several clients that share a registry need tags to tell them apart.
 */
@SuppressWarnings("exports") // who binds Micrometer requires it
public final class OpenSesameMetrics implements MeterBinder, AutoCloseable {
    static final String EVENTS = "opensesame.secrets.events";
    static final String READS = "opensesame.secrets.reads";
    static final String ENTRIES = "opensesame.secrets.entries";
    static final String AGE = "opensesame.secrets.age";
    static final String OLDEST_AGE = "opensesame.secrets.age.oldest";
    static final String ATTEMPTS = "opensesame.kms.attempts";

    private static final int SECRET_NAMES = 100;

    private final SecretsClient secrets;
    private final KmsClient kms;
    private final Tags tags;
    private final int maxSecretNames;
    private final IdentityHashMap<MeterRegistry, Binding> bindings = new IdentityHashMap<>();

    /**
     * Creates meters that name up to 100 secrets, in the order in which something happens to them.
     *
     * @param secrets the client's reader of secrets
     * @param kms the same client's caller of KMS
     */
    public OpenSesameMetrics(SecretsClient secrets, KmsClient kms) {
        this(secrets, kms, Tags.empty(), SECRET_NAMES);
    }

    /**
     * Creates meters with tags of the application's own.
     *
     * @param secrets the client's reader of secrets
     * @param kms the same client's caller of KMS
     * @param tags added to every meter
     * @param maxSecretNames how many secrets are named by a tag; 0 names none
     * @throws IllegalArgumentException if that is negative
     */
    public OpenSesameMetrics(SecretsClient secrets, KmsClient kms, Iterable<Tag> tags, int maxSecretNames) {
        if (maxSecretNames < 0) {
            throw new IllegalArgumentException("need maxSecretNames >= 0: " + maxSecretNames);
        }
        this.secrets = Objects.requireNonNull(secrets, "secrets");
        this.kms = Objects.requireNonNull(kms, "kms");
        this.tags = Tags.of(tags);
        this.maxSecretNames = maxSecretNames;
    }

    /**
     * Registers the meters, and listens to the client from now on. Binding to the same registry again has no effect.
     *
     * @param registry where the meters live
     * @throws IllegalStateException if the client is closed
     */
    @Override
    public synchronized void bindTo(MeterRegistry registry) {
        if (!bindings.containsKey(registry)) {
            bindings.put(registry, bind(registry));
        }
    }

    private Binding bind(MeterRegistry registry) {
        HeldSecrets held = new HeldSecrets(secrets::snapshot, registry.config().clock());
        SecretGauges gauges = new SecretGauges(held, registry, tags);
        SecretMeters meters = new SecretMeters(registry, tags, new TagValues(maxSecretNames), gauges);
        Subscription events = secrets.listen(meters); // first: a closed client refuses it, and leaves no meter behind
        List<SecretSnapshot> before = secrets.snapshot();
        gauges.start();
        meters.start(before);
        Subscription attempts = kms.listen(new AttemptMeters(registry, tags));
        return new Binding(List.of(events, attempts), gauges);
    }

    /**
     * Ends the listening, and removes the gauges from their registries; counters and timers keep what they counted.
     * Closing again has no effect.
     */
    @Override
    public synchronized void close() {
        bindings.values().forEach(Binding::close);
        bindings.clear();
    }

    private record Binding(List<Subscription> subscriptions, SecretGauges gauges) {
        void close() {
            subscriptions.forEach(Subscription::close);
            gauges.close();
        }
    }
}
