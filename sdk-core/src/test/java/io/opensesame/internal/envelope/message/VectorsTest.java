package io.opensesame.internal.envelope.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.opensesame.envelope.AlgorithmSuite;
import io.opensesame.internal.envelope.message.Vectors.Vector;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the library, the page that specifies the format and the files beside it against each other. */
class VectorsTest {
    private final CipherPool ciphers = new CipherPool();

    @AfterEach
    void close() {
        ciphers.close();
    }

    @Test
    void files_together_coverEverySuite() {
        assertThat(Vectors.all().map(Vector::suite)).hasSize(21).contains(AlgorithmSuite.values());
    }

    @ParameterizedTest
    @MethodSource("io.opensesame.internal.envelope.message.Vectors#all")
    void encrypt_inputsOfVector_givesItsMessageBitForBit(Vector vector) {
        MessageWriter writer = new MessageWriter(
                new FixedRandom(vector.inputs().messageId()), vector.inputs().frameLength());

        byte[] message = writer.encrypt(
                key(vector), vector.encryptedDataKeys(), vector.inputs().plaintext(), vector.context());

        assertThat(message).containsExactly(vector.message());
    }

    @ParameterizedTest
    @MethodSource("io.opensesame.internal.envelope.message.Vectors#all")
    void decrypt_messageOfVector_givesItsInputs(Vector vector) {
        ByteBuffer message = ByteBuffer.wrap(vector.message());

        ParsedHeader header = ParsedHeader.read(message);
        byte[] plaintext = header.open(key(vector)).decrypt(message);

        assertThat(plaintext).containsExactly(vector.inputs().plaintext());
        assertThat(header.suite()).isEqualTo(vector.suite());
        assertThat(header.frameLengthBytes()).isEqualTo(vector.inputs().frameLength());
        assertThat(header.context()).isEqualTo(vector.context());
        assertThat(header.encryptedDataKeys()).isEqualTo(vector.encryptedDataKeys());
    }

    @ParameterizedTest
    @MethodSource("io.opensesame.internal.envelope.message.Vectors#all")
    void decrypting_messageOfVector_givesItsPlaintext(Vector vector) throws Exception {
        InputStream message = new ByteArrayInputStream(vector.message());

        try (InputStream plaintext =
                ParsedHeader.read(message).open(key(vector)).decrypting(message)) {
            assertThat(plaintext.readAllBytes()).containsExactly(vector.inputs().plaintext());
        }
    }

    @ParameterizedTest
    @MethodSource("io.opensesame.internal.envelope.message.Vectors#all")
    void naiveReader_messageOfVector_givesItsPlaintext(Vector vector) throws Exception {
        NaiveFormat.Inputs inputs = NaiveFormat.decrypt(vector.inputs().dataKey(), vector.message());

        assertThat(inputs).usingRecursiveComparison().isEqualTo(vector.inputs());
    }

    private DataKey key(Vector vector) {
        return DataKey.of(vector.suite(), vector.inputs().dataKey(), ciphers);
    }
}
