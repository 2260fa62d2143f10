package io.opensesame.internal.envelope;

import static io.opensesame.internal.envelope.CipherRig.HOME;
import static io.opensesame.internal.envelope.CipherRig.KEY;
import static io.opensesame.internal.envelope.CipherRig.ORDERS;
import static io.opensesame.internal.envelope.CipherRig.OTHER_KEY;
import static io.opensesame.internal.envelope.CipherRig.PLAINTEXT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.opensesame.envelope.DataKeyCacheOptions;
import io.opensesame.envelope.DecryptionResult;
import io.opensesame.envelope.EnvelopeKey;
import io.opensesame.envelope.EnvelopeOptions;
import io.opensesame.envelope.MessageContext;
import io.opensesame.error.EnvelopeException;
import io.opensesame.error.KeyUnavailableException;
import io.opensesame.error.KmsTransportException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many messages that are decrypted together. */
@Timeout(60)
class BatchTest {
    private final CipherRig rig = new CipherRig();
    private final KmsEnvelopeCipher writer = rig.cipher();

    @AfterEach
    void close() {
        rig.kms.releaseAll();
        rig.close();
    }

    private KmsEnvelopeCipher reader(DataKeyCacheOptions dataKeys) {
        return rig.cipher(EnvelopeOptions.builder()
                .encryptWith(KEY)
                .alsoDecryptWith(EnvelopeKey.of(OTHER_KEY))
                .parallelCalls(3)
                .dataKeys(dataKeys)
                .build());
    }

    private KmsEnvelopeCipher reader() {
        return reader(DataKeyCacheOptions.builder().build());
    }

