package io.opensesame.internal.envelope.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.opensesame.envelope.AlgorithmSuite;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DataKeyTest {
    private static final byte[] RAW = Messages.bytes(32, 7);

    private final CipherPool ciphers = new CipherPool();

    @Test
    void of_arrayThatIsWipedLater_keepsItsOwn() {
        byte[] raw = RAW.clone();
        DataKey key = DataKey.of(AlgorithmSuite.AES_256_GCM, raw, ciphers);

        raw[0]++;
        key.exposeRaw()[1]++;

        assertThat(key.exposeRaw()).containsExactly(RAW);
        assertThat(key.suite()).isEqualTo(AlgorithmSuite.AES_256_GCM);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 16, 31, 33})
    void of_otherLength_isRefused(int length) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DataKey.of(AlgorithmSuite.AES_128_GCM, new byte[length], ciphers))
                .withMessageContaining("32 bytes: " + length);
    }

    @Test
    void derive_sameIdOfTwoSuites_givesOtherKeys() {
        byte[] id = new byte[32];

        List<byte[]> commitments = new ArrayList<>();
        for (AlgorithmSuite suite : AlgorithmSuite.values()) {
            commitments.add(DataKey.of(suite, RAW, ciphers).derive(id).commitment());
        }

        assertThat(commitments).doesNotHaveDuplicates();
    }

    @Test
    void close_thenUse_throws() {
        DataKey key = DataKey.of(AlgorithmSuite.AES_256_GCM, RAW, ciphers);

        key.close();
        key.close();

        assertThatIllegalStateException().isThrownBy(key::exposeRaw).withMessageContaining("wiped");
        assertThatIllegalStateException().isThrownBy(() -> key.derive(new byte[32]));
    }

    @Test
    void toString_ofKeys_showsNothingOfThem() {
        DataKey key = DataKey.of(AlgorithmSuite.AES_256_GCM, RAW, ciphers);
        MessageKeys keys = key.derive(new byte[32]);

        assertThat(key.toString())
                .isEqualTo("DataKey[suite=AES_256_GCM, <redacted>]")
                .doesNotContain(HexFormat.of().formatHex(RAW, 0, 4));
        assertThat(keys.frameKey()).hasToString("FrameKey[<redacted>]");
    }

    @Test
    void messageKeys_closed_areWiped() {
        MessageKeys keys = DataKey.of(AlgorithmSuite.AES_256_GCM, RAW, ciphers).derive(new byte[32]);
        assertThat(keys.frameKey().getEncoded()).isNotEqualTo(new byte[32]);

        keys.close();

        assertThat(keys.frameKey().getEncoded()).containsExactly(new byte[32]);
    }

    /** Whoever encrypts while the key is wiped gets a message that can be read, or is told; never half a key. */
    @ParameterizedTest
    @EnumSource
    void close_whileOthersEncrypt_givesWholeKeysOrThrows(AlgorithmSuite suite) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try (Messages readers = new Messages(suite)) {
            for (int round = 0; round < 50; round++) {
                DataKey key = DataKey.of(suite, readers.key.exposeRaw(), readers.ciphers);
                CountDownLatch begun = new CountDownLatch(3);
                List<Future<List<byte[]>>> results = new ArrayList<>();
                for (int i = 0; i < 3; i++) {
                    results.add(threads.submit(untilWiped(readers, key, begun)));
                }
                begun.await();
                key.close();
                for (Future<List<byte[]>> result : results) {
                    for (byte[] message : result.get()) {
                        assertThat(readers.decrypt(message)).containsExactly(1, 2, 3);
                    }
                }
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static Callable<List<byte[]>> untilWiped(Messages messages, DataKey key, CountDownLatch begun) {
        return () -> {
            List<byte[]> written = new ArrayList<>();
            MessageWriter writer = messages.writer(16);
            try {
                while (true) {
                    written.add(writer.encrypt(key, Messages.KEYS, new byte[] {1, 2, 3}, Messages.CONTEXT));
                    begun.countDown();
                }
            } catch (IllegalStateException wiped) {
                return written;
            }
        };
    }
}
