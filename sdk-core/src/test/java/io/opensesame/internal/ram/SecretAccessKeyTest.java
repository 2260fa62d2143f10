package io.opensesame.internal.ram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.opensesame.error.KmsTransportException;
import io.opensesame.error.SecretFormatException;
import io.opensesame.error.SecretNotFoundException;
import io.opensesame.ram.AccessKey;
import io.opensesame.ram.FollowedAccessKey;
import io.opensesame.secrets.CacheOptions;
import io.opensesame.secrets.SecretChange;
import io.opensesame.secrets.SecretSnapshot;
import io.opensesame.secrets.SecretType;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a followed AccessKey is, through rotations and outages; {@code call} has tests of its own. */
class SecretAccessKeyTest {
    private static final Duration ONE_REFRESH = Duration.ofMinutes(6);

    private FollowRig rig = new FollowRig();

    @AfterEach
    void close() {
        rig.close();
    }

    private static Optional<String> idOf(Optional<AccessKey> key) {
        return key.map(AccessKey::accessKeyId);
    }

    /** Rotates, and lets the client see it at once. */
    private void rotateSeen(String versionId) {
        rig.pass(Duration.ofSeconds(10));
        rig.source.rotate(versionId);
        rig.client.refresh(FollowRig.APP);
    }

    @Test
    void follow_ramSecret_hasItsFirstValueRead() {
        FollowedAccessKey key = rig.follow();

        assertThat(key.secretName()).isEqualTo(FollowRig.APP);
        assertThat(key.current().accessKeyId()).isEqualTo("id-v1");
        assertThat(key.current().exposeAccessKeySecret()).isEqualTo("secret-v1");
        assertThat(rig.source.calls).hasValue(1);
    }

    @Test
    void follow_secretOfAnotherType_isRefusedAndLeavesNoHandle() {
        rig.source.type = SecretType.GENERIC;

        assertThatExceptionOfType(SecretFormatException.class)
                .isThrownBy(rig::follow)
                .withMessageContaining("is of type Generic");
        assertThat(rig.client.snapshot()).extracting(SecretSnapshot::handles).containsOnly(0);
    }

    @Test
    void follow_valueWithoutAPair_isRefused() {
        rig.source.rotate("v2", "{\"AccessKeyId\":\"id-v2\"}");

        assertThatExceptionOfType(SecretFormatException.class)
                .isThrownBy(rig::follow)
                .withMessageContaining("has no AccessKeySecret");
    }

    @Test
    void follow_unknownSecret_saysSo() {
        rig.source.failure = RamSecretSource.notFound();

        assertThatExceptionOfType(SecretNotFoundException.class).isThrownBy(rig::follow);
    }

    @Test
    void current_isOneObjectUntilItChanges() {
        FollowedAccessKey key = rig.follow();
        AccessKey first = key.current();

        rig.pass(Duration.ofHours(1));

        assertThat(key.current()).isSameAs(first);
    }

    @Test
    void current_rotationThatNobodyAnnounced_isSeenWellWithinTheShortestWindow() {
        FollowedAccessKey key = rig.follow();
        rig.source.rotate("v2");

        rig.pass(ONE_REFRESH);

        assertThat(key.current().accessKeyId()).isEqualTo("id-v2");
    }

    @Test
    void current_cacheThatRefreshesSeldom_followsAllTheSame() {
        rig.close();
        rig = new FollowRig(CacheOptions.builder()
                .refreshAfter(Duration.ofHours(20))
                .refreshAfter(FollowRig.APP, Duration.ofHours(20))
                .idleAfter(Duration.ofSeconds(1))
                .ttlField("RefreshInterval", TimeUnit.SECONDS)
                .build());
        rig.source.type = SecretType.of("RAMCREDENTIALS");
        rig.source.rotate("v1", "{\"AccessKeyId\":\"id-v1\",\"AccessKeySecret\":\"s\",\"RefreshInterval\":72000}");
        FollowedAccessKey key = rig.follow();
        rig.source.rotate("v2");

        rig.pass(ONE_REFRESH);

        assertThat(key.current().accessKeyId()).isEqualTo("id-v2");
    }

