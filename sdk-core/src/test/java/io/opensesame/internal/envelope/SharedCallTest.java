package io.opensesame.internal.envelope;

import static io.opensesame.internal.envelope.CipherRig.HOME;
import static io.opensesame.internal.envelope.CipherRig.ORDERS;
import static io.opensesame.internal.envelope.CipherRig.PLAINTEXT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.opensesame.envelope.EncryptingOutputStream;
import io.opensesame.envelope.EnvelopeCipher;
import io.opensesame.envelope.MessageContext;
import io.opensesame.error.AccessDeniedException;
import io.opensesame.error.KmsTransportException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Threads that need one data key at the same time, wait for it, give up, or find the cipher closed. */
@Timeout(60)
class SharedCallTest {
    private static final int THREADS = 64;

    private final CipherRig rig = new CipherRig();
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

    @AfterEach
    void close() {
        rig.kms.releaseAll();
        rig.close();
        threads.shutdownNow();
    }

    private <T> List<Future<T>> inEachThread(Callable<T> task) {
        List<Future<T>> started = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            started.add(threads.submit(task));
        }
        return started;
    }

    @Test
    void encrypt_manyThreadsWithoutAKey_askOnce() throws Exception {
        KmsEnvelopeCipher cipher = rig.cipher();
        rig.kms.hold();

        List<Future<byte[]>> messages = inEachThread(() -> cipher.encrypt(PLAINTEXT, ORDERS));
        await().until(() -> rig.kms.waiting() == 1);
        rig.kms.releaseAll();

        for (Future<byte[]> message : messages) {
            assertThat(message.get()).isNotEmpty();
        }
        assertThat(rig.generated()).isEqualTo(1);
    }

    @Test
    void decrypt_manyThreadsWithoutAKey_askOnce() throws Exception {
        byte[] message = rig.cipher().encrypt(PLAINTEXT, ORDERS);
        KmsEnvelopeCipher cipher = rig.cipher();
        rig.kms.hold();

        List<Future<byte[]>> plaintexts = inEachThread(() -> cipher.decrypt(message, ORDERS));
        await().until(() -> rig.kms.waiting() == 1);
        rig.kms.releaseAll();

        for (Future<byte[]> plaintext : plaintexts) {
            assertThat(plaintext.get()).isEqualTo(PLAINTEXT);
        }
        assertThat(rig.decrypted()).isEqualTo(1);
    }

    @Test
    void encrypt_callIsRefused_failsForEachThreadThatWaited() throws Exception {
        KmsEnvelopeCipher cipher = rig.cipher();
        rig.kms.deny("GenerateDataKey");
        rig.kms.hold();

        List<Future<byte[]>> messages = inEachThread(() -> cipher.encrypt(PLAINTEXT, ORDERS));
        await().until(() -> rig.kms.waiting() == 1);
        rig.kms.releaseAll();

        for (Future<byte[]> message : messages) {
            assertThatExceptionOfType(ExecutionException.class)
                    .isThrownBy(message::get)
                    .withCauseInstanceOf(AccessDeniedException.class);
        }
    }

    @Test
    void encrypt_oneMessageAKey_servesEveryThread() throws Exception {
        KmsEnvelopeCipher cipher = rig.cipher(cache -> cache.maxMessages(1));

        for (Future<byte[]> message : inEachThread(() -> cipher.encrypt(PLAINTEXT, ORDERS))) {
            assertThat(message.get()).isNotEmpty();
        }

        assertThat(rig.generated()).isEqualTo(THREADS);
        rig.assertHandedOutIsWiped();
    }

    @Test
    void encryptAndDecrypt_moreContextsThanEntriesInManyThreads_neverMeetAWipedKey() throws Exception {
        KmsEnvelopeCipher cipher = rig.cipher(cache -> cache.maxEntries(3).maxMessages(5));

        List<Future<Boolean>> done = inEachThread(() -> {
            for (int i = 0; i < 200; i++) {
                MessageContext context = MessageContext.of("n", "" + i % 7);
                assertThat(cipher.decrypt(cipher.encrypt(PLAINTEXT, context), context))
                        .isEqualTo(PLAINTEXT);
            }
            return true;
        });

        for (Future<Boolean> each : done) {
            assertThat(each.get()).isTrue();
        }
        assertThat(cipher.heldDataKeys()).isLessThanOrEqualTo(6);
    }

    @Test
    void encrypt_noAnswerInTime_failsAndWipesTheKeyThatComesLate() {
        rig.callTime = Duration.ofMillis(1);
        KmsEnvelopeCipher cipher = rig.cipher(cache -> cache.maxEntries(0));
        rig.kms.hold();

        assertThatExceptionOfType(KmsTransportException.class)
                .isThrownBy(() -> cipher.encrypt(PLAINTEXT, ORDERS))
                .withMessageContainingAll("GenerateDataKey", "no answer within 1 ms");

        rig.kms.releaseAll();
        rig.assertHandedOutIsWiped();
    }

    @Test
    void encrypt_threadIsInterrupted_failsAtOnceAndKeepsTheFlag() throws Exception {
        KmsEnvelopeCipher cipher = rig.cipher();
        rig.kms.hold();
        AtomicBoolean flag = new AtomicBoolean();
        CompletableFuture<Throwable> failure = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                cipher.encrypt(PLAINTEXT, ORDERS);
            } catch (RuntimeException e) {
                flag.set(Thread.currentThread().isInterrupted());
                failure.complete(e);
            }
        });
        thread.start();
        await().until(() -> rig.kms.waiting() == 1);

        thread.interrupt();

        assertThat(failure.get()).isInstanceOf(KmsTransportException.class).hasMessageContaining("interrupted");
        assertThat(flag).isTrue();
        rig.kms.releaseAll();
        cipher.encrypt(PLAINTEXT, ORDERS);
        assertThat(rig.generated()).as("the call went on").isEqualTo(1);
    }

    @Test
    void encrypt_onAThreadForCalls_isRefusedUnlessTheKeyIsHeld() {
        KmsEnvelopeCipher cipher = rig.cipher();
        rig.onCallThread = true;
        rig.kms.hold();

        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> cipher.encrypt(PLAINTEXT, ORDERS))
                .withMessageContaining("CallListener");

        rig.kms.releaseAll();
        assertThat(cipher.encrypt(PLAINTEXT, ORDERS)).isNotEmpty();
    }

    @Test
    void close_threadsThatWait_areToldSoAndLateKeysAreWiped() throws Exception {
        KmsEnvelopeCipher cipher = rig.cipher();
        rig.kms.hold();
        List<Future<byte[]>> messages = inEachThread(() -> cipher.encrypt(PLAINTEXT, ORDERS));
        await().until(() -> rig.kms.waiting() == 1);

        cipher.close();

        for (Future<byte[]> message : messages) {
            assertThatExceptionOfType(ExecutionException.class)
                    .isThrownBy(message::get)
                    .withCauseInstanceOf(IllegalStateException.class)
                    .withMessageContaining("closed");
        }
        rig.kms.releaseAll();
        rig.assertHandedOutIsWiped();
        assertThat(cipher.heldDataKeys()).isZero();
    }

    @Test
    void close_whileManyThreadsEncryptAndDecrypt_eachGetsItsResultOrIsToldSo() throws Exception {
        for (int round = 0; round < 20; round++) {
            KmsEnvelopeCipher cipher = rig.cipher();
            byte[] message = cipher.encrypt(PLAINTEXT, ORDERS);
            List<Future<Boolean>> done = inEachThread(() -> {
                try {
                    while (true) {
                        assertThat(cipher.encrypt(PLAINTEXT, ORDERS)).hasSameSizeAs(message);
                        assertThat(cipher.decrypt(message, ORDERS)).isEqualTo(PLAINTEXT);
                    }
                } catch (IllegalStateException closed) {
                    return closed.toString().contains("envelope cipher is closed");
                }
            });

            cipher.close();

            for (Future<Boolean> each : done) {
                assertThat(each.get()).isTrue();
            }
        }
    }

    @Test
    void close_anyMethodAfterwards_isRefused() throws IOException {
        EnvelopeCipher cipher = rig.cipher();
        byte[] message = cipher.encrypt(PLAINTEXT, ORDERS);
        InputStream stream = new ByteArrayInputStream(message);
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        cipher.close();
        cipher.close();

        assertClosed(() -> cipher.encrypt(PLAINTEXT, ORDERS));
        assertClosed(() -> cipher.encrypt(ByteBuffer.wrap(PLAINTEXT), ORDERS));
        assertClosed(() -> cipher.encrypting(out, ORDERS));
        assertClosed(() -> cipher.encrypting(stream, ORDERS));
        assertClosed(() -> cipher.encrypting(Channels.newChannel(out), ORDERS));
        assertClosed(() -> cipher.decrypt(message, ORDERS));
        assertClosed(() -> cipher.decrypt(ByteBuffer.wrap(message), ORDERS));
        assertClosed(() -> cipher.decrypting(stream, ORDERS));
        assertClosed(() -> cipher.decrypting(Channels.newChannel(stream), ORDERS));
        assertClosed(() -> cipher.decryptAll(List.of(message), ORDERS));
        assertClosed(() -> cipher.rewrap(message));
        assertClosed(() -> cipher.rewrap(stream, out));
        assertClosed(() -> cipher.inspect(message));
        assertThat(out.size()).isZero();
    }

    private static void assertClosed(ThrowingCallable use) {
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(use)
                .withMessageContaining("envelope cipher is closed");
    }

    @Test
    void close_streamsThatAreOpen_goOnToTheirEnd() throws IOException {
        KmsEnvelopeCipher cipher = rig.cipher();
        byte[] early = cipher.encrypt(new byte[300_000], ORDERS);
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        EncryptingOutputStream writing = cipher.encrypting(message, ORDERS);
        InputStream reading = cipher.decrypting(new ByteArrayInputStream(early), ORDERS);

        cipher.close();

        writing.write(PLAINTEXT);
        writing.close();
        assertThat(reading.readAllBytes()).hasSize(300_000);
        assertThat(rig.cipher().decrypt(message.toByteArray(), ORDERS)).isEqualTo(PLAINTEXT);
    }

    @Test
    void encrypt_kmsComesBack_worksAgain() {
        KmsEnvelopeCipher cipher = rig.cipher();
        rig.kms.goDown(HOME);
        assertThatExceptionOfType(KmsTransportException.class).isThrownBy(() -> cipher.encrypt(PLAINTEXT, ORDERS));
        assertThat(cipher.heldDataKeys()).isZero();

        rig.kms.comeUp(HOME);

        assertThat(cipher.encrypt(PLAINTEXT, ORDERS)).isNotEmpty();
    }
}