    /** Returns messages under so many data keys, those of one key not side by side. */
    private List<byte[]> messages(int count, int dataKeys) {
        List<byte[]> messages = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] plaintext = ("plaintext " + i).getBytes(StandardCharsets.UTF_8);
            messages.add(writer.encrypt(plaintext, MessageContext.of("n", "" + i % dataKeys)));
        }
        return messages;
    }

    private static void assertInOrder(List<DecryptionResult> results, int count) {
        assertThat(results).hasSize(count);
        for (int i = 0; i < count; i++) {
            assertThat(new String(results.get(i).exposePlaintext(), StandardCharsets.UTF_8))
                    .isEqualTo("plaintext " + i);
        }
    }

    @Test
    void decryptAll_severalDataKeys_asksOnceForEachAndKeepsTheOrder() {
        List<DecryptionResult> results = reader().decryptAll(messages(100, 10), MessageContext.none());

        assertInOrder(results, 100);
        assertThat(rig.decrypted()).isEqualTo(10);
        rig.assertHandedOutIsWiped();
    }

    @Test
    void decryptAll_dataKeysAtHand_asksNobody() {
        KmsEnvelopeCipher reader = reader();
        List<byte[]> messages = messages(20, 5);
        reader.decryptAll(messages, MessageContext.none());

        assertInOrder(reader.decryptAll(messages, MessageContext.none()), 20);

        assertThat(rig.decrypted()).isEqualTo(5);
    }

    @Test
    void decryptAll_slowKms_hasNeverMoreCallsUnderWayThanAllowed() {
        List<byte[]> messages = messages(40, 10);
        KmsEnvelopeCipher reader = reader();
        rig.kms.hold();

        CompletableFuture<List<DecryptionResult>> results =
                CompletableFuture.supplyAsync(() -> reader.decryptAll(messages, MessageContext.none()));
        await().until(() -> rig.kms.waiting() == 3);
        while (!results.isDone()) {
            rig.kms.release();
            Thread.onSpinWait();
        }

        assertInOrder(results.join(), 40);
        assertThat(rig.kms.mostUnderWay()).isEqualTo(3);
        assertThat(rig.decrypted()).isEqualTo(10);
    }

    @Test
    void decryptAll_cacheOffOrTooSmall_asksOnceForEachAllTheSame() {
        List<byte[]> messages = messages(40, 10);

        assertInOrder(reader(DataKeyCacheOptions.off()).decryptAll(messages, MessageContext.none()), 40);
        assertThat(rig.decrypted()).isEqualTo(10);

        KmsEnvelopeCipher small =
                reader(DataKeyCacheOptions.builder().maxEntries(1).build());
        assertInOrder(small.decryptAll(messages, MessageContext.none()), 40);
        assertThat(rig.decrypted()).isEqualTo(20);
    }

    @Test
    void decryptAll_someMessagesFail_failsNoOther() {
        byte[] good = writer.encrypt(PLAINTEXT, ORDERS);
        byte[] changed = good.clone();
        changed[changed.length - 1] ^= 1;
        byte[] disabled = rig.cipher(EnvelopeOptions.encryptingWith(OTHER_KEY)).encrypt(PLAINTEXT, ORDERS);
        byte[] foreign = writer.encrypt(PLAINTEXT, MessageContext.of("table", "customers"));
        rig.kms.disable(HOME, OTHER_KEY);

        List<DecryptionResult> results =
                reader().decryptAll(List.of(good, changed, new byte[3], disabled, foreign, good), ORDERS);

        assertThat(results.get(0).exposePlaintext()).isEqualTo(PLAINTEXT);
        assertThat(results.get(1).failure()).containsInstanceOf(EnvelopeException.class);
        assertThat(results.get(2).failure()).containsInstanceOf(EnvelopeException.class);
        assertThat(results.get(3).failure()).containsInstanceOf(KeyUnavailableException.class);
        assertThat(results.get(4).failure())
                .hasValueSatisfying(failure -> assertThat(failure)
                        .isInstanceOf(EnvelopeException.class)
                        .hasMessageContaining("'customers'"));
        assertThat(results.get(5).exposePlaintext()).isEqualTo(PLAINTEXT);
    }

    @Test
    void decryptAll_manyCallsThatFailAtOnce_doesNotNest() {
        List<byte[]> messages = messages(2_000, 2_000);
        rig.kms.goDown(HOME);

        assertThat(reader().decryptAll(messages, MessageContext.none()))
                .allSatisfy(result -> assertThat(result.failure()).isPresent());
    }

    @Test
    void decryptAll_threadIsInterrupted_failsTheRestAndAsksForNoMore() throws Exception {
        List<byte[]> messages = messages(10, 10);
        KmsEnvelopeCipher reader = reader();
        rig.kms.hold();
        CompletableFuture<List<DecryptionResult>> results = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            List<DecryptionResult> given = reader.decryptAll(messages, MessageContext.none());
            results.complete(Thread.currentThread().isInterrupted() ? given : List.of());
        });
        thread.start();
        await().until(() -> rig.kms.waiting() == 3);

        thread.interrupt();

        assertThat(results.get())
                .hasSize(10)
                .allSatisfy(result -> assertThat(result.failure()).containsInstanceOf(KmsTransportException.class));
        rig.kms.releaseAll();
        assertThat(rig.decrypted()).isEqualTo(3);
    }

    @Test
    void decryptAll_noMessages_isEmpty() {
        assertThat(reader().decryptAll(List.of(), ORDERS)).isEmpty();
    }

    @Test
    void decryptAll_cipherIsClosedMeanwhile_saysSoAndWipesWhatComesLate() {
        List<byte[]> messages = messages(10, 10);
        KmsEnvelopeCipher reader = reader(DataKeyCacheOptions.off());
        rig.kms.hold();
        CompletableFuture<List<DecryptionResult>> results =
                CompletableFuture.supplyAsync(() -> reader.decryptAll(messages, MessageContext.none()));
        await().until(() -> rig.kms.waiting() == 3);

        reader.close();
        rig.kms.releaseAll();

        assertThatExceptionOfType(Exception.class)
                .isThrownBy(results::join)
                .withRootCauseInstanceOf(IllegalStateException.class);
        rig.assertHandedOutIsWiped();
    }
}