    @Test
    void current_kmsWasAwayForMinutes_catchesUpWithinAMinute() {
        FollowedAccessKey key = rig.follow();
        rig.source.failure = FollowRig.down();
        rig.source.rotate("v2");
        rig.pass(Duration.ofMinutes(8));
        assertThat(key.current().accessKeyId()).isEqualTo("id-v1");

        rig.source.failure = null;
        rig.pass(Duration.ofMinutes(1));

        assertThat(key.current().accessKeyId()).isEqualTo("id-v2");
    }

    @Test
    void current_laterVersionHasNoPair_keepsTheLastGoodOneAndTakesTheNext() {
        FollowedAccessKey key = rig.follow();
        rig.source.rotate("v2", "{\"AccessKeyId\":\"id-v2\",\"AccessKeySecret\":\"\"}");
        rig.pass(ONE_REFRESH);
        assertThat(key.current().accessKeyId()).isEqualTo("id-v1");

        rig.source.rotate("v3");
        rig.pass(ONE_REFRESH);

        assertThat(key.current().accessKeyId()).isEqualTo("id-v3");
    }

    @Test
    void current_noValueAnyMore_tellsWhyAndRecovers() {
        FollowedAccessKey key = rig.follow();
        rig.source.failure = FollowRig.down();
        rig.pass(Duration.ofHours(25));
        assertThatExceptionOfType(KmsTransportException.class).isThrownBy(key::current);

        rig.source.failure = null;

        assertThat(key.current().accessKeyId()).isEqualTo("id-v1");
    }

    @Test
    void onChange_rotation_tellsBothPairs() throws InterruptedException {
        FollowedAccessKey key = rig.follow();
        BlockingQueue<SecretChange<AccessKey>> changes = new LinkedBlockingQueue<>();
        key.onChange(changes::add);

        rotateSeen("v2");

        SecretChange<AccessKey> change = changes.poll(10, TimeUnit.SECONDS);
        assertThat(change).isNotNull();
        assertThat(change.previous().accessKeyId()).isEqualTo("id-v1");
        assertThat(change.current().accessKeyId()).isEqualTo("id-v2");
    }

    @Test
    void previous_neverRotated_isEmptyAndAsksOnce() {
        FollowedAccessKey key = rig.follow();

        assertThat(key.previous()).isEmpty();
        rig.pass(ONE_REFRESH);
        assertThat(key.previous()).isEmpty();

        assertThat(rig.source.calls).hasValue(3); // the value, the version before, one refresh
    }

    @Test
    void previous_inTheWindow_isTheVeryPairBefore() {
        FollowedAccessKey key = rig.follow();
        AccessKey first = key.current();

        rotateSeen("v2");

        assertThat(key.previous()).contains(first);
    }

    @Test
    void previous_startedInTheWindow_isReadFromKms() {
        rig.source.rotate("v2");

        FollowedAccessKey key = rig.follow();

        assertThat(idOf(key.previous())).contains("id-v1");
    }

    @Test
    void previous_windowIsOver_isGoneWithinTwoRefreshes() {
        FollowedAccessKey key = rig.follow();
        rotateSeen("v2");
        assertThat(idOf(key.previous())).contains("id-v1");

        rig.source.endWindow();
        rig.pass(ONE_REFRESH.multipliedBy(2));

        assertThat(key.previous()).isEmpty();
        assertThat(key.current().accessKeyId()).isEqualTo("id-v2");
    }

    @Test
    void previous_windowWasOverBeforeItWasAsked_isEmpty() {
        FollowedAccessKey key = rig.follow();
        rotateSeen("v2");
        rig.source.endWindow();

        assertThat(key.previous()).isEmpty();
    }

