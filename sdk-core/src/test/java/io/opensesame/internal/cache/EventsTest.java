package io.opensesame.internal.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.opensesame.secrets.Secret;
import io.opensesame.secrets.SecretChange;
import io.opensesame.secrets.SecretEvent;
import io.opensesame.secrets.SecretEvent.Kind;
import io.opensesame.secrets.SecretSnapshot.State;
import io.opensesame.secrets.Subscription;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What listeners are told, and what a snapshot shows of the same. */
class EventsTest {
    private final CacheRig rig = new CacheRig().listening();
    private final ScriptedSource source = rig.source;
    private final CachingSecretsClient client = rig.client;

    @AfterEach
    void close() {
        rig.close();
    }

    private void told(Kind... kinds) {
        await().untilAsserted(() -> assertThat(rig.kinds()).containsExactly(kinds));
    }

    @Test
    void happened_readRefreshedAndChanged_isToldInOrderWithIds() {
        client.get(CacheRig.DB);
        client.refresh(CacheRig.DB);
        source.rotate("v2", "two");
        client.refresh(CacheRig.DB);

        told(Kind.LOADED, Kind.REFRESHED, Kind.CHANGED);
        SecretEvent change = rig.happened.get(2);
        assertThat(change.previousVersionId()).contains("v1");
        assertThat(change.versionId()).contains("v2");
        assertThat(change.name()).isEqualTo(CacheRig.DB);
        assertThat(change.at()).isEqualTo(rig.clock.instant());
    }

    private static EventThread threadOfTheSecondTry() {
        AtomicInteger tries = new AtomicInteger();
        return new EventThread(task -> {
            if (tries.getAndIncrement() == 0) {
                throw new OutOfMemoryError("unable to create native thread");
            }
            return new Thread(task);
        });
    }

    @Test
    void onChange_noThreadCanBeMade_isToldWithTheNextChange() {
        List<String> told = new CopyOnWriteArrayList<>();
        try (EventThread thread = threadOfTheSecondTry()) {
            ChangeListener<String> changes = new ChangeListener<>(change -> told.add(change.current()), thread);

            changes.tell(new SecretChange<>(CacheRig.DB, "v1", "v2", "one", "two"));
            changes.tell(new SecretChange<>(CacheRig.DB, "v2", "v3", "two", "three"));

            await().untilAsserted(() -> assertThat(told).containsExactly("three"));
        }
    }

    @Test
    void happened_noThreadCanBeMade_isToldWithTheNextEvent() {
        List<String> told = new CopyOnWriteArrayList<>();
        try (EventThread thread = threadOfTheSecondTry()) {
            SecretEvents events = new SecretEvents(thread, rig.clock);
            Subscription unused = events.listen(event -> told.add(event.name()));

            events.publish(SecretEvent.builder(Kind.EVICTED, "orders/one"));
            events.publish(SecretEvent.builder(Kind.EVICTED, "orders/two"));

            await().untilAsserted(() -> assertThat(told).containsExactly("orders/one", "orders/two"));
        }
    }

    @Test
    void happened_outage_isToldAsItGoes() {
        client.get(CacheRig.DB);
        assertThat(rig.snapshot().state()).isEqualTo(State.FRESH);
        RuntimeException down = Failures.down();
        source.failure = down;
        rig.pass(Duration.ofHours(1));
        assertThat(rig.snapshot().state()).isEqualTo(State.STALE);
        assertThat(rig.snapshot().lastFailure()).isPresent();
        rig.pass(Duration.ofSeconds(2));
        rig.pass(Duration.ofHours(24));
        assertThat(rig.snapshot().state()).isEqualTo(State.FAILED);

        told(Kind.LOADED, Kind.REFRESH_FAILED, Kind.SERVED_STALE, Kind.REFRESH_FAILED, Kind.EXPIRED);
        SecretEvent expired = rig.happened.get(4);
        assertThat(expired.failure()).containsSame(down);
        assertThat(expired).hasToString("SecretEvent[EXPIRED 'orders/db' at ACSCurrent: " + down.getMessage() + "]");
        assertThat(rig.happened.get(1).failure()).isPresent();
    }

    @Test
    void happened_coldFailuresAndRefusals_areToldApart() {
        source.failure = Failures.down();
        assertThat(catchThrowable(() -> client.get("a"))).isNotNull();
        source.failure = Failures.notFound();
        assertThat(catchThrowable(() -> client.get("b"))).isNotNull();

        told(Kind.LOAD_FAILED, Kind.REFUSED);
    }

    @Test
    void happened_refusalByHand_endsTheValue() {
        client.get(CacheRig.DB);
        source.failure = Failures.denied();
        assertThat(catchThrowable(() -> client.refresh(CacheRig.DB))).isNotNull();

        told(Kind.LOADED, Kind.REFUSED, Kind.EXPIRED);
    }

    @Test
    void happened_versionThatCannotBeMapped_isToldWithoutAForeignMessage() {
        Secret<String> unused = client.secret(CacheRig.DB, value -> {
            if (value.versionId().equals("v2")) {
                throw new IllegalArgumentException("quotes the secret");
            }
            return value.exposeText();
        });
        source.rotate("v2", "two");
        client.refresh(CacheRig.DB);

        told(Kind.LOADED, Kind.MAPPING_FAILED, Kind.CHANGED);
        assertThat(rig.happened.get(1).failure()).isEmpty();
    }

    @Test
    void listener_thatBlocks_harmsNoReadAndLosesWhatOutrunsIt() throws Exception {
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        List<SecretEvent> slow = new CopyOnWriteArrayList<>();
        client.listen(event -> {
            busy.countDown();
            try {
                release.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            slow.add(event);
        });
        client.get(CacheRig.DB);
        busy.await();
        for (int i = 0; i < 1_500; i++) {
            client.refresh(CacheRig.DB);
        }
        assertThat(source.calls).hasValue(1_501);

        release.countDown();

        await().until(() -> slow.size() == 1_025);
        client.refresh(CacheRig.DB);
        await().until(() -> slow.size() == 1_026);
    }

    @Test
    void listener_thatThrows_harmsNobody() {
        client.listen(event -> {
            throw new IllegalStateException("listener");
        });
        List<Kind> after = new CopyOnWriteArrayList<>();
        client.listen(event -> after.add(event.kind()));

        client.get(CacheRig.DB);
        client.refresh(CacheRig.DB);

        await().until(() -> after.equals(List.of(Kind.LOADED, Kind.REFRESHED)));
    }

    @Test
    void listener_ended_isToldNothingMore() {
        List<Kind> ended = new CopyOnWriteArrayList<>();
        Subscription subscription = client.listen(event -> ended.add(event.kind()));
        client.get(CacheRig.DB);
        await().until(() -> ended.size() == 1);

        subscription.close();
        client.refresh(CacheRig.DB);

        told(Kind.LOADED, Kind.REFRESHED);
        assertThat(ended).containsExactly(Kind.LOADED);
    }

    @Test
    void snapshot_whileAColdReadIsUnderWay_showsItLoading() {
        source.hold = true;
        assertThat(client.getAsync(CacheRig.DB)).isNotDone();

        assertThat(rig.snapshot().state()).isEqualTo(State.LOADING);
        source.release(CacheRig.CURRENT);
        assertThat(rig.snapshot().state()).isEqualTo(State.FRESH);
        assertThat(rig.snapshot().versionId()).contains("v1");
        assertThat(rig.snapshot().servedUntil()).contains(rig.clock.instant().plus(Duration.ofHours(24)));
    }
}
