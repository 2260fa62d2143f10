package io.opensesame;

import io.opensesame.secrets.CacheOptions;
import io.opensesame.secrets.SecretEvent;
import io.opensesame.secrets.SecretValue;
import io.opensesame.secrets.SecretsClient;
import io.opensesame.secrets.VersionStage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** What the threads of a stress run share: the client, its clock, the rules, and what broke them. */
final class StressRun {
    static final CacheOptions OPTIONS = CacheOptions.builder()
            .refreshAfter(Duration.ofSeconds(2))
            .maxStale(Duration.ofSeconds(20))
            .refusalGrace(Duration.ofSeconds(5))
            .rememberRefusals(Duration.ofMillis(500))
            .idleAfter(Duration.ofSeconds(30))
            .maxEntries(40)
            .refreshesPerSecond(20)
            .rejectionsPerMinute(60)
            .build();

    /** The deadline of one call, in the client's options. */
    static final Duration CALL = Duration.ofSeconds(2);

    /**
     * Five calls, one after the other, are the longest way: a rejection that asks for the current version twice, then
     * the one before, then, in {@code preload}, its turns. The rest is for a machine with much else to do.
     */
    static final Duration LONGEST_READ = CALL.plusSeconds(1).multipliedBy(5).plusSeconds(10);

    /** How late a bound may be kept: the client's promise is a second, the rest is for a busy machine. */
    private static final Duration LATE = Duration.ofSeconds(4);

    private final AtomicInteger jumps = new AtomicInteger();
    private final JumpingClock clock = new JumpingClock();
    private final Queue<String> violations = new ConcurrentLinkedQueue<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private final Map<String, Instant> refusedSince = new ConcurrentHashMap<>();
    private final SecretsClient secrets;

    StressRun(OpenSesame.Builder builder) {
        this.client = builder.clock(clock).cache(OPTIONS).build();
        this.secrets = client.secrets();
        secrets.listen(this::happened);
    }

    private final OpenSesame client;

    OpenSesame client() {
        return client;
    }

    SecretsClient secrets() {
        return secrets;
    }

    boolean goesOn() {
        return over.getCount() > 0;
    }

    /** Lets the given time pass, or less if a rule is broken. */
    void goOnFor(Duration time) throws InterruptedException {
        boolean unused = over.await(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    void end() {
        over.countDown();
    }

    void violated(String how) {
        violations.add(how);
        end();
    }

    void require(boolean rule, String otherwise) {
        if (!rule) {
            violated(otherwise);
        }
    }

    Queue<String> violations() {
        return violations;
    }

    /** Odd while the clock jumps and the client has not yet seen to what that entails. */
    int jumps() {
        return jumps.get();
    }

    /** Jumps, and waits until the client has ended what is past its bounds by then, or fails to. */
    void jump(Duration ahead) throws InterruptedException {
        jumps.incrementAndGet();
        clock.lead = clock.lead.plus(ahead);
        Instant giveUp = Instant.now().plusSeconds(15);
        while (holdsExpired()) {
            require(Instant.now().isBefore(giveUp), "past its bounds 15 s after a jump: " + secrets.snapshot());
            goOnFor(Duration.ofMillis(50));
            if (!goesOn()) {
                return;
            }
        }
        jumps.incrementAndGet();
    }

    private boolean holdsExpired() {
        Instant now = clock.instant();
        return secrets.snapshot().stream()
                .anyMatch(entry ->
                        entry.servedUntil().filter(end -> end.isBefore(now)).isPresent());
    }

    void requireWithinMaxStale(SecretValue value, int jumpsBefore) {
        Duration age = value.age();
        boolean judgeable = jumpsBefore % 2 == 0 && jumpsBefore == jumps.get();
        require(
                !judgeable || age.compareTo(OPTIONS.maxStale().plus(LATE)) <= 0,
                "served at the age of " + age + ": " + value);
    }

    void requireGraceKept(SecretValue value, int jumpsBefore) {
        Instant refused = refusedSince.get(value.name());
        Instant now = clock.instant();
        boolean judgeable = jumpsBefore % 2 == 0 && jumpsBefore == jumps.get();
        require(
                !judgeable
                        || refused == null
                        || !value.loadedAt().isBefore(refused)
                        || now.isBefore(refused.plus(OPTIONS.refusalGrace()).plus(LATE)),
                "served at " + now + ", though refused since " + refused + ": " + value);
    }

    private void happened(SecretEvent event) {
        if (!event.stage().filter(VersionStage.CURRENT::equals).isPresent()) {
            return;
        }
        switch (event.kind()) {
            case REFUSED -> refusedSince.putIfAbsent(event.name(), event.at());
            case LOADED, REFRESHED, CHANGED -> refusedSince.remove(event.name());
            default -> {}
        }
    }

    /** The real time, and ahead of it. */
    private static final class JumpingClock extends Clock {
        private volatile Duration lead = Duration.ZERO;

        @Override
        public Instant instant() {
            return Instant.now().plus(lead);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException("only instants are told");
        }
    }
}
