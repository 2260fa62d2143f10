package io.opensesame.internal.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.opensesame.internal.cache.CacheEntry.Ticket;
import io.opensesame.secrets.Secret;
import io.opensesame.secrets.SecretValue;
import io.opensesame.secrets.VersionStage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Interleavings of readers, answers and the end of the client. */
class SingleFlightTest {
    private final CacheRig rig = new CacheRig();
    private final ScriptedSource source = rig.source;
    private final CachingSecretsClient client = rig.client;

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void join_answerCameSinceTheReaderLooked_givesItWithoutAnotherCall() {
        SecretValue held = client.get(CacheRig.DB);

        Ticket ticket = Objects.requireNonNull(rig.cache.entry(CacheRig.CURRENT).join(rig.clock.instant()));

        assertThat(ticket.send()).isFalse();
        assertThat(ticket.future()).isCompletedWithValue(held);
    }

    @Test
    void get_manyThreadsOnManyColdSecrets_sendOneCallEach() throws Exception {
        int threads = 8;
        int secrets = 2_000;
        CyclicBarrier together = new CyclicBarrier(threads);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<?>> readers = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                readers.add(pool.submit(() -> {
                    for (int secret = 0; secret < secrets; secret++) {
                        if (secret % 100 == 0) {
                            together.await(30, TimeUnit.SECONDS);
                        }
                        client.get("s" + secret);
                    }
                    return null;
                }));
            }
            for (Future<?> reader : readers) {
                reader.get(60, TimeUnit.SECONDS);
            }

            assertThat(source.calls).hasValue(secrets);
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void hits_whileTheEntrysLockIsHeld_areAnsweredAllTheSame() throws Exception {
        Secret<String> handle = client.secret(CacheRig.DB);
        ExecutorService reader = Executors.newSingleThreadExecutor();
        try {
            synchronized (rig.cache.entry(CacheRig.CURRENT)) {
                Future<List<String>> hits = reader.submit(() -> List.of(
                        client.get(CacheRig.DB).versionId(),
                        client.get(CacheRig.DB, VersionStage.CURRENT).versionId(),
                        client.getAsync(CacheRig.DB).join().versionId(),
                        handle.version().versionId()));

                assertThat(hits.get(10, TimeUnit.SECONDS)).containsOnly("v1");
            }
        } finally {
            reader.shutdownNow();
        }
    }

    @Test
    void tick_refreshThatHangsPastMaxStale_endsTheValueAllTheSame() {
        client.get(CacheRig.DB);
        source.hold = true;
        rig.pass(Duration.ofHours(1));
        rig.pass(Duration.ofHours(23).minusSeconds(1));
        assertThat(rig.cache.heldCurrent(CacheRig.DB)).isNotNull();

        rig.pass(Duration.ofSeconds(1));

        assertThat(rig.cache.heldCurrent(CacheRig.DB)).isNull();
        assertThat(source.calls).hasValue(2);
    }

    @Test
    void close_callUnderWayFailsLater_handleStillTellsThatTheClientIsClosed() {
        Secret<String> handle = client.secret(CacheRig.DB);
        source.hold = true;
        CompletableFuture<SecretValue> unused = client.refreshAsync(CacheRig.DB);

        rig.cache.close();
        source.failure = Failures.down();
        source.release(CacheRig.CURRENT);

        assertThatIllegalStateException().isThrownBy(handle::value).withMessageContaining("client is closed");
    }

    @Test
    void close_callUnderWayIsAnsweredLater_showsNothingAndWipesIt() {
        Secret<String> handle = client.secret(CacheRig.DB);
        source.hold = true;
        CompletableFuture<SecretValue> waiting = client.refreshAsync(CacheRig.DB);

        rig.cache.close();
        source.rotate("v2", "two");
        source.release(CacheRig.CURRENT);

        assertThatIllegalStateException().isThrownBy(handle::value);
        assertThat(waiting).failsWithin(Duration.ofSeconds(5));
        assertThat(source.wiped).hasValueGreaterThanOrEqualTo(2);
    }

    @Test
    void secret_mapperThatThrowsAnError_keepsTheNewVersionFromNobodyElse() {
        Secret<String> broken = client.secret(CacheRig.DB, value -> {
            if (value.versionId().equals("v2")) {
                throw new StackOverflowError();
            }
            return value.versionId();
        });
        Secret<String> sound = client.secret(CacheRig.DB);
        source.rotate("v2", "two");

        client.refresh(CacheRig.DB);

        assertThat(sound.value()).isEqualTo("two");
        assertThat(client.get(CacheRig.DB).versionId()).isEqualTo("v2");
        assertThat(broken.value()).isEqualTo("v1");
        assertThat(broken.version().stale()).isTrue();
    }
}
