package io.opensesame.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class EnvelopeOptionsTest {
    private static final EnvelopeKey ORDERS = EnvelopeKey.of("alias/orders");
    private static final EnvelopeKey OLD = EnvelopeKey.of("key-old");

    @Test
    void decryptionKeys_includeThoseForEncryption() {
        EnvelopeOptions options = EnvelopeOptions.builder()
                .encryptWith(ORDERS)
                .alsoDecryptWith(OLD)
                .build();

        assertThat(options.encryptionKeys()).containsExactly(ORDERS);
        assertThat(options.decryptionKeys()).containsExactlyInAnyOrder(ORDERS, OLD);
        assertThat(options.anyDecryptionKey()).isFalse();
    }

    @Test
    void build_forDecryptingAlone_needsNoKeyToEncryptWith() {
        assertThat(EnvelopeOptions.builder().alsoDecryptWith(OLD).build().encryptionKeys())
                .isEmpty();
        assertThat(EnvelopeOptions.builder().decryptWithAnyKey().build().decryptionKeys())
                .isEmpty();
    }

    @Test
    void build_forDecryptingAlone_allowsAnySuite() {
        EnvelopeOptions options = EnvelopeOptions.builder()
                .alsoDecryptWith(OLD)
                .allowedSuites(AlgorithmSuite.SM4_GCM)
                .build();

        assertThat(options.allowedSuites()).containsExactly(AlgorithmSuite.SM4_GCM);
    }

    static Stream<Arguments> wrongOptions() {
        return Stream.of(
                wrong("name a key", () -> EnvelopeOptions.builder().build()),
                wrong("1 to 16 different keys", () -> EnvelopeOptions.builder().encryptWith(ORDERS, ORDERS)),
                wrong("1 to 16 different keys", () -> EnvelopeOptions.builder().encryptWith(new EnvelopeKey[0])),
                wrong(
                        "AES_256_GCM could not be read back",
                        () -> EnvelopeOptions.builder()
                                .encryptWith(ORDERS)
                                .allowedSuites(AlgorithmSuite.SM4_GCM)
                                .build()),
                wrong(
                        "allowedSuites names none",
                        () -> EnvelopeOptions.builder()
                                .alsoDecryptWith(OLD)
                                .allowedSuites(new AlgorithmSuite[0])
                                .build()),
                wrong(
                        "could not be read back",
                        () -> EnvelopeOptions.builder()
                                .encryptWith(ORDERS, OLD)
                                .maxEncryptedDataKeys(1)
                                .build()),
                wrong(
                        "maxEncryptedDataKeys must be from 1 to 16: 0",
                        () -> EnvelopeOptions.builder().maxEncryptedDataKeys(0)),
                wrong(
                        "frameLengthBytes must be from 1 to 1048576: 0",
                        () -> EnvelopeOptions.builder().frameLengthBytes(0)),
                wrong(
                        "parallelCalls must be from 1 to 64: 65",
                        () -> EnvelopeOptions.builder().parallelCalls(65)),
                wrong(
                        "maxAge must be more than 0",
                        () -> DataKeyCacheOptions.builder().maxAge(Duration.ZERO)),
                wrong(
                        "maxAge must be more than 0",
                        () -> DataKeyCacheOptions.builder().maxAge(Duration.ofHours(25))),
                wrong(
                        "maxMessages must be from 1",
                        () -> DataKeyCacheOptions.builder().maxMessages(0)),
                wrong(
                        "maxBytes must be from 1",
                        () -> DataKeyCacheOptions.builder().maxBytes(-1)),
                wrong(
                        "maxEntries must be from 0",
                        () -> DataKeyCacheOptions.builder().maxEntries(-1)));
    }

    private static Arguments wrong(String message, ThrowingCallable set) {
        return Arguments.of(message, set);
    }

    @ParameterizedTest
    @MethodSource("wrongOptions")
    void builder_wrongOptions_areRefused(String message, ThrowingCallable set) {
        assertThatThrownBy(set).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(message);
    }
}
