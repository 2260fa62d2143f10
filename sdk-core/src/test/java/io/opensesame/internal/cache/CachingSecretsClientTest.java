package io.opensesame.internal.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.opensesame.error.AccessDeniedException;
import io.opensesame.error.KmsTransportException;
import io.opensesame.error.SecretFormatException;
import io.opensesame.error.SecretNotFoundException;
import io.opensesame.secrets.CacheOptions;
import io.opensesame.secrets.Secret;
import io.opensesame.secrets.SecretChange;
import io.opensesame.secrets.SecretType;
import io.opensesame.secrets.SecretValue;
import io.opensesame.secrets.VersionStage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CachingSecretsClientTest {
    private static final ReadRequest DB = ReadRequest.stage("orders/db", VersionStage.CURRENT);

    private final ManualClock clock = new ManualClock();
    private final ScriptedSource source = new ScriptedSource(clock);
    private final EventThread thread = new EventThread();
    private final SecretEvents events = new SecretEvents(thread, clock);
    private final SecretCache cache =
            new SecretCache(source, SecretArchive.NONE, CacheOptions.defaults(), clock, () -> 0.5, events);
    private final CachingSecretsClient client =
            new CachingSecretsClient(cache, events, Duration.ofSeconds(20), "kms.test", () -> false);

    record Login(String username, String password) {}

    @AfterEach
    void close() {
        cache.close();
        thread.close();
    }

    @Test
    void get_secondRead_isAHitOfTheSameValue() {
        SecretValue first = client.get("orders/db");

        SecretValue second = client.get("orders/db");

        assertThat(second).isSameAs(first);
        assertThat(source.calls).hasValue(1);
    }

    @Test
    void get_manyThreadsOnAColdSecret_shareOneCall() throws Exception {
        source.hold = true;
        ExecutorService threads = Executors.newFixedThreadPool(64);
        try {
            List<Future<SecretValue>> reads = new ArrayList<>();
            CountDownLatch started = new CountDownLatch(64);
            for (int i = 0; i < 64; i++) {
                reads.add(threads.submit(() -> {
                    started.countDown();
                    return client.get("orders/db");
                }));
            }
            assertThat(started.await(10, TimeUnit.SECONDS)).isTrue();
            await().until(() -> source.calls.get() == 1);
            source.release(DB);

            for (Future<SecretValue> read : reads) {
                assertThat(read.get(10, TimeUnit.SECONDS).versionId()).isEqualTo("v1");
            }
            assertThat(source.calls).hasValue(1);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void get_noAnswerToAColdRead_reachesTheCallerAndIsNotKept() {
        source.failure = Failures.down();
        assertThatExceptionOfType(KmsTransportException.class).isThrownBy(() -> client.get("orders/db"));

        source.failure = null;

        assertThat(client.get("orders/db").versionId()).isEqualTo("v1");
    }

    @Test
    void get_refusalOfAColdRead_isRememberedForAFewSeconds() {
        source.failure = Failures.notFound();
        assertThatExceptionOfType(SecretNotFoundException.class).isThrownBy(() -> client.get("orders/db"));
        source.failure = null;

        clock.advance(Duration.ofMillis(4_999));
        assertThatExceptionOfType(SecretNotFoundException.class).isThrownBy(() -> client.get("orders/db"));
        assertThat(source.calls).hasValue(1);

        clock.advance(Duration.ofMillis(1));
        assertThat(client.get("orders/db").versionId()).isEqualTo("v1");
    }

    @Test
    void refresh_whileARefusalIsRemembered_asksAllTheSame() {
        source.failure = Failures.notFound();
        assertThatExceptionOfType(SecretNotFoundException.class).isThrownBy(() -> client.get("orders/db"));
        source.failure = null;

        assertThat(client.refresh("orders/db").versionId()).isEqualTo("v1");
        assertThat(client.get("orders/db").versionId()).isEqualTo("v1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "orders db",
                "orders/db\n",
                "geheim!",
                "acs:kms:cn-hangzhou:123:secret/",
                "acs:kms:cn-hangzhou:x:secret/a",
                "acs:ram::123:secret/a"
            })
    void get_illegalName_isRefusedBeforeAnyCall(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> client.get(name));
        assertThat(source.calls).hasValue(0);
    }

    @Test
    void get_overlongName_isRefusedWithItsLength() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> client.get("a".repeat(193)))
                .withMessageContaining("got 193");
        assertThat(client.get("a".repeat(192)).name()).hasSize(192);
    }

    @Test
    void get_arn_isRead() {
        assertThat(client.get("acs:kms:cn-hangzhou:1234567890:secret/orders/db").versionId())
                .isEqualTo("v1");
    }

    @Test
    void getVersion_answerOfAnotherVersion_isNotFound() {
        source.versionId = "v2";

        assertThatExceptionOfType(SecretNotFoundException.class)
                .isThrownBy(() -> client.getVersion("orders/db", "v1"))
                .withMessageContaining("v2");
        assertThat(source.wiped).hasValue(1);
    }

    @Test
    void getVersionAndStages_sideBySide_areSeparateEntries() {
        client.get("orders/db");
        source.versionId = "v0";
        client.get("orders/db", VersionStage.PREVIOUS);
        client.getVersion("orders/db", "v0");

        assertThat(client.get("orders/db").versionId()).isEqualTo("v1");
        assertThat(client.get("orders/db", VersionStage.PREVIOUS).versionId()).isEqualTo("v0");
        assertThat(client.getVersion("orders/db", "v0").versionId()).isEqualTo("v0");
        assertThat(source.calls).hasValue(3);
    }

    @Test
    void getVersion_overlongId_isRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> client.getVersion("orders/db", "v".repeat(65)));
        assertThatIllegalArgumentException().isThrownBy(() -> client.getVersion("orders/db", ""));
    }

    @Test
    void tick_pastRefreshAfter_refreshesBehindTheReader() {
        client.get("orders/db");
        source.rotate("v2", "two");
        clock.advance(Duration.ofMinutes(59));
        cache.tick();
        assertThat(client.get("orders/db").versionId()).isEqualTo("v1");

        clock.advance(Duration.ofMinutes(2));
        cache.tick();

        assertThat(client.get("orders/db").versionId()).isEqualTo("v2");
        assertThat(source.calls).hasValue(2);
    }

    @Test
    void tick_rotationDatePassed_refreshesThenAndPollsUntilTheVersionChanges() {
        source.nextRotation = clock.instant().plus(Duration.ofMinutes(10));
        client.get("orders/db");
        clock.advance(Duration.ofMinutes(10).plusSeconds(5));
        cache.tick();
        assertThat(source.calls).hasValue(2);
        clock.advance(Duration.ofSeconds(20));
        cache.tick();
        assertThat(source.calls).hasValue(3);

        source.rotate("v2", "two");
        source.nextRotation = clock.instant().plus(Duration.ofDays(1));
        clock.advance(Duration.ofSeconds(60));
        cache.tick();
        clock.advance(Duration.ofMinutes(5));
        cache.tick();

        assertThat(client.get("orders/db").versionId()).isEqualTo("v2");
        assertThat(source.calls).hasValue(4);
    }

    @Test
    void tick_ramCredentials_refreshesEveryFiveMinutes() {
        source.type = SecretType.RAM_CREDENTIALS;
        client.get("acs/ram/user/app");
        clock.advance(Duration.ofMinutes(5).plusSeconds(1));
        cache.tick();

        assertThat(source.calls).hasValue(2);
    }

    @Test
    void get_whileKmsIsDown_returnsTheLastValueMarkedStale() {
        client.get("orders/db");
        source.failure = Failures.down();
        clock.advance(Duration.ofHours(2));
        cache.tick();

        SecretValue value = client.get("orders/db");

        assertThat(value.stale()).isTrue();
        assertThat(value.exposeText()).contains("one");
        source.failure = null;
        clock.advance(Duration.ofSeconds(2));
        cache.tick();
        assertThat(client.get("orders/db").stale()).isFalse();
    }

    @Test
    void get_pastMaxStale_failsWithTheCause() {
        Secret<Login> handle = client.secret("orders/db", Login.class);
        source.failure = Failures.down();
        clock.advance(Duration.ofHours(2));
        cache.tick();
        clock.advance(Duration.ofHours(22));
        cache.tick();

        assertThatExceptionOfType(KmsTransportException.class).isThrownBy(() -> client.get("orders/db"));
        assertThatExceptionOfType(KmsTransportException.class).isThrownBy(handle::value);
        source.failure = null;
        assertThat(handle.value().password()).isEqualTo("one");
    }

    @Test
    void get_refusedForGood_isServedForTheGraceOnly() {
        client.get("orders/db");
        source.failure = Failures.denied();
        clock.advance(Duration.ofHours(2));
        cache.tick();
        assertThat(client.get("orders/db").stale()).isTrue();
        clock.advance(Duration.ofMinutes(4));
        cache.tick();
        assertThat(client.get("orders/db").stale()).isTrue();

        clock.advance(Duration.ofMinutes(1));
        cache.tick();

        assertThatExceptionOfType(AccessDeniedException.class).isThrownBy(() -> client.get("orders/db"));
    }

    @Test
    void refresh_refusedForGood_dropsTheValueAtOnce() {
        client.get("orders/db");
        source.failure = Failures.denied();

        assertThatExceptionOfType(AccessDeniedException.class).isThrownBy(() -> client.refresh("orders/db"));
        assertThatExceptionOfType(AccessDeniedException.class).isThrownBy(() -> client.get("orders/db"));
    }

    @Test
    void refresh_noAnswer_keepsTheValueMarkedStale() {
        client.get("orders/db");
        source.failure = Failures.down();

        assertThatExceptionOfType(KmsTransportException.class).isThrownBy(() -> client.refresh("orders/db"));
        assertThat(client.get("orders/db").stale()).isTrue();
    }

    @Test
    void tick_manyDueAtOnce_sendsAFewAtATime() {
        for (int i = 0; i < 50; i++) {
            client.get("s" + i);
        }
        source.hold = true;
        clock.advance(Duration.ofHours(2));

        cache.tick();
        cache.tick();

        assertThat(source.calls).hasValue(50 + 8);
    }

    @Test
    void load_sourceThrowsAnError_failsTheReaderAndFreesTheEntry() {
        source.error = new OutOfMemoryError("unable to create native thread");
        assertThatIllegalStateException()
                .isThrownBy(() -> client.get("orders/db"))
                .withMessageContaining("orders/db");
        source.error = null;

        assertThat(client.get("orders/db").versionId()).isEqualTo("v1");
    }

    @Test
    void onChange_versionChangedWhileNothingWasHeld_isTold() {
        List<String> told = new CopyOnWriteArrayList<>();
        Secret<String> handle = client.secret("orders/db");
        handle.onChange(change -> told.add(change.previousVersionId() + "->" + change.versionId()));
        source.failure = Failures.denied();
        assertThatThrownBy(() -> client.refresh("orders/db")).isInstanceOf(AccessDeniedException.class);
        source.failure = null;
        source.rotate("v2", "two");
        clock.advance(Duration.ofSeconds(5));

        assertThat(handle.value()).isEqualTo("two");

        await().until(() -> told.equals(List.of("v1->v2")));
    }

    @Test
    void tick_failingRefresh_backsOff() {
        client.get("orders/db");
        source.failure = Failures.down();
        clock.advance(Duration.ofHours(2));
        for (int second = 0; second < 120; second++) {
            cache.tick();
            clock.advance(Duration.ofSeconds(1));
        }

        assertThat(source.calls.get()).isBetween(5, 12);
    }

    @Test
    void tick_failedColdReads_areForgotten() {
        source.failure = Failures.notFound();
        assertThatThrownBy(() -> client.get("typo")).isInstanceOf(SecretNotFoundException.class);
        CacheEntry before = cache.entry(ReadRequest.stage("typo", VersionStage.CURRENT));

        clock.advance(Duration.ofSeconds(11));
        cache.tick();

        assertThat(cache.entry(ReadRequest.stage("typo", VersionStage.CURRENT))).isNotSameAs(before);
    }

    @Test
    void secret_rotation_isSeenByTheHandleAndToldToListeners() {
        List<SecretChange<Login>> changes = new CopyOnWriteArrayList<>();
        try (Secret<Login> login = client.secret("orders/db", Login.class)) {
            login.onChange(changes::add);
            source.rotate("v2", "{\"username\":\"app\",\"password\":\"two\"}");

            client.refresh("orders/db");

            assertThat(login.value().password()).isEqualTo("two");
            assertThat(login.version().versionId()).isEqualTo("v2");
            await().until(() -> changes.size() == 1);
            assertThat(changes.get(0).previous().password()).isEqualTo("one");
            assertThat(changes.get(0).current().password()).isEqualTo("two");
            assertThat(changes.get(0)).hasToString("SecretChange[name=orders/db, v1 -> v2]");
        }
    }

    @Test
    void secret_laterVersionThatDoesNotFit_keepsTheFormerOneMarkedStale() {
        AtomicInteger mappings = new AtomicInteger();
        Secret<Login> login = client.secret("orders/db", value -> {
            mappings.incrementAndGet();
            return value.exposeJson(Login.class);
        });
        source.rotate("v2", "no json");

        client.refresh("orders/db");
        client.refresh("orders/db");

        assertThat(login.value().password()).isEqualTo("one");
        assertThat(login.version().stale()).isTrue();
        assertThat(mappings)
                .as("a version that cannot be mapped is not tried again")
                .hasValue(2);
        assertThat(client.get("orders/db").exposeText()).isEqualTo("no json");
    }

    @Test
    void secret_versionThatDoesNotFitComesBackAfterARollBack_marksTheFormerOneStaleAgain() {
        String fitting = source.text;
        Secret<Login> login = client.secret("orders/db", Login.class);
        source.rotate("v2", "no json");
        client.refresh("orders/db");
        source.rotate("v1", fitting);
        client.refresh("orders/db");
        assertThat(login.version().stale()).isFalse();

        source.rotate("v2", "no json");
        client.refresh("orders/db");

        assertThat(login.value().password()).isEqualTo("one");
        assertThat(login.version().stale()).isTrue();
    }

    @Test
    void secret_firstVersionThatDoesNotFit_failsAtOnce() {
        source.text = "no json";

        assertThatExceptionOfType(SecretFormatException.class)
                .isThrownBy(() -> client.secret("orders/db", Login.class))
                .withMessageContaining("orders/db")
                .withMessageNotContaining("no json");
    }

    @Test
    void onChange_listenerThatThrows_harmsNobody() {
        List<String> seen = new CopyOnWriteArrayList<>();
        Secret<String> handle = client.secret("orders/db");
        handle.onChange(change -> {
            throw new IllegalStateException("listener");
        });
        handle.onChange(change -> seen.add(change.versionId()));
        source.rotate("v2", "two");
        client.refresh("orders/db");
        source.rotate("v3", "three");
        client.refresh("orders/db");

        await().until(() -> seen.contains("v3"));
        assertThat(handle.value()).isEqualTo("three");
    }

    @Test
    void onChange_closedSubscription_isToldNothing() {
        AtomicBoolean told = new AtomicBoolean();
        Secret<String> handle = client.secret("orders/db");
        handle.onChange(change -> told.set(true)).close();
        List<String> other = new CopyOnWriteArrayList<>();
        handle.onChange(change -> other.add(change.versionId()));
        source.rotate("v2", "two");

        client.refresh("orders/db");

        await().until(() -> other.equals(List.of("v2")));
        assertThat(told).isFalse();
    }

    @Test
    void close_ofAHandle_endsIt() {
        Secret<String> handle = client.secret("orders/db");
        handle.close();
        source.rotate("v2", "two");
        client.refresh("orders/db");

        assertThatIllegalStateException().isThrownBy(handle::value).withMessageContaining("orders/db");
    }

    @Test
    void refresh_whileACallIsUnderWay_isAnsweredByALaterCall() throws Exception {
        source.hold = true;
        CompletableFuture<SecretValue> first = client.getAsync("orders/db");
        CompletableFuture<SecretValue> second = client.refreshAsync("orders/db");
        CompletableFuture<SecretValue> third = client.refreshAsync("orders/db");
        assertThat(source.calls).hasValue(1);
        source.release(DB);
        assertThat(first.get(5, TimeUnit.SECONDS).versionId()).isEqualTo("v1");
        assertThat(second).isNotDone();
        source.rotate("v2", "two");
        source.release(DB);

        assertThat(second.get(5, TimeUnit.SECONDS).versionId()).isEqualTo("v2");
        assertThat(third.get(5, TimeUnit.SECONDS).versionId()).isEqualTo("v2");
        assertThat(source.calls).hasValue(2);
    }

    @Test
    void getAsync_whatHangsOnIt_runsNeitherHereNorOnTheSourcesThread() throws Exception {
        source.hold = true;
        CompletableFuture<Thread> ranOn = client.getAsync("orders/db").thenApply(value -> Thread.currentThread());

        source.release(DB);

        assertThat(ranOn.get(5, TimeUnit.SECONDS)).isNotSameAs(Thread.currentThread());
    }

    @Test
    void getAsync_cancelledByOneCaller_isStillAnsweredForTheOther() throws Exception {
        source.hold = true;
        CompletableFuture<SecretValue> one = client.getAsync("orders/db");
        CompletableFuture<SecretValue> other = client.getAsync("orders/db");
        one.cancel(true);
        source.release(DB);

        assertThat(other.get(5, TimeUnit.SECONDS).versionId()).isEqualTo("v1");
    }

    @Test
    void get_missOnAThreadThatReadsSecrets_isRefusedInsteadOfWaitingForItself() {
        CachingSecretsClient inside =
                new CachingSecretsClient(cache, events, Duration.ofSeconds(20), "kms.test", () -> true);
        source.hold = true;

        assertThatIllegalStateException()
                .isThrownBy(() -> inside.get("orders/db"))
                .withMessageContaining("SecretMapper");
    }

    @Test
    void get_interruptedWhileWaiting_failsAndKeepsTheInterrupt() {
        source.hold = true;
        Thread.currentThread().interrupt();

        assertThatExceptionOfType(KmsTransportException.class)
                .isThrownBy(() -> client.get("orders/db"))
                .withMessageContaining("interrupted");
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void get_noAnswerWithinTheDeadline_failsInTime() {
        source.hold = true;
        CachingSecretsClient hurried =
                new CachingSecretsClient(cache, events, Duration.ofMillis(20), "kms.test", () -> false);

        assertThatExceptionOfType(KmsTransportException.class)
                .isThrownBy(() -> hurried.get("orders/db"))
                .withMessageContaining("20 ms")
                .withMessageContaining("kms.test");
    }

    @Test
    void preload_someFail_holdsTheOthersAndTellsAll() {
        client.preload(List.of("a", "b", "a"));
        assertThat(source.calls).hasValue(2);
        source.failure = Failures.notFound();

        assertThatExceptionOfType(SecretNotFoundException.class)
                .isThrownBy(() -> client.preload(List.of("a", "c", "d")));
        assertThat(source.calls).hasValue(4);
        assertThat(client.get("a").versionId()).isEqualTo("v1");
    }

    @Test
    void preload_manySecrets_asksForAFewAtATime() throws Exception {
        source.hold = true;
        CompletableFuture<Void> preloading = CompletableFuture.runAsync(() ->
                client.preload(IntStream.range(0, 20).mapToObj(i -> "s" + i).toList()));

        await().until(() -> source.calls.get() == 8);
        source.hold = false;
        for (int i = 0; i < 8; i++) {
            source.release(ReadRequest.stage("s" + i, VersionStage.CURRENT));
        }

        preloading.get(10, TimeUnit.SECONDS);
        assertThat(source.calls).hasValue(20);
    }

    @Test
    void close_wipesWhatIsHeldAndFailsReaders() {
        SecretValue value = client.get("orders/db");
        Secret<String> handle = client.secret("orders/db");
        source.hold = true;
        CompletableFuture<SecretValue> waiting = client.getAsync("other");

        cache.close();

        assertThatIllegalStateException().isThrownBy(value::exposeText);
        assertThatIllegalStateException().isThrownBy(() -> client.get("orders/db"));
        assertThatIllegalStateException().isThrownBy(handle::value);
        assertThat(waiting).failsWithin(Duration.ofSeconds(5));
        source.release(ReadRequest.stage("other", VersionStage.CURRENT));
        assertThat(source.wiped).hasValue(2);
    }

    @Test
    void handles_openedWhileVersionsChange_neverMissOne() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            AtomicBoolean done = new AtomicBoolean();
            List<Secret<String>> handles = new CopyOnWriteArrayList<>();
            List<Future<?>> openers = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                openers.add(threads.submit(() -> {
                    while (!done.get() && handles.size() < 500) {
                        handles.add(client.secret("orders/db"));
                    }
                }));
            }
            for (int version = 2; version < 300; version++) {
                source.rotate("v" + version, "text" + version);
                client.refresh("orders/db");
            }
            done.set(true);
            for (Future<?> opener : openers) {
                opener.get(10, TimeUnit.SECONDS);
            }

            assertThat(handles).isNotEmpty().allMatch(handle -> handle.value().equals("text299"));
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void secret_map_givesFields() {
        assertThat(client.get("orders/db").exposeFields()).isEqualTo(Map.of("username", "app", "password", "one"));
    }
}
