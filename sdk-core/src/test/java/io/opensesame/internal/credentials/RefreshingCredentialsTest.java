package io.opensesame.internal.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.opensesame.auth.Credentials;
import io.opensesame.error.CredentialsException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class RefreshingCredentialsTest {
    private static final int THREADS = 32;
    private static final Duration HOUR = Duration.ofHours(1);

    private final TestWorld world = new TestWorld(Path.of("unused"));
    private final AtomicInteger reads = new AtomicInteger();
    private final AtomicInteger closes = new AtomicInteger();
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private volatile Supplier<Credentials> source = () -> world.temporary("STS." + reads.get(), HOUR);

    private final CredentialsReader reader = new CredentialsReader() {
        @Override
        public Credentials read() {
            reads.incrementAndGet();
            return source.get();
        }

        @Override
        public void close() {
            closes.incrementAndGet();
        }
    };

    @AfterEach
    void stopThreads() {
        threads.shutdownNow();
    }

    private RefreshingCredentials provider() {
        return new RefreshingCredentials("test source", reader, world.environment());
    }

    @Test
    void create_neverAsked_readsNothing() {
        provider();

        assertThat(reads).hasValue(0);
        assertThat(world.scheduler.pending()).isEmpty();
    }

    @Test
    void credentials_askedTwice_readsSourceOnce() {
        RefreshingCredentials provider = provider();

        assertThat(provider.credentials()).isSameAs(provider.credentials());
        assertThat(reads).hasValue(1);
    }

    @Test
    void credentials_manyThreadsOnColdSource_readSourceOnce() throws Exception {
        RefreshingCredentials provider = provider();
        CountDownLatch release = new CountDownLatch(1);
        source = () -> {
            awaitQuietly(release);
            return world.temporary("STS.shared", HOUR);
        };

        List<Future<Credentials>> answers = start(provider::credentials);
        await().until(() -> reads.get() == 1);
        release.countDown();

        for (Future<Credentials> answer : answers) {
            assertThat(answer.get(10, TimeUnit.SECONDS).accessKeyId()).isEqualTo("STS.shared");
        }
        assertThat(reads).hasValue(1);
    }

    @Test
    void credentials_manyThreadsOnFailingSource_shareTheFailure() throws Exception {
        RefreshingCredentials provider = provider();
        CountDownLatch release = new CountDownLatch(1);
        source = () -> {
            awaitQuietly(release);
            throw new CredentialsException("the source is down", null);
        };

        List<Future<Credentials>> answers = start(provider::credentials);
        await().until(() -> reads.get() == 1);
        release.countDown();

        for (Future<Credentials> answer : answers) {
            assertThatThrownBy(() -> answer.get(10, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .hasRootCauseMessage("the source is down");
        }
        assertThat(reads).hasValue(1);
    }

    @Test
    void timer_fifteenMinutesBeforeExpiry_refreshesInBackground() {
        RefreshingCredentials provider = provider();
        provider.credentials();

        world.scheduler.advance(Duration.ofMinutes(44));
        assertThat(reads).hasValue(1);
        world.scheduler.advance(Duration.ofMinutes(2));

        assertThat(reads).hasValue(2);
        assertThat(provider.credentials().accessKeyId()).isEqualTo("STS.2");
    }

    @Test
    void credentials_dueWhileTimerStoodStill_answersOldAndRefreshes() {
        List<Runnable> queue = new ArrayList<>();
        world.executor = queue::add;
        RefreshingCredentials provider = provider();
        provider.credentials();
        world.clock.advance(Duration.ofMinutes(50));

        assertThat(provider.credentials().accessKeyId()).isEqualTo("STS.1");
        assertThat(provider.credentials().accessKeyId()).isEqualTo("STS.1");

        assertThat(queue).hasSize(1);
        queue.get(0).run();
        assertThat(provider.credentials().accessKeyId()).isEqualTo("STS.2");
    }

    @Test
    void timer_withoutExpiry_readsAgainAfterAnHour() {
        source = () -> Credentials.accessKey("LTAI" + reads.get(), "secret");
        RefreshingCredentials provider = provider();
        provider.credentials();

        world.scheduler.advance(Duration.ofMinutes(61));

        assertThat(provider.credentials().accessKeyId()).isEqualTo("LTAI2");
    }

    @Test
    void refresh_failsBeforeExpiry_keepsLastGoodAndRecovers() {
        RefreshingCredentials provider = provider();
        provider.credentials();
        Supplier<Credentials> healthy = source;
        source = RefreshingCredentialsTest::down;

        world.scheduler.advance(Duration.ofMinutes(55));
        assertThat(provider.credentials().accessKeyId()).isEqualTo("STS.1");
        int failed = reads.get() - 1;
        source = healthy;
        world.scheduler.advance(Duration.ofMinutes(1));

        // Ten minutes of failures, with pauses of 0.5, 1, 2, 4, 8, 16 and then 30 seconds.
        assertThat(failed).isBetween(20, 30);
        assertThat(provider.credentials().accessKeyId()).isNotEqualTo("STS.1");
    }

    @Test
    void refresh_failsUntilExpiry_thenFailsWithTheCause() {
        RefreshingCredentials provider = provider();
        provider.credentials();
        source = RefreshingCredentialsTest::down;

        world.scheduler.advance(HOUR);

        assertThatThrownBy(provider::credentials)
                .isInstanceOf(CredentialsException.class)
                .hasMessage("the source is down");
    }

    @Test
    void credentials_soonAfterFailure_failsWithoutAnotherRead() {
        RefreshingCredentials provider = provider();
        source = RefreshingCredentialsTest::down;
        assertThatThrownBy(provider::credentials).hasMessage("the source is down");

        assertThatThrownBy(provider::credentials).hasMessage("the source is down");
        assertThat(reads).hasValue(1);

        world.clock.advance(Duration.ofSeconds(1));
        assertThatThrownBy(provider::credentials).hasMessage("the source is down");
        assertThat(reads).hasValue(2);
    }

    @Test
    void credentials_clockSetBackAfterFailure_readAgainAfterTheSamePause() {
        RefreshingCredentials provider = provider();
        source = RefreshingCredentialsTest::down;
        assertThatThrownBy(provider::credentials).hasMessage("the source is down");

        world.clock.setBack(Duration.ofHours(8));
        world.clock.advance(Duration.ofSeconds(1));

        assertThatThrownBy(provider::credentials).hasMessage("the source is down");
        assertThat(reads).hasValue(2);
    }

    @Test
    void timer_clockSetBack_refreshesAtTheSameAge() {
        RefreshingCredentials provider = provider();
        provider.credentials();

        world.clock.setBack(Duration.ofHours(8));
        world.scheduler.advance(Duration.ofMinutes(46));

        assertThat(provider.credentials().accessKeyId()).isEqualTo("STS.2");
    }

    @Test
    void credentials_machineSlept_answersOldAndRefreshes() {
        List<Runnable> queue = new ArrayList<>();
        world.executor = queue::add;
        RefreshingCredentials provider = provider();
        provider.credentials();

        world.clock.sleep(Duration.ofMinutes(50));

        assertThat(provider.credentials().accessKeyId()).isEqualTo("STS.1");
        assertThat(queue).hasSize(1);
    }

    @Test
    void credentialsAfterRefusal_clockSetBack_readsSourceAgainAfterTheSameInterval() {
        RefreshingCredentials provider = provider();
        Credentials refused = provider.credentials();

        world.clock.setBack(Duration.ofHours(8));
        world.clock.advance(Duration.ofSeconds(5));

        assertThat(provider.credentialsAfterRefusal(refused).accessKeyId()).isEqualTo("STS.2");
    }

    @Test
    void credentials_sourceGivesExpiredOnes_failsNamingTheClock() {
        source = () -> world.temporary("STS.old", Duration.ofSeconds(-1));

        assertThatThrownBy(provider()::credentials)
                .isInstanceOf(CredentialsException.class)
                .hasMessageContaining("ended at 2026-01-02T02:59:59Z")
                .hasMessageContaining("Check this machine's clock");
    }

    @Test
    void credentials_readerBreaks_failsWithCredentialsException() {
        source = () -> {
            throw new IllegalStateException("broken");
        };

        assertThatThrownBy(provider()::credentials)
                .isInstanceOf(CredentialsException.class)
                .hasMessageContaining("java.lang.IllegalStateException")
                .hasRootCauseMessage("broken");
    }

    @Test
    void credentialsAfterRefusal_stormOfThreads_readsSourceOnce() throws Exception {
        RefreshingCredentials provider = provider();
        Credentials refused = provider.credentials();
        world.clock.advance(Duration.ofMinutes(1));

        List<Future<Credentials>> answers = start(() -> provider.credentialsAfterRefusal(refused));

        for (Future<Credentials> answer : answers) {
            assertThat(answer.get(10, TimeUnit.SECONDS).accessKeyId()).isEqualTo("STS.2");
        }
        assertThat(reads).hasValue(2);
    }

    @Test
    void credentialsAfterRefusal_sourceHasNoOthers_readsOnceInFiveSeconds() {
        Credentials only = Credentials.accessKey("LTAIonly", "secret");
        source = () -> only;
        RefreshingCredentials provider = provider();
        provider.credentials();
        world.clock.advance(Duration.ofMinutes(1));

        assertThat(provider.credentialsAfterRefusal(only)).isEqualTo(only);
        assertThat(provider.credentialsAfterRefusal(only)).isEqualTo(only);
        assertThat(reads).hasValue(2);

        world.clock.advance(Duration.ofSeconds(5));
        assertThat(provider.credentialsAfterRefusal(only)).isEqualTo(only);
        assertThat(reads).hasValue(3);
    }

    @Test
    void credentialsAfterRefusal_othersAreHeldAlready_answersWithThem() {
        RefreshingCredentials provider = provider();
        Credentials held = provider.credentials();
        world.clock.advance(Duration.ofMinutes(1));

        Credentials next = provider.credentialsAfterRefusal(Credentials.accessKey("LTAIolder", "secret"));

        assertThat(next).isSameAs(held);
        assertThat(reads).hasValue(1);
    }

    @Test
    void credentialsAfterRefusal_sourceFails_answersWithTheRefusedOnes() {
        RefreshingCredentials provider = provider();
        Credentials refused = provider.credentials();
        world.clock.advance(Duration.ofMinutes(1));
        source = RefreshingCredentialsTest::down;

        assertThat(provider.credentialsAfterRefusal(refused)).isSameAs(refused);
        assertThat(reads).hasValue(2);
    }

    @Test
    void credentials_waiterIsInterrupted_failsAndKeepsTheFlag() throws Exception {
        RefreshingCredentials provider = provider();
        CountDownLatch release = blockSource();
        Future<Credentials> leader = threads.submit(provider::credentials);
        await().until(() -> reads.get() == 1);

        Future<Boolean> waiter = threads.submit(() -> {
            Thread.currentThread().interrupt();
            assertThatThrownBy(provider::credentials).hasMessageContaining("Interrupted while waiting for test source");
            return Thread.interrupted();
        });

        assertThat(waiter.get(10, TimeUnit.SECONDS)).isTrue();
        release.countDown();
        assertThat(leader.get(10, TimeUnit.SECONDS)).isNotNull();
    }

    @Test
    void credentials_readTakesTooLong_waiterGivesUp() throws Exception {
        RefreshingCredentials provider =
                new RefreshingCredentials("test source", reader, world.environment(), Duration.ofMillis(50));
        CountDownLatch release = blockSource();
        Future<Credentials> leader = threads.submit(provider::credentials);
        await().until(() -> reads.get() == 1);

        assertThatThrownBy(provider::credentials).hasMessageStartingWith("Gave up waiting for test source");

        release.countDown();
        assertThat(leader.get(10, TimeUnit.SECONDS)).isNotNull();
    }

    @Test
    void longestWait_coversTheSlowestSourceAndLittleMore() {
        assertThat(RefreshingCredentials.LONGEST_WAIT)
                .isGreaterThan(ProcessReader.DEADLINE)
                .isLessThan(Duration.ofSeconds(20));
    }

    @Test
    void credentials_leaderIsInterrupted_waiterReadsInItsPlace() throws Exception {
        RefreshingCredentials provider = provider();
        CountDownLatch never = new CountDownLatch(1);
        CountDownLatch waiterStarts = new CountDownLatch(1);
        source = () -> reads.get() == 1 ? interrupted(never) : world.temporary("STS.second", HOUR);
        Thread leader =
                new Thread(() -> assertThatThrownBy(provider::credentials).hasMessage("interrupted"));
        leader.start();
        await().until(() -> reads.get() == 1);
        Future<Credentials> waiter = threads.submit(() -> {
            waiterStarts.countDown();
            return provider.credentials();
        });
        assertThat(waiterStarts.await(10, TimeUnit.SECONDS)).isTrue();

        leader.interrupt();

        assertThat(waiter.get(10, TimeUnit.SECONDS).accessKeyId()).isEqualTo("STS.second");
        leader.join();
    }

    @Test
    void close_idle_cancelsTimerAndClosesReader() {
        RefreshingCredentials provider = provider();
        provider.credentials();

        provider.close();

        assertThat(world.scheduler.pending()).isEmpty();
        assertThat(closes).hasValue(1);
        assertThatThrownBy(provider::credentials).hasMessageContaining("was closed");
    }

    @Test
    void close_whileThreadsWait_failsThemAtOnce() throws Exception {
        RefreshingCredentials provider = provider();
        CountDownLatch release = blockSource();
        Future<Credentials> leader = threads.submit(provider::credentials);
        await().until(() -> reads.get() == 1);
        Future<Credentials> waiter = threads.submit(provider::credentials);

        provider.close();

        assertThatThrownBy(() -> waiter.get(10, TimeUnit.SECONDS)).hasMessageContaining("was closed");
        release.countDown();
        leader.get(10, TimeUnit.SECONDS);
        assertThat(world.scheduler.pending()).isEmpty();
        assertThatThrownBy(provider::credentials).hasMessageContaining("was closed");
    }

    private List<Future<Credentials>> start(Callable<Credentials> task) {
        List<Future<Credentials>> futures = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            futures.add(threads.submit(task));
        }
        return futures;
    }

    private CountDownLatch blockSource() {
        CountDownLatch release = new CountDownLatch(1);
        source = () -> {
            awaitQuietly(release);
            return world.temporary("STS.late", HOUR);
        };
        return release;
    }

    private static Credentials down() {
        throw new CredentialsException("the source is down", null);
    }

    private static Credentials interrupted(CountDownLatch never) {
        try {
            never.await();
            throw new AssertionError();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CredentialsException("interrupted", e);
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