    @Test
    void previous_nextRotation_isNeverThePairOfTheOneBefore() {
        FollowedAccessKey key = rig.follow();
        rotateSeen("v2");
        assertThat(idOf(key.previous())).contains("id-v1"); // from now on, ACSPrevious is held as v1

        rotateSeen("v3");

        assertThat(idOf(key.previous())).contains("id-v2");
        rig.pass(ONE_REFRESH);
        assertThat(idOf(key.previous())).contains("id-v2");
    }

    @Test
    void previous_rotationWasMissed_isWhatKmsHas() {
        FollowedAccessKey key = rig.follow();
        rig.source.rotate("v2");
        rotateSeen("v3");
        rig.pass(Duration.ofSeconds(10));

        assertThat(idOf(key.previous())).contains("id-v2");
    }

    @Test
    void previous_versionBeforeHasNoPair_isEmpty() {
        FollowedAccessKey key = rig.follow();
        rig.source.rotate("v2", "{}");
        rotateSeen("v3");
        rig.pass(Duration.ofSeconds(10));

        assertThat(key.previous()).isEmpty();
    }

    @Test
    void previous_wasRejected_isGivenNoMore() {
        FollowedAccessKey key = rig.follow();
        AccessKey first = key.current();
        rotateSeen("v2");

        assertThat(idOf(key.rejected(first))).contains("id-v2");

        assertThat(key.previous()).isEmpty();
    }

    @Test
    void previous_kmsIsDown_isWhatWasSeen() {
        FollowedAccessKey key = rig.follow();
        rotateSeen("v2");

        rig.source.failure = FollowRig.down();

        assertThat(idOf(key.previous())).contains("id-v1");
    }

    @Test
    void previous_nothingIsKnownAndKmsIsDown_fails() {
        FollowedAccessKey key = rig.follow();

        rig.source.failure = FollowRig.down();

        assertThatExceptionOfType(KmsTransportException.class).isThrownBy(key::previous);
    }

    @Test
    void rejected_currentOne_asksKmsForTheNext() {
        FollowedAccessKey key = rig.follow();
        rig.source.rotate("v2");

        assertThat(idOf(key.rejected(key.current()))).contains("id-v2");

        assertThat(key.current().accessKeyId()).isEqualTo("id-v2");
    }

    @Test
    void rejected_allThereAre_isEmpty() {
        FollowedAccessKey key = rig.follow();
        AccessKey first = key.current();
        rotateSeen("v2");

        assertThat(key.rejected(first, key.current())).isEmpty();
    }

    @Test
    void rejected_nextVersionHoldsTheSamePair_isEmpty() {
        FollowedAccessKey key = rig.follow();
        rig.source.rotate("v2", RamSecretSource.textOf("v1"));

        assertThat(key.rejected(key.current())).isEmpty();
    }

    @Test
    void rejected_nothing_isRefused() {
        FollowedAccessKey key = rig.follow();

        assertThatIllegalArgumentException().isThrownBy(key::rejected);
    }

    @Test
    void close_endsTheHandleAloneAndAgainHasNoEffect() {
        FollowedAccessKey key = rig.follow();
        AccessKey first = key.current();
        FollowedAccessKey other = rig.follow();

        key.close();
        key.close();

        assertThatIllegalStateException().isThrownBy(key::current).withMessageContaining("closed");
        assertThatIllegalStateException().isThrownBy(key::previous);
        assertThatIllegalStateException().isThrownBy(() -> key.rejected(first));
        assertThatIllegalStateException().isThrownBy(() -> key.onChange(change -> {}));
        assertThatIllegalStateException().isThrownBy(() -> key.call(AccessKey::accessKeyId));
        assertThat(other.current().accessKeyId()).isEqualTo("id-v1");
    }

    @Test
    void toString_namesTheSecretAndNothingElse() {
        assertThat(List.of(rig.follow(), rig.follow().credentialsProvider()))
                .allSatisfy(shown -> assertThat(shown).hasToString("FollowedAccessKey[acs/ram/user/app]"));
    }
}
