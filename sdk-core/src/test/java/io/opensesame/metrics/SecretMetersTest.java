package io.opensesame.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MockClock;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opensesame.secrets.SecretEvent;
import io.opensesame.secrets.SecretEvent.Kind;
import io.opensesame.secrets.SecretSnapshot;
import io.opensesame.secrets.SecretSnapshot.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SecretMetersTest {
    private static final Set<Kind> READS =
            EnumSet.of(Kind.LOADED, Kind.REFRESHED, Kind.CHANGED, Kind.LOAD_FAILED, Kind.REFRESH_FAILED, Kind.REFUSED);

    private final MockClock clock = new MockClock();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry(SimpleConfig.DEFAULT, clock);
    private final List<SecretSnapshot> held = new ArrayList<>();
    private final AtomicInteger snapshots = new AtomicInteger();
    private final SecretGauges gauges =
            new SecretGauges(new HeldSecrets(this::snapshot, clock), registry, Tags.empty());
    private final SecretMeters meters = new SecretMeters(registry, Tags.empty(), new TagValues(3), gauges);

    @BeforeEach
    void start() {
        gauges.start();
    }

    private List<SecretSnapshot> snapshot() {
        snapshots.incrementAndGet();
        return List.copyOf(held);
    }

    @ParameterizedTest
    @EnumSource
    void happened_anyKind_isCountedAndTimedIfItWasARead(Kind kind) {
        meters.happened(event(kind, "orders/db"));
        meters.happened(event(kind, "orders/db"));

        String word = kind.name().toLowerCase(Locale.ROOT);
        assertThat(registry.get("opensesame.secrets.events")
                        .tags("event", word, "secret", "orders/db")
                        .counter()
                        .count())
                .isEqualTo(2);
        assertThat(registry.find("opensesame.secrets.reads").timers())
                .hasSize(READS.contains(kind) ? 1 : 0)
                .allSatisfy(timer -> {
                    assertThat(timer.getId().getTag("outcome")).isEqualTo(word);
                    assertThat(timer.totalTime(TimeUnit.MILLISECONDS)).isEqualTo(80);
                });
    }

    @Test
    void happened_moreNamesThanAllowed_shareOne() {
        for (int i = 0; i < 1_000; i++) {
            meters.happened(event(Kind.LOADED, "n" + i));
        }

        assertThat(tags("secret")).containsExactlyInAnyOrder("n0", "n1", "n2", "other");
        assertThat(registry.get("opensesame.secrets.events")
                        .tag("secret", "other")
                        .counter()
                        .count())
                .isEqualTo(997);
        assertThat(registry.find("opensesame.secrets.age").meters()).hasSize(3);
    }

    @Test
    void happened_versionsAndFailures_areInNoTag() {
        meters.happened(SecretEvent.builder(Kind.CHANGED, "orders/db")
                .versionId("the-new-id")
                .previousVersionId("the-old-id")
                .failure(new IllegalStateException("the-words"))
                .build());

        assertThat(registry.getMeters())
                .extracting(meter -> meter.getId().toString())
                .noneMatch(id -> id.contains("the-"));
    }

    @Test
    void gauges_secretsHeld_tellStatesAndAges() {
        held.add(loaded("orders/db", State.FRESH, Duration.ofMinutes(5)));
        held.add(loaded("orders/db", State.STALE, Duration.ofHours(2)));
        held.add(loaded("payments/token", State.FRESH, Duration.ofMillis(1_500)));
        held.add(SecretSnapshot.builder("typo", State.FAILED).build());
        meters.start(held);

        assertThat(entries("fresh")).isEqualTo(2);
        assertThat(entries("stale")).isEqualTo(1);
        assertThat(entries("failed")).isEqualTo(1);
        assertThat(entries("loading")).isZero();
        assertThat(age("orders/db")).isEqualTo(7_200);
        assertThat(age("payments/token")).isEqualTo(1.5);
        assertThat(registry.get("opensesame.secrets.age.oldest").gauge().value())
                .isEqualTo(7_200);
        assertThat(registry.find("opensesame.secrets.age").tag("secret", "typo").gauge())
                .isNull();
    }

    @Test
    void gauges_secretNoLongerHeld_hasNoAge() {
        meters.happened(event(Kind.LOADED, "orders/db"));

        assertThat(age("orders/db")).isNaN();
        assertThat(registry.get("opensesame.secrets.age.oldest").gauge().value())
                .isNaN();
    }

    @Test
    void gauges_manyReadInOneSecond_takeOneSnapshot() {
        held.add(loaded("orders/db", State.FRESH, Duration.ofMinutes(5)));
        meters.start(held);

        readAllGauges();
        clock.add(Duration.ofMillis(999));
        readAllGauges();
        assertThat(snapshots).hasValue(1);

        clock.add(Duration.ofMillis(1));
        readAllGauges();
        assertThat(snapshots).hasValue(2);
    }

    @Test
    void gauges_clientClosed_tellThatNothingIsHeld() {
        HeldSecrets ofAClosedClient = new HeldSecrets(
                () -> {
                    throw new IllegalStateException("this client is closed");
                },
                clock);

        assertThat(ofAClosedClient.entries(State.FRESH)).isZero();
        assertThat(ofAClosedClient.oldestAgeSeconds()).isNaN();
    }

    @Test
    void close_gauges_areRemovedAndNoneComesAfter() {
        meters.happened(event(Kind.LOADED, "orders/db"));

        gauges.close();
        meters.happened(event(Kind.LOADED, "payments/token"));

        assertThat(registry.getMeters())
                .extracting(meter -> meter.getId().getType())
                .containsOnly(Meter.Type.COUNTER, Meter.Type.TIMER);
        assertThat(registry.find("opensesame.secrets.events").counters()).hasSize(2);
    }

    private void readAllGauges() {
        registry.forEachMeter(meter -> meter.measure().forEach(measurement -> measurement.getValue()));
    }

    private double entries(String state) {
        return registry.get("opensesame.secrets.entries")
                .tag("state", state)
                .gauge()
                .value();
    }

    private double age(String secret) {
        return registry.get("opensesame.secrets.age")
                .tag("secret", secret)
                .gauge()
                .value();
    }

    private Set<String> tags(String key) {
        return registry.find("opensesame.secrets.events").counters().stream()
                .map(counter -> String.valueOf(counter.getId().getTag(key)))
                .collect(Collectors.toSet());
    }

    private static SecretEvent event(Kind kind, String name) {
        return SecretEvent.builder(kind, name).took(Duration.ofMillis(40)).build();
    }

    private static SecretSnapshot loaded(String name, State state, Duration age) {
        return SecretSnapshot.builder(name, state).loaded(Instant.EPOCH, age).build();
    }
}
