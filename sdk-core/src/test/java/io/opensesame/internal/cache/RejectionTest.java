package io.opensesame.internal.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import io.opensesame.error.AccessDeniedException;
import io.opensesame.error.KmsTransportException;
import io.opensesame.secrets.CacheOptions;
import io.opensesame.secrets.Secret;
import io.opensesame.secrets.SecretEvent.Kind;
import io.opensesame.secrets.SecretValue;
import io.opensesame.secrets.TypedVersion;
import io.opensesame.secrets.VersionStage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RejectionTest {
    private static final VersionStage PENDING = VersionStage.of("ACSPending");

    private final CacheRig rig = new CacheRig(
            CacheOptions.builder().rejectionsPerMinute(6).pendingStage(PENDING).build());
    private final ScriptedSource source = rig.source;
    private final CachingSecretsClient client = rig.client;

    @AfterEach
    void close() {
        rig.close();
    }

    private Optional<String> rejected(String... versionIds) {
        return client.rejected(CacheRig.DB, versionIds).map(SecretValue::versionId);
    }

    @Test
    void rejected_anotherVersionIsHeld_isAnsweredWithoutACall() {
        client.get(CacheRig.DB);
        source.rotate("v2", "two");
        client.refresh(CacheRig.DB);

        assertThat(rejected("v1")).contains("v2");
        assertThat(source.calls).hasValue(2);
    }

    @Test
    void rejected_kmsHasANewVersion_givesIt() {
        client.get(CacheRig.DB);
        source.rotate("v2", "two");

        assertThat(rejected("v1")).contains("v2");
        assertThat(client.get(CacheRig.DB).versionId()).isEqualTo("v2");
        assertThat(source.calls).hasValue(2);
    }

    @Test
    void rejected_byHandle_givesTheTypedVersionThatTheHandleShows() {
        Secret<String> handle = client.secret(CacheRig.DB);
        source.rotate("v2", "two");

        Optional<TypedVersion<String>> next = handle.rejected("v1");

        assertThat(next).get().isSameAs(handle.version());
        assertThat(next.orElseThrow().value()).isEqualTo("two");
    }

    @Test
    void rejected_64ThreadsAtOnce_shareOneCall() throws Exception {
        client.get(CacheRig.DB);
        source.rotate("v2", "two");
        source.hold = true;
        ExecutorService threads = Executors.newFixedThreadPool(64);
        try {
            List<Future<Optional<String>>> reports = new ArrayList<>();
            for (int i = 0; i < 64; i++) {
                reports.add(threads.submit(() -> rejected("v1")));
            }
            await().until(() -> source.calls.get() == 2);
            source.hold = false;
            source.release(CacheRig.CURRENT);

            for (Future<Optional<String>> report : reports) {
                assertThat(report.get(10, TimeUnit.SECONDS)).contains("v2");
            }
            assertThat(source.calls).hasValue(2);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void rejected_againWithinASecond_asksNoMore() {
        source.single = true;
        client.get(CacheRig.DB);
        assertThat(rejected("v1")).isEmpty();
        long asked = currentReads();

        rig.clock.advance(Duration.ofMillis(999));
        assertThat(rejected("v1")).isEmpty();
        assertThat(currentReads()).isEqualTo(asked);

        rig.clock.advance(Duration.ofMillis(1));
        assertThat(rejected("v1")).isEmpty();
        assertThat(currentReads()).isEqualTo(asked + 1);
    }

    @Test
    void rejected_overAndOver_asksNoMoreThanTheRate() {
        source.single = true;
        client.get(CacheRig.DB);
        for (int second = 0; second < 60; second++) {
            assertThat(rejected("v1")).isEmpty();
            rig.clock.advance(Duration.ofSeconds(1));
        }

        // 3 at once, then one each 10 seconds.
        assertThat(currentReads() - 1).isBetween(8L, 9L);
    }

    private long currentReads() {
        return source.requests.stream().filter(ReadRequest::isCurrent).count();
    }

    @Test
    void rejected_newVersionToo_givesTheOneBeforeForAnHour() {
        source.single = true;
        client.get(CacheRig.DB);
        source.rotate("v2", "two");
        client.refresh(CacheRig.DB);

        assertThat(rejected("v2")).contains("v1");
        assertThat(rejected("v2", "v1")).isEmpty();
        rig.clock.advance(Duration.ofHours(1));
        assertThat(rejected("v2")).isEmpty();
    }

    @Test
    void rejected_coldWithARotationJustBefore_readsThePreviousVersion() {
        source.stages.put(VersionStage.PREVIOUS, "v0");
        source.lastRotation = rig.clock.instant().minus(Duration.ofMinutes(59));

        assertThat(rejected("v1")).contains("v0");
    }

    @Test
    void rejected_coldWithARotationLongAgo_offersNoPreviousVersion() {
        source.stages.put(VersionStage.PREVIOUS, "v0");
        source.lastRotation = rig.clock.instant().minus(Duration.ofMinutes(61));

        assertThat(rejected("v1")).isEmpty();
    }

    @Test
    void rejected_versionIsHeldForLongerThanAnHour_offersNoPreviousVersion() {
        source.stages.put(VersionStage.PREVIOUS, "v0");
        client.get(CacheRig.DB);
        rig.clock.advance(Duration.ofMinutes(61));

        assertThat(rejected("v1")).isEmpty();
    }

    @Test
    void rejected_everyOtherVersion_givesTheOneAtThePendingStage() {
        source.stages.put(PENDING, "v2");
        client.get(CacheRig.DB);

        assertThat(rejected("v1")).contains("v2");
        assertThat(rejected("v1", "v2")).isEmpty();
    }

    @Test
    void rejected_kmsRefusesForGood_throwsAndEndsTheValueAtOnce() {
        Secret<String> handle = client.secret(CacheRig.DB);
        source.failure = Failures.denied();

        assertThatExceptionOfType(AccessDeniedException.class).isThrownBy(() -> rejected("v1"));
        assertThatExceptionOfType(AccessDeniedException.class).isThrownBy(() -> client.get(CacheRig.DB));
        assertThatExceptionOfType(AccessDeniedException.class).isThrownBy(handle::value);
    }

    @Test
    void rejected_kmsRefusedForGoodAndIsGoneThen_doesNotBringBackTheVersionBefore() {
        client.get(CacheRig.DB);
        source.rotate("v2", "two");
        client.refresh(CacheRig.DB);
        source.failure = Failures.denied();
        assertThatExceptionOfType(AccessDeniedException.class).isThrownBy(() -> rejected("v2"));
        source.failure = Failures.down();
        rig.clock.advance(Duration.ofSeconds(6));

        assertThatExceptionOfType(KmsTransportException.class).isThrownBy(() -> rejected("v2"));
    }

    @Test
    void rejected_noAnswerAndNoOtherVersion_throwsWhatTheCallFailedWith() {
        source.single = true;
        client.get(CacheRig.DB);
        source.failure = Failures.down();

        assertThatExceptionOfType(KmsTransportException.class).isThrownBy(() -> rejected("v1"));
        assertThat(client.get(CacheRig.DB).stale()).isTrue();
    }

    @Test
    void rejected_noAnswerAndTheVersionBeforeIsAtHand_givesIt() {
        client.get(CacheRig.DB);
        source.rotate("v2", "two");
        client.refresh(CacheRig.DB);
        source.failure = Failures.down();

        assertThat(rejected("v2")).contains("v1");
    }

    @Test
    void rejected_whileARefreshIsUnderWay_asksOnceMoreSinceItWasSentBefore() throws Exception {
        client.get(CacheRig.DB);
        source.hold = true;
        rig.pass(Duration.ofHours(1));
        assertThat(source.calls).hasValue(2);
        CompletableFuture<Optional<String>> report = CompletableFuture.supplyAsync(() -> rejected("v1"));
        Flight refresh =
                Objects.requireNonNull(rig.cache.entry(CacheRig.CURRENT).running());
        await().until(() -> refresh.byHand); // the report has joined it
        source.release(CacheRig.CURRENT);
        await().until(() -> source.calls.get() == 3);
        source.rotate("v2", "two");
        source.release(CacheRig.CURRENT);

        assertThat(report.get(10, TimeUnit.SECONDS)).contains("v2");
        assertThat(source.calls).hasValue(3);
    }

    @Test
    void rejected_tellsListenersOnceOfTheVersionThatWasHeld() {
        rig.listening();
        client.get(CacheRig.DB);
        source.rotate("v2", "two");
        rejected("v1");

        await().until(() -> rig.kinds().equals(List.of(Kind.LOADED, Kind.REJECTED, Kind.CHANGED)));
        assertThat(rig.happened.get(1).versionId()).contains("v1");
    }

    @Test
    void rejected_withoutOrWithRepeatedIds_followsTheRules() {
        client.get(CacheRig.DB);
        source.rotate("v2", "two");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> client.rejected(CacheRig.DB))
                .withMessageContaining("no version id");
        assertThat(rejected("v1", "v1")).contains("v2");
    }

    @Test
    void rejected_onAClosedHandleOrClient_throws() {
        Secret<String> handle = client.secret(CacheRig.DB);
        handle.close();
        assertThatIllegalStateException().isThrownBy(() -> handle.rejected("v1"));
        rig.close();
        assertThatIllegalStateException().isThrownBy(() -> rejected("v1"));
    }

    @Test
    void rejected_kmsHangs_waitsForOneDeadlineInAll() {
        CacheOptions options =
                CacheOptions.builder().pendingStage(VersionStage.of("pending")).build();
        Duration deadline = Duration.ofSeconds(1);
        try (CacheRig hanging = new CacheRig(options)) {
            CachingSecretsClient impatient =
                    new CachingSecretsClient(hanging.cache, hanging.events, deadline, "kms.test", () -> false);
            impatient.get(CacheRig.DB);
            hanging.source.hold = true;
            long startNanos = System.nanoTime();

            assertThatExceptionOfType(KmsTransportException.class)
                    .isThrownBy(() -> impatient.rejected(CacheRig.DB, "v1"));

            // The current version, the one before and the pending one were asked for, each for as long as was left.
            assertThat(Duration.ofNanos(System.nanoTime() - startNanos)).isLessThan(deadline.multipliedBy(2));
            assertThat(hanging.source.calls).hasValue(4);
        }
    }
}
