package io.opensesame.jdbc.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.opensesame.jdbc.LoginEvent;
import io.opensesame.jdbc.Retirement;
import io.opensesame.jdbc.RotatingDataSource;
import io.opensesame.secrets.Subscription;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Meters of one data source: what becomes of its logins, and how far connections of old logins are retired.
 *
 * <pre>{@code
 * new RotatingDataSourceMetrics(dataSource).bindTo(registry);
 * }</pre>
 *
 * <table>
 *   <caption>The meters; each has the tag secret, too</caption>
 *   <tr><th>name</th><th>type</th><th>tags</th><th>what it tells</th></tr>
 *   <tr><td>{@value #LOGINS}</td><td>counter</td><td>outcome</td>
 *       <td>logins that were accepted, refused, withheld, or failed for another reason</td></tr>
 *   <tr><td>{@value #CONNECTIONS}</td><td>gauge</td><td>state</td>
 *       <td>open connections: old ones are to be retired, current ones are all others</td></tr>
 *   <tr><td>{@value #RETIRED}</td><td>counter</td><td>none</td><td>closed connections of old logins</td></tr>
 *   <tr><td>{@value #ROTATIONS}</td><td>counter</td><td>none</td><td>changes of the current version</td></tr>
 *   <tr><td>{@value #DRAIN}</td><td>gauge, seconds</td><td>none</td>
 *       <td>until the last connection of an old login is due; 0 if there is none, negative if it is overdue</td></tr>
 * </table>
 *
 * <p>No tag holds a version id or an account. Logins are counted on the thread that connects. Thread-safe. Several data
 * sources of the same secret on one registry need tags to tell them apart.
 */
@SuppressWarnings("exports") // who binds Micrometer requires it
public final class RotatingDataSourceMetrics implements MeterBinder, AutoCloseable {
    static final String LOGINS = "opensesame.jdbc.logins";
    static final String CONNECTIONS = "opensesame.jdbc.connections";
    static final String RETIRED = "opensesame.jdbc.connections.retired";
    static final String ROTATIONS = "opensesame.jdbc.rotations";
    static final String DRAIN = "opensesame.jdbc.drain.remaining";

    private static final List<LoginEvent.Kind> OUTCOMES = List.of(
            LoginEvent.Kind.ACCEPTED, LoginEvent.Kind.REFUSED, LoginEvent.Kind.WITHHELD, LoginEvent.Kind.FAILED);

    private final RotatingDataSource dataSource;
    private final Tags tags;
    private final IdentityHashMap<MeterRegistry, Binding> bindings = new IdentityHashMap<>();

    private record Binding(Subscription events, List<Meter> gauges) {}

    /**
     * Creates meters.
     *
     * @param dataSource what is metered
     */
    public RotatingDataSourceMetrics(RotatingDataSource dataSource) {
        this(dataSource, Tags.empty());
    }

    /**
     * Creates meters with tags of the application's own.
     *
     * @param dataSource what is metered
     * @param tags added to every meter
     */
    public RotatingDataSourceMetrics(RotatingDataSource dataSource, Iterable<Tag> tags) {
        this.dataSource = Objects.requireNonNull(dataSource, "dataSource");
        this.tags = Tags.of(tags).and("secret", dataSource.secretName());
    }

    /**
     * Registers the meters, and counts from now on. Binding to the same registry again has no effect.
     *
     * @param registry where the meters live
     */
    @Override
    public synchronized void bindTo(MeterRegistry registry) {
        bindings.computeIfAbsent(registry, this::bind);
    }

    private Binding bind(MeterRegistry registry) {
        Map<LoginEvent.Kind, Counter> counters = new EnumMap<>(LoginEvent.Kind.class);
        for (LoginEvent.Kind outcome : OUTCOMES) {
            counters.put(
                    outcome,
                    Counter.builder(LOGINS)
                            .description("Logins, by what became of them")
                            .tags(tags)
                            .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
                            .register(registry));
        }
        counters.put(LoginEvent.Kind.RETIRED, counter(registry, RETIRED, "Closed connections of old logins"));
        counters.put(LoginEvent.Kind.ROTATED, counter(registry, ROTATIONS, "Changes of the current version"));
        List<Meter> gauges = List.of(
                connections(registry, "current", RotatingDataSourceMetrics::currentConnections),
                connections(registry, "old", RotatingDataSourceMetrics::oldConnections),
                TimeGauge.builder(DRAIN, dataSource, TimeUnit.SECONDS, RotatingDataSourceMetrics::secondsOfDrain)
                        .description("Time until the last connection of an old login is due")
                        .tags(tags)
                        .register(registry));
        return new Binding(dataSource.listen(event -> count(counters.get(event.kind()))), gauges);
    }

    private static void count(@Nullable Counter counter) {
        if (counter != null) { // not every kind is counted
            counter.increment();
        }
    }

    private Counter counter(MeterRegistry registry, String name, String description) {
        return Counter.builder(name).description(description).tags(tags).register(registry);
    }

    private Gauge connections(MeterRegistry registry, String state, ToDoubleFunction<RotatingDataSource> count) {
        return Gauge.builder(CONNECTIONS, dataSource, count)
                .description("Open connections")
                .tags(tags)
                .tag("state", state)
                .register(registry);
    }

    private static double oldConnections(RotatingDataSource dataSource) {
        return dataSource.retirement().map(Retirement::oldConnections).orElse(0);
    }

    private static double currentConnections(RotatingDataSource dataSource) {
        int all = dataSource.connections().values().stream()
                .mapToInt(Integer::intValue)
                .sum();
        return Math.max(0, all - oldConnections(dataSource)); // the two are not read at one moment
    }

    private static double secondsOfDrain(RotatingDataSource dataSource) {
        return dataSource
                .retirement()
                .map(retirement ->
                        Duration.between(Instant.now(), retirement.until()).toMillis() / 1000.0)
                .orElse(0.0);
    }

    /**
     * Ends the counting, and removes the gauges from their registries; counters keep what they counted. Closing again
     * has no effect.
     */
    @Override
    public synchronized void close() {
        bindings.forEach((registry, binding) -> {
            binding.events().close();
            binding.gauges().forEach(registry::remove);
        });
        bindings.clear();
    }
}
