package io.opensesame.internal.ram;

import static org.assertj.core.api.Assertions.assertThat;

import io.opensesame.error.KmsServiceException;
import io.opensesame.error.KmsTransportException;
import io.opensesame.ram.AccessKey;
import io.opensesame.ram.FollowedAccessKey;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AsyncAccessKeyCallTest {
    private final FollowRig rig = new FollowRig();
    private final FollowedAccessKey key = rig.follow();
    private final List<String> signedWith = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        rig.close();
    }

    /** Calls that end with these futures, and then with the id of the AccessKey that signed. */
    @SafeVarargs
    private Function<AccessKey, CompletionStage<String>> calls(CompletableFuture<String>... ends) {
        return accessKey -> {
            signedWith.add(accessKey.accessKeyId());
            int call = signedWith.size() - 1;
            return call < ends.length ? ends[call] : CompletableFuture.completedFuture(accessKey.accessKeyId());
        };
    }

    private static Throwable failureOf(CompletableFuture<?> future) throws Exception {
        try {
            throw new AssertionError("it gave " + future.get(20, TimeUnit.SECONDS));
        } catch (ExecutionException e) {
            return Objects.requireNonNull(e.getCause());
        }
    }

    private static <T> CompletableFuture<T> failed(Throwable failure) {
        return CompletableFuture.failedFuture(failure);
    }

    @Test
    void callAsync_accepted_isMadeOnceAtOnce() {
        CompletableFuture<String> result = key.callAsync(calls());

        assertThat(result).isCompletedWithValue("id-v1");
        assertThat(signedWith).containsExactly("id-v1");
    }

    @Test
    void callAsync_refusedLater_isMadeAgainWithTheNewKey() throws Exception {
        CompletableFuture<String> first = new CompletableFuture<>();
        CompletableFuture<String> result = key.callAsync(calls(first));
        rig.source.rotate("v2");
        assertThat(result).isNotDone();

        first.completeExceptionally(FollowRig.gone());

        assertThat(result.get(20, TimeUnit.SECONDS)).isEqualTo("id-v2");
        assertThat(signedWith).containsExactly("id-v1", "id-v2");
    }

    @Test
    void callAsync_refusalIsThrown_isMadeAgain() throws Exception {
        rig.source.rotate("v2");

        CompletableFuture<String> result = key.callAsync(accessKey -> {
            signedWith.add(accessKey.accessKeyId());
            if (signedWith.size() == 1) {
                throw FollowRig.gone();
            }
            return CompletableFuture.completedFuture(accessKey.accessKeyId());
        });

        assertThat(result.get(20, TimeUnit.SECONDS)).isEqualTo("id-v2");
    }

    @Test
    void callAsync_stageThatIsNoFuture_isWaitedFor() {
        CompletableFuture<String> result =
                key.callAsync(accessKey -> CompletableFuture.<String>completedStage(accessKey.accessKeyId()));

        assertThat(result).isCompletedWithValue("id-v1");
    }

    @Test
    void callAsync_failsOtherwise_failsAsItDidWithoutKms() throws Exception {
        KmsServiceException failure = FollowRig.refusal("NoPermission");

        assertThat(failureOf(key.callAsync(calls(failed(failure))))).isSameAs(failure);

        assertThat(signedWith).containsExactly("id-v1");
        assertThat(rig.source.calls).hasValue(1);
    }

    @Test
    void callAsync_errorIsThrown_failsWithIt() throws Exception {
        AssertionError error = new AssertionError("broken call");

        assertThat(failureOf(key.callAsync(accessKey -> {
                    throw error;
                })))
                .isSameAs(error);
    }

    @Test
    @SuppressWarnings("NullAway") // what a caller without null checks does
    void callAsync_noFutureIsReturned_saysSo() throws Exception {
        assertThat(failureOf(key.callAsync(accessKey -> null))).hasMessage("the call returned no future");
    }

    @Test
    void callAsync_refusedAndThereIsNoOther_failsAsItDid() throws Exception {
        KmsServiceException refusal = FollowRig.gone();

        assertThat(failureOf(key.callAsync(calls(failed(refusal))))).isSameAs(refusal);

        assertThat(signedWith).containsExactly("id-v1");
    }

    @Test
    void callAsync_bothAttemptsFail_failsAsTheSecondWithTheFirstSuppressed() throws Exception {
        KmsServiceException first = FollowRig.gone();
        KmsServiceException second = FollowRig.gone();
        rig.source.rotate("v2");

        assertThat(failureOf(key.callAsync(calls(failed(first), failed(second)))))
                .isSameAs(second);

        assertThat(second.getSuppressed()).containsExactly(first);
        assertThat(signedWith).containsExactly("id-v1", "id-v2");
    }

    @Test
    void callAsync_refusedWhileKmsIsDown_failsAsItDidAndTellsWhy() throws Exception {
        KmsServiceException refusal = FollowRig.gone();
        KmsTransportException down = FollowRig.down();
        rig.source.failure = down;

        assertThat(failureOf(key.callAsync(calls(failed(refusal))))).isSameAs(refusal);

        assertThat(refusal.getSuppressed()).containsExactly(down);
    }

    @Test
    void callAsync_endedByTheCaller_isNotMadeAgain() {
        CompletableFuture<String> first = new CompletableFuture<>();
        CompletableFuture<String> result = key.callAsync(calls(first));
        rig.source.rotate("v2");

        result.cancel(true);
        first.completeExceptionally(FollowRig.gone());

        assertThat(result).isCancelled();
        assertThat(signedWith).containsExactly("id-v1");
        assertThat(rig.source.calls).hasValue(1);
    }

    @Test
    void callAsync_handleIsClosed_fails() throws Exception {
        key.close();

        assertThat(failureOf(key.callAsync(calls())))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
        assertThat(signedWith).isEmpty();
    }

    @Test
    void callAsync_thereIsNoKeyAndKmsIsSilent_waitsOnNoThread() throws Exception {
        rig.source.failure = FollowRig.down();
        rig.pass(Duration.ofHours(25));
        rig.source.silent = true;

        CompletableFuture<String> result = key.callAsync(calls());

        assertThat(result).isNotDone();
        rig.cache.close();
        assertThat(failureOf(result)).isInstanceOf(IllegalStateException.class);
        assertThat(signedWith).isEmpty();
    }
}
