package io.opensesame.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opensesame.jdbc.LoginPermits.Permit;
import io.opensesame.jdbc.LoginPermits.Ruling;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class LoginPermitsTest {
    private static final LoginRefusals.Found WRONG =
            new LoginRefusals.Found(LoginRefusal.WRONG_LOGIN, new SQLException("no", "28P01"), new SQLException("no"));

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - TimeUnit.SECONDS.toNanos(30)); // overflows soon
    private final LoginPermits permits = new LoginPermits(5, nanos::get);

    @Test
    void take_fewerRefusalsThanTheBound_isGranted() throws InterruptedException {
        for (int i = 0; i < 4; i++) {
            refuse("v" + i);
        }

        assertThat(ruling("next")).isEqualTo(Ruling.GRANTED);
    }

    @Test
    void take_asManyRefusalsAsTheBound_isSpentUntilTheFirstIsAMinuteOld() throws InterruptedException {
        for (int i = 0; i < 5; i++) {
            refuse("v" + i);
            advance(Duration.ofSeconds(1));
        }

        try (Permit permit = take("next")) {
            assertThat(permit.ruling()).isEqualTo(Ruling.SPENT);
            assertThat(permit.retryAfter()).isEqualTo(Duration.ofSeconds(55));
            assertThat(permit.because()).contains(WRONG);
        }
        advance(Duration.ofSeconds(55).minusNanos(1));
        assertThat(ruling("next")).isEqualTo(Ruling.SPENT);
        advance(Duration.ofNanos(1));
        assertThat(ruling("next")).isEqualTo(Ruling.GRANTED);
    }

    @Test
    void take_versionThatWasJustRefused_waitsForItsCoolDown() throws InterruptedException {
        refuse("bad");

        try (Permit permit = take("bad")) {
            assertThat(permit.ruling()).isEqualTo(Ruling.JUST_REFUSED);
            assertThat(permit.retryAfter()).isEqualTo(Duration.ofSeconds(20));
        }
        assertThat(ruling("good")).isEqualTo(Ruling.GRANTED);
        advance(Duration.ofSeconds(20));
        assertThat(ruling("bad")).isEqualTo(Ruling.GRANTED);
    }

    @Test
    void take_oneBadVersionTriedForever_isNeverSpent() throws InterruptedException {
        for (int i = 0; i < 50; i++) {
            refuse("bad");
            advance(Duration.ofSeconds(20));
        }

        assertThat(ruling("good")).isEqualTo(Ruling.GRANTED);
    }

    @Test
    void take_versionsTriedInVain_leaveALoginForANewOne() throws InterruptedException {
        for (int i = 0; i < 2; i++) {
            refuse("bad");
            refuse("worse");
            advance(Duration.ofSeconds(20));
        }

        assertThat(ruling("bad")).isEqualTo(Ruling.SPENT);
        assertThat(ruling("new")).isEqualTo(Ruling.GRANTED);
    }

    @Test
    void accepted_afterARefusal_endsTheCoolDown() throws InterruptedException {
        refuse("v");
        advance(Duration.ofSeconds(20));
        accept("v");

        assertThat(ruling("v")).isEqualTo(Ruling.GRANTED);
    }

    @Test
    void accepted_loginThatBeganBeforeTheRefusal_doesNotEndTheCoolDown() throws InterruptedException {
        accept("v"); // from now on, logins need not go one by one
        try (Permit early = take("v")) {
            refuse("v");
            early.accepted();
        }

        assertThat(ruling("v")).isEqualTo(Ruling.JUST_REFUSED);
    }

    @Test
    void take_boundOfLoginsInFlight_waitsForOneToEnd() throws Exception {
        accept("v");
        List<Permit> inFlight = new ArrayList<>();
        for (int i = 0; i < 3; i++) { // two are left to other versions
            inFlight.add(take("v"));
        }
        assertThat(ruling("other")).isEqualTo(Ruling.GRANTED);

        CompletableFuture<Ruling> waiting = onThread("v");
        inFlight.get(0).accepted();
        assertThat(waiting).isNotDone();
        inFlight.get(0).close();

        assertThat(waiting.get(5, TimeUnit.SECONDS)).isEqualTo(Ruling.GRANTED);
    }

    @Test
    void take_versionInFlightAndRefusedAltogether_leavesTwoLoginsToOthers() throws InterruptedException {
        accept("old");
        List<Permit> inFlight = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            inFlight.add(take("old"));
        }
        for (Permit permit : inFlight) {
            permit.refused(WRONG);
            permit.close();
        }

        refuse("wrong, too");
        assertThat(ruling("new")).isEqualTo(Ruling.GRANTED);
    }

    @Test
    void take_noRoomForLongWhileTheDatabaseHangs_waitsWithoutSpinning() throws Exception {
        AtomicLong asked = new AtomicLong();
        LoginPermits slow = new LoginPermits(3, () -> {
            asked.incrementAndGet();
            return nanos.get();
        });
        CompletableFuture<Ruling> waiting;
        try (Permit hanging = slow.take("v", nanos.get() + 1)) {
            advance(Duration.ofSeconds(2)); // its patience is over, but there is no room
            waiting = CompletableFuture.supplyAsync(() -> {
                try (Permit permit = slow.take("v", nanos.get() + TimeUnit.SECONDS.toNanos(30))) {
                    return permit.ruling();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
            Awaitility.await().until(() -> asked.get() >= 2);
            Awaitility.await().pollDelay(Duration.ofMillis(200)).until(() -> true);
            assertThat(asked).hasValueLessThan(10);
            hanging.failed();
        }
        assertThat(waiting.get(5, TimeUnit.SECONDS)).isEqualTo(Ruling.GRANTED);
    }

    @Test
    void take_versionThatIsBeingTriedFirst_waitsForItsOutcome() throws Exception {
        Permit scout = take("v");
        CompletableFuture<Ruling> waiting = onThread("v");
        assertThat(ruling("other")).isEqualTo(Ruling.GRANTED);
        assertThat(waiting).isNotDone();

        scout.refused(WRONG);
        scout.close();

        assertThat(waiting.get(5, TimeUnit.SECONDS)).isEqualTo(Ruling.JUST_REFUSED);
    }

    @Test
    void take_versionThatIsBeingTriedForASecond_waitsNoLonger() throws InterruptedException {
        try (Permit slow = take("v")) {
            assertThat(slow.ruling()).isEqualTo(Ruling.GRANTED);
            advance(Duration.ofSeconds(1));

            assertThat(ruling("v")).isEqualTo(Ruling.GRANTED);
        }
    }

    @Test
    void take_noRoomByTheDeadline_isTimedOut() throws InterruptedException {
        try (Permit scout = take("v")) {
            assertThat(scout.ruling()).isEqualTo(Ruling.GRANTED);

            assertThat(permits.take("v", nanos.get()).ruling()).isEqualTo(Ruling.TIMED_OUT);
        }
    }

    @Test
    void take_interrupted_throwsAndTakesNothing() throws InterruptedException {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> take("v")).isInstanceOf(InterruptedException.class);
        assertThat(ruling("v")).isEqualTo(Ruling.GRANTED);
    }

    @Test
    void close_twice_givesOnePermitBack() throws InterruptedException {
        LoginPermits one = new LoginPermits(1, nanos::get);
        Permit permit = one.take("v", nanos.get() + 1);
        permit.close();
        Permit next = one.take("v", nanos.get() + 1);
        permit.close();

        assertThat(one.take("w", nanos.get()).ruling()).isEqualTo(Ruling.TIMED_OUT);
        next.close();
    }

    @Test
    void take_manyVersions_remembersABoundedNumberWithinTheBound() throws InterruptedException {
        for (int i = 0; i < 1000; i++) {
            accept("v" + i);
        }
        for (int i = 0; i < 5; i++) {
            refuse("w" + i);
        }

        assertThat(ruling("next")).isEqualTo(Ruling.SPENT);
    }

    @Test
    void take_manyThreadsAndAllOutcomes_neverMoreRefusalsThanTheBoundInAMinuteAndNoPermitLost() throws Exception {
        Queue<Long> refusedAt = new ConcurrentLinkedQueue<>();
        long begin = nanos.get();
        ExecutorService threads = Executors.newFixedThreadPool(16);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                all.add(threads.submit(() -> {
                    for (int n = 0; n < 2_000; n++) {
                        logIn(refusedAt, begin);
                    }
                    return null;
                }));
            }
            for (Future<?> thread : all) {
                thread.get(60, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }

        List<Long> times = refusedAt.stream().sorted().toList();
        assertThat(times).hasSizeGreaterThan(100);
        for (int i = 5; i < times.size(); i++) {
            assertThat(times.get(i) - times.get(i - 5)).isGreaterThanOrEqualTo(TimeUnit.SECONDS.toNanos(60));
        }
        advance(Duration.ofMinutes(2));
        for (int i = 0; i < 5; i++) {
            assertThat(take("after" + i).ruling()).isEqualTo(Ruling.GRANTED);
        }
    }

    /** Tries a login of one of a few versions, with a random outcome; time passes meanwhile. */
    private void logIn(Queue<Long> refusedAt, long begin) throws InterruptedException {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        advance(Duration.ofMillis(random.nextInt(200)));
        long deadline = nanos.get() + TimeUnit.MILLISECONDS.toNanos(1);
        try (Permit permit = permits.take("v" + random.nextInt(4), deadline)) {
            if (permit.ruling() != Ruling.GRANTED) {
                return;
            }
            switch (random.nextInt(4)) {
                case 0 -> permit.accepted();
                case 1 -> permit.failed();
                case 2 -> throw new AssertionError("thrown by a driver");
                default -> {
                    refusedAt.add(nanos.get() - begin); // by the server's clock
                    permit.refused(WRONG);
                }
            }
        } catch (AssertionError e) {
            assertThat(e).hasMessage("thrown by a driver");
        }
    }

    private CompletableFuture<Ruling> onThread(String versionId) {
        CompletableFuture<Ruling> result = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try (Permit permit = take(versionId)) {
                result.complete(permit.ruling());
            } catch (InterruptedException e) {
                result.completeExceptionally(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
        Awaitility.await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
        return result;
    }

    private Permit take(String versionId) throws InterruptedException {
        return permits.take(versionId, nanos.get() + TimeUnit.MINUTES.toNanos(1));
    }

    /** Takes a permit and gives it back at once, as if the attempt had thrown. */
    private Ruling ruling(String versionId) throws InterruptedException {
        try (Permit permit = take(versionId)) {
            return permit.ruling();
        }
    }

    private void refuse(String versionId) throws InterruptedException {
        try (Permit permit = take(versionId)) {
            assertThat(permit.ruling()).isEqualTo(Ruling.GRANTED);
            permit.refused(WRONG);
        }
    }

    private void accept(String versionId) throws InterruptedException {
        try (Permit permit = take(versionId)) {
            assertThat(permit.ruling()).isEqualTo(Ruling.GRANTED);
            permit.accepted();
        }
    }

    private void advance(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}
