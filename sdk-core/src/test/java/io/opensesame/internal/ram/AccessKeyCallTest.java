package io.opensesame.internal.ram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opensesame.error.KmsServiceException;
import io.opensesame.error.KmsTransportException;
import io.opensesame.error.SecretFormatException;
import io.opensesame.ram.AccessKey;
import io.opensesame.ram.AccessKeyCall;
import io.opensesame.ram.FollowOptions;
import io.opensesame.ram.FollowedAccessKey;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AccessKeyCallTest {
    private final FollowRig rig = new FollowRig();
    private final FollowedAccessKey key = rig.follow();
    private final Calls calls = new Calls();

    @AfterEach
    void close() {
        rig.close();
    }

    /** A service that refuses some AccessKeys, or answers with the id of the one that signed. */
    private static final class Calls implements AccessKeyCall<String, RuntimeException> {
        final List<String> signedWith = new ArrayList<>();
        final Deque<RuntimeException> failures = new ArrayDeque<>();
        private Runnable meanwhile = () -> {};

        Calls failing(RuntimeException... thrown) {
            failures.addAll(List.of(thrown));
            return this;
        }

        Calls meanwhile(Runnable happens) {
            meanwhile = happens;
            return this;
        }

        @Override
        public String with(AccessKey accessKey) {
            signedWith.add(accessKey.accessKeyId());
            meanwhile.run();
            @Nullable RuntimeException failure = failures.poll();
            if (failure != null) {
                throw failure;
            }
            return accessKey.accessKeyId();
        }
    }

    @Test
    void call_accepted_isMadeOnceWithoutKms() {
        assertThat(key.call(calls)).isEqualTo("id-v1");

        assertThat(calls.signedWith).containsExactly("id-v1");
        assertThat(rig.source.calls).hasValue(1);
    }

    @Test
    void call_refusedAfterARotation_isMadeAgainWithTheNewKey() {
        rig.source.rotate("v2");

        assertThat(key.call(calls.failing(FollowRig.gone()))).isEqualTo("id-v2");

        assertThat(calls.signedWith).containsExactly("id-v1", "id-v2");
    }

    @Test
    void call_newKeyIsNotYetKnownToTheService_isMadeAgainWithTheOneBefore() {
        rig.source.rotate("v2");
        rig.client.refresh(FollowRig.APP);

        assertThat(key.call(calls.failing(FollowRig.gone()))).isEqualTo("id-v1");

        assertThat(calls.signedWith).containsExactly("id-v2", "id-v1");
    }

    @Test
    void call_refusedAndThereIsNoOther_failsAsItDid() {
        KmsServiceException refusal = FollowRig.gone();

        assertThatThrownBy(() -> key.call(calls.failing(refusal))).isSameAs(refusal);

        assertThat(refusal).hasNoSuppressedExceptions();
        assertThat(calls.signedWith).containsExactly("id-v1");
    }

    @Test
    void call_refusedAndTheNextVersionHoldsTheSamePair_isNotMadeAgain() {
        KmsServiceException refusal = FollowRig.gone();
        rig.source.rotate("v2", RamSecretSource.textOf("v1"));

        assertThatThrownBy(() -> key.call(calls.failing(refusal))).isSameAs(refusal);

        assertThat(calls.signedWith).containsExactly("id-v1");
    }

    @Test
    void call_failsOtherwise_isNotMadeAgainAndAsksNobody() {
        KmsServiceException failure = FollowRig.refusal("SignatureDoesNotMatch");
        rig.source.rotate("v2");

        assertThatThrownBy(() -> key.call(calls.failing(failure))).isSameAs(failure);

        assertThat(failure).hasNoSuppressedExceptions();
        assertThat(calls.signedWith).containsExactly("id-v1");
        assertThat(rig.source.calls).hasValue(1);
    }

    @Test
    void call_bothAttemptsFail_failsAsTheSecondWithTheFirstSuppressed() {
        KmsServiceException first = FollowRig.gone();
        RuntimeException second = new IllegalArgumentException("no such bucket");
        rig.source.rotate("v2");

        assertThatThrownBy(() -> key.call(calls.failing(first, second))).isSameAs(second);

        assertThat(second.getSuppressed()).containsExactly(first);
        assertThat(calls.signedWith).containsExactly("id-v1", "id-v2");
    }

    @Test
    void call_bothKeysAreRefused_isNotMadeAThirdTime() {
        rig.source.rotate("v2");
        rig.client.refresh(FollowRig.APP);

        assertThatThrownBy(() -> key.call(calls.failing(FollowRig.gone(), FollowRig.gone())))
                .isInstanceOf(KmsServiceException.class);

        assertThat(calls.signedWith).containsExactly("id-v2", "id-v1");
        assertThat(key.previous()).isEmpty();
    }

    @Test
    void call_sameExceptionTwice_failsWithIt() {
        KmsServiceException refusal = FollowRig.gone();
        rig.source.rotate("v2");

        assertThatThrownBy(() -> key.call(calls.failing(refusal, refusal))).isSameAs(refusal);

        assertThat(refusal).hasNoSuppressedExceptions();
    }

    @Test
    void call_refusedWhileKmsIsDown_failsAsItDidAndRecoversByItself() {
        KmsServiceException refusal = FollowRig.gone();
        KmsTransportException down = FollowRig.down();
        rig.source.rotate("v2");
        rig.source.failure = down;
        assertThatThrownBy(() -> key.call(calls.failing(refusal))).isSameAs(refusal);
        assertThat(refusal.getSuppressed()).containsExactly(down);

        rig.source.failure = null;
        rig.pass(Duration.ofMinutes(1));

        assertThat(key.call(calls)).isEqualTo("id-v2");
        assertThat(calls.signedWith).containsExactly("id-v1", "id-v2");
    }

    @Test
    void call_refusedAndTheNextVersionHasNoPair_failsAsItDidAndTellsWhy() {
        KmsServiceException refusal = FollowRig.gone();
        rig.source.rotate("v2", "{}");

        assertThatThrownBy(() -> key.call(calls.failing(refusal))).isSameAs(refusal);

        assertThat(refusal.getSuppressed()).hasOnlyElementsOfType(SecretFormatException.class);
    }

    @Test
    void call_handleIsClosedMeanwhile_failsAsItDidAndTellsWhy() {
        KmsServiceException refusal = FollowRig.gone();

        assertThatThrownBy(() -> key.call(calls.failing(refusal).meanwhile(key::close)))
                .isSameAs(refusal);

        assertThat(refusal.getSuppressed()).hasOnlyElementsOfType(IllegalStateException.class);
    }

    @Test
    void call_checkedException_isPassedOnUntouched() {
        IOException failure = new IOException("disk full");

        // the call's own type of exception is all that has to be declared
        assertThatThrownBy(() -> AccessKeyCallTest.<IOException>failWith(key, failure))
                .isSameAs(failure);
    }

    private static <X extends Exception> void failWith(FollowedAccessKey key, X failure) throws X {
        String unused = key.call(accessKey -> {
            throw failure;
        });
    }

    @Test
    void call_refusalInACheckedException_isMadeAgain() throws IOException {
        rig.source.rotate("v2");
        List<String> signedWith = new ArrayList<>();

        String signer = key.call(accessKey -> {
            signedWith.add(accessKey.accessKeyId());
            if (signedWith.size() == 1) {
                throw new IOException(FollowRig.gone());
            }
            return accessKey.accessKeyId();
        });

        assertThat(signer).isEqualTo("id-v2");
        assertThat(signedWith).containsExactly("id-v1", "id-v2");
    }

    @Test
    void call_readerOfCodesFailsItself_failsAsTheCallDid() {
        IllegalStateException broken = new IllegalStateException("broken reader");
        FollowOptions options = FollowOptions.builder()
                .errorCodes(failure -> {
                    throw broken;
                })
                .build();
        RuntimeException failure = new IllegalArgumentException("no such bucket");

        try (FollowedAccessKey followed = SecretAccessKey.follow(rig.client, FollowRig.APP, options)) {
            assertThatThrownBy(() -> followed.call(calls.failing(failure))).isSameAs(failure);
        }

        assertThat(failure.getSuppressed()).containsExactly(broken);
    }

    @Test
    void call_sdkOfAReaderIsMissing_failsAsTheCallDid() {
        NoClassDefFoundError missing = new NoClassDefFoundError("com/aliyun/oss/ServiceException");
        FollowOptions options = FollowOptions.builder()
                .errorCodes(failure -> {
                    throw missing;
                })
                .build();
        RuntimeException failure = new IllegalArgumentException("no such bucket");

        try (FollowedAccessKey followed = SecretAccessKey.follow(rig.client, FollowRig.APP, options)) {
            assertThatThrownBy(() -> followed.call(calls.failing(failure))).isSameAs(failure);
        }

        assertThat(failure.getSuppressed()).containsExactly(missing);
    }

    @Test
    void call_thereIsNoKeyAnyMore_isNotMade() {
        rig.source.failure = FollowRig.down();
        rig.pass(Duration.ofHours(25));

        assertThatExceptionOfType(KmsTransportException.class).isThrownBy(() -> key.call(calls));

        assertThat(calls.signedWith).isEmpty();
    }
}
