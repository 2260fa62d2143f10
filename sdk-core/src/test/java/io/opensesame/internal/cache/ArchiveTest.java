package io.opensesame.internal.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.opensesame.error.AccessDeniedException;
import io.opensesame.error.KmsTransportException;
import io.opensesame.secrets.CacheOptions;
import io.opensesame.secrets.Secret;
import io.opensesame.secrets.SecretEvent.Kind;
import io.opensesame.secrets.SecretValue;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How copies of the local store stand in for KMS. */
class ArchiveTest {
    private final ManualClock storeClock = new ManualClock();
    private final ScriptedArchive archive = new ScriptedArchive(storeClock);
    private final CacheRig rig = new CacheRig(CacheOptions.defaults(), archive);
    private final ScriptedSource source = rig.source;
    private final CachingSecretsClient client = rig.client;

    @AfterEach
    void close() {
        rig.close();
    }

    private void copyOfAge(String versionId, Duration age) {
        archive.has(versionId, storeClock.instant().minus(age));
    }

    @Test
    void get_coldWhileKmsIsDown_givesTheCopyMarkedStale() {
        rig.listening();
        copyOfAge("v0", Duration.ofHours(1));
        source.failure = Failures.down();

        SecretValue value = client.get(CacheRig.DB);

        assertThat(value.versionId()).isEqualTo("v0");
        assertThat(value.stale()).isTrue();
        await().untilAsserted(() -> assertThat(rig.kinds()).containsSubsequence(Kind.STORE_READ, Kind.SERVED_STALE));
    }

    @Test
    void tick_kmsIsBack_replacesTheCopy() {
        copyOfAge("v0", Duration.ofHours(1));
        source.failure = Failures.down();
        Secret<String> handle = client.secret(CacheRig.DB);
        assertThat(handle.value()).isEqualTo("copy of v0");
        source.failure = null;

        rig.pass(Duration.ofSeconds(2));

        assertThat(handle.version().versionId()).isEqualTo("v1");
        assertThat(handle.version().stale()).isFalse();
    }

    @Test
    void get_copyIsServedUpToMaxStaleFromItsFetch() {
        copyOfAge("v0", Duration.ofHours(23));
        source.failure = Failures.down();
        client.get(CacheRig.DB);
        rig.pass(Duration.ofMinutes(59));
        assertThat(rig.cache.heldCurrent(CacheRig.DB)).isNotNull();

        storeClock.advance(Duration.ofMinutes(61));
        rig.pass(Duration.ofMinutes(1));

        assertThatExceptionOfType(KmsTransportException.class).isThrownBy(() -> client.get(CacheRig.DB));
    }

    @Test
    void getVersion_otherRegionHasAnotherVersion_givesTheCopyAndKeepsIt() {
        copyOfAge("v0", Duration.ofHours(1));
        source.home = false;

        assertThat(client.getVersion(CacheRig.DB, "v0").stale()).isTrue();

        assertThat(archive.forgotten).isZero();
    }

    @Test
    void get_copyPastMaxStale_isNotUsed() {
        copyOfAge("v0", Duration.ofHours(25));
        source.failure = Failures.down();

        assertThatExceptionOfType(KmsTransportException.class).isThrownBy(() -> client.get(CacheRig.DB));
    }

    @Test
    void get_kmsIsSlow_givesTheCopyAfterTwoSecondsAndTheAnswerWhenItComes() {
        copyOfAge("v0", Duration.ofHours(1));
        source.hold = true;
        CompletableFuture<SecretValue> read = client.getAsync(CacheRig.DB);
        rig.pass(Duration.ofSeconds(2));
        assertThat(read).isNotDone();

        rig.pass(Duration.ofMillis(500));

        assertThat(read)
                .succeedsWithin(Duration.ofSeconds(5))
                .matches(value -> value.versionId().equals("v0"));
        source.release(CacheRig.CURRENT);
        assertThat(client.get(CacheRig.DB).versionId()).isEqualTo("v1");
        assertThat(source.calls).hasValue(1);
    }

    @Test
    void get_answerComesWhileTheStoreIsAsked_isNotReplacedByTheCopy() {
        copyOfAge("v0", Duration.ofHours(1));
        archive.hold = true;
        source.hold = true;
        CompletableFuture<SecretValue> read = client.getAsync(CacheRig.DB);
        rig.pass(Duration.ofSeconds(3));
        source.release(CacheRig.CURRENT);
        assertThat(read)
                .succeedsWithin(Duration.ofSeconds(5))
                .matches(value -> value.versionId().equals("v1"));

        archive.release();

        assertThat(client.get(CacheRig.DB).versionId()).isEqualTo("v1");
        assertThat(client.get(CacheRig.DB).stale()).isFalse();
    }

    @Test
    void get_kmsFailsWhileTheStoreIsAsked_waitsForTheCopy() {
        copyOfAge("v0", Duration.ofHours(1));
        archive.hold = true;
        source.failure = Failures.down();
        CompletableFuture<SecretValue> read = client.getAsync(CacheRig.DB);
        assertThat(read).isNotDone();

        archive.release();

        assertThat(read).succeedsWithin(Duration.ofSeconds(5)).matches(SecretValue::stale);
        assertThat(archive.asked).isEqualTo(1);
    }

    @Test
    void get_storeThatThrows_failsTheReaderWithWhatKmsSaidAndFreesTheEntry() {
        archive.failure = new IllegalStateException("store");
        source.failure = Failures.down();
        assertThat(client.getAsync(CacheRig.DB))
                .failsWithin(Duration.ofSeconds(5))
                .withThrowableThat()
                .withCauseInstanceOf(KmsTransportException.class);
        source.failure = null;

        assertThat(client.get(CacheRig.DB).versionId()).isEqualTo("v1");
    }

    @Test
    void get_refusedForGood_forgetsTheCopy() {
        copyOfAge("v0", Duration.ofHours(1));
        source.failure = Failures.denied();

        assertThatExceptionOfType(AccessDeniedException.class).isThrownBy(() -> client.get(CacheRig.DB));

        assertThat(archive.forgotten).isEqualTo(1);
        assertThat(archive.asked).isZero();
    }

    @Test
    void answers_areKept() {
        client.get(CacheRig.DB);
        source.rotate("v2", "two");
        client.refresh(CacheRig.DB);

        assertThat(archive.kept).containsExactly("v1", "v2");
        assertThat(archive.asked).isZero();
    }

    @Test
    void refresh_noAnswerWhileAValueIsHeld_asksNoStore() {
        client.get(CacheRig.DB);
        copyOfAge("v0", Duration.ofHours(1));
        source.failure = Failures.down();

        assertThatExceptionOfType(KmsTransportException.class).isThrownBy(() -> client.refresh(CacheRig.DB));

        assertThat(client.get(CacheRig.DB).versionId()).isEqualTo("v1");
        assertThat(archive.asked).isZero();
    }
}
