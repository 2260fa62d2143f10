package io.opensesame.envelope.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opensesame.envelope.MessageContext;
import io.opensesame.envelope.SimpleCipher;
import io.opensesame.error.EnvelopeException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileCipherTest {
    private static final MessageContext CONTEXT = MessageContext.of("backup", "orders");
    private static final int LENGTH = 300_000;

    @TempDir
    Path folder;

    private final SimpleCipher cipher = new SimpleCipher();
    private final FileCipher files = FileCipher.of(cipher);
    private Path plain;
    private Path encrypted;
    private Path decrypted;

    @BeforeEach
    void name() throws IOException {
        plain = folder.resolve("orders.csv");
        encrypted = folder.resolve("orders.csv.enc");
        decrypted = folder.resolve("orders.2.csv");
        Files.write(plain, random(LENGTH));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, SimpleCipher.FRAME_BYTES, 64 * 1024, LENGTH})
    void decrypt_whatWasEncrypted_isTheSameFile(int length) throws IOException {
        Files.write(plain, random(length));

        files.encrypt(plain, encrypted, CONTEXT);
        files.decrypt(encrypted, decrypted, CONTEXT);

        assertThat(decrypted).hasSameBinaryContentAs(plain);
        assertThat(Files.readAllBytes(encrypted)).hasSizeGreaterThan(length);
        assertThat(names()).containsExactlyInAnyOrder("orders.csv", "orders.csv.enc", "orders.2.csv");
    }

    @Test
    void encrypt_targetWithoutFolderInItsName_isWrittenToTheWorkingFolder() throws IOException {
        Path bare = Path.of("FileCipherTest-" + System.nanoTime() + ".enc");
        try {
            files.encrypt(plain, bare, CONTEXT);

            assertThat(bare).exists();
        } finally {
            Files.deleteIfExists(bare);
        }
    }

    @Test
    void encryptAndDecrypt_onPosix_targetsAreTheirOwnersAlone() throws IOException {
        Assumptions.assumeTrue(
                folder.getFileSystem().supportedFileAttributeViews().contains("posix"));

        files.encrypt(plain, encrypted, CONTEXT);
        files.decrypt(encrypted, decrypted, CONTEXT);

        for (Path target : List.of(encrypted, decrypted)) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(target)))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void decrypt_lastFrameChanged_leavesNothing() throws IOException {
        files.encrypt(plain, encrypted, CONTEXT);
        byte[] message = Files.readAllBytes(encrypted);
        message[message.length - 1] ^= 1;
        Files.write(encrypted, message);

        assertThatExceptionOfType(EnvelopeException.class)
                .isThrownBy(() -> files.decrypt(encrypted, decrypted, CONTEXT));
        assertThat(names()).containsExactlyInAnyOrder("orders.csv", "orders.csv.enc");
    }

    @Test
    void decrypt_refusedWhileOverwriting_leavesTheTargetAsItWas() throws IOException {
        files.encrypt(plain, encrypted, CONTEXT);
        byte[] message = Files.readAllBytes(encrypted);
        Files.write(encrypted, Arrays.copyOf(message, message.length - 20));
        Files.writeString(decrypted, "as it was");

        assertThatExceptionOfType(EnvelopeException.class)
                .isThrownBy(() -> files.overwriting().decrypt(encrypted, decrypted, CONTEXT));
        assertThat(decrypted).hasContent("as it was");
        assertThat(names()).hasSize(3);
    }

    @Test
    void decrypt_otherContextRequired_leavesNothing() throws IOException {
        files.encrypt(plain, encrypted, CONTEXT);

        assertThatExceptionOfType(EnvelopeException.class)
                .isThrownBy(() -> files.decrypt(encrypted, decrypted, MessageContext.of("backup", "customers")));
        assertThat(decrypted).doesNotExist();
    }

    @Test
    void encrypt_targetExists_isRefusedUnlessOverwriting() throws IOException {
        Files.writeString(encrypted, "as it was");

        assertThatExceptionOfType(FileAlreadyExistsException.class)
                .isThrownBy(() -> files.encrypt(plain, encrypted, CONTEXT))
                .withMessageContaining("overwriting()");
        assertThat(encrypted).hasContent("as it was");

        files.overwriting().encrypt(plain, encrypted, CONTEXT);
        files.decrypt(encrypted, decrypted, CONTEXT);
        assertThat(decrypted).hasSameBinaryContentAs(plain);
    }

    @Test
    void encrypt_targetComesUpMeanwhile_isNotOverwritten() throws IOException {
        FileCipher late = files.reportingTo((doneBytes, totalBytes) -> {
            if (doneBytes == totalBytes) {
                write(encrypted, "somebody else's");
            }
        });

        assertThatExceptionOfType(FileAlreadyExistsException.class)
                .isThrownBy(() -> late.encrypt(plain, encrypted, CONTEXT));
        assertThat(encrypted).hasContent("somebody else's");
        assertThat(names()).hasSize(2);
    }

    @Test
    void encrypt_targetIsTheSource_isRefused() throws IOException {
        Path link = Files.createLink(folder.resolve("link"), plain);
        byte[] before = Files.readAllBytes(plain);

        for (Path target :
                List.of(plain, link, folder.resolve("x/../orders.csv").normalize())) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> files.overwriting().encrypt(plain, target, CONTEXT))
                    .withMessageContaining("one file");
        }
        assertThat(Files.readAllBytes(plain)).isEqualTo(before);
    }

    @Test
    void encrypt_targetIsAFolder_isRefused() {
        assertThatExceptionOfType(FileSystemException.class)
                .isThrownBy(() -> files.overwriting().encrypt(plain, folder, CONTEXT))
                .withMessageContaining("is a folder");
    }

    @Test
    void encrypt_sourceIsMissing_leavesNothing() throws IOException {
        Files.delete(plain);

        assertThatExceptionOfType(NoSuchFileException.class).isThrownBy(() -> files.encrypt(plain, encrypted, CONTEXT));
        assertThat(names()).isEmpty();
    }

    @Test
    void encryptAndDecrypt_reporting_tellsEachStepToTheEnd() throws IOException {
        List<long[]> told = new ArrayList<>();
        FileCipher reporting =
                files.reportingTo((doneBytes, totalBytes) -> told.add(new long[] {doneBytes, totalBytes}));

        reporting.encrypt(plain, encrypted, CONTEXT);

        assertThat(told).hasSizeGreaterThan(3);
        assertThat(told.get(0)).containsExactly(0, LENGTH);
        assertThat(told).extracting(step -> step[0]).isSorted();
        assertThat(told.get(told.size() - 1)).containsExactly(LENGTH, LENGTH);

        told.clear();
        reporting.decrypt(encrypted, decrypted, CONTEXT);

        assertThat(told.get(told.size() - 1)).containsExactly(Files.size(encrypted), Files.size(encrypted));
    }

    @Test
    void encrypt_listenerThrows_leavesNothing() throws IOException {
        FileCipher cancelling = files.reportingTo((doneBytes, totalBytes) -> {
            if (doneBytes > LENGTH / 2) {
                throw new IllegalStateException("cancelled");
            }
        });

        assertThatIllegalStateException()
                .isThrownBy(() -> cancelling.encrypt(plain, encrypted, CONTEXT))
                .withMessage("cancelled");
        assertThat(names()).containsExactly("orders.csv");
    }

    @Test
    void encrypt_interrupted_stopsAndLeavesNothingAndStaysInterrupted() throws IOException {
        FileCipher interrupting = files.reportingTo(
                (doneBytes, totalBytes) -> Thread.currentThread().interrupt());

        try {
            assertThatThrownBy(() -> interrupting.encrypt(plain, encrypted, CONTEXT))
                    .isInstanceOfAny(InterruptedIOException.class, ClosedByInterruptException.class);
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
        } finally {
            Thread.interrupted();
        }
        assertThat(names()).containsExactly("orders.csv");
    }

    @Test
    void decrypt_interruptedHalfWay_stopsAndLeavesNothing() throws IOException {
        files.encrypt(plain, encrypted, CONTEXT);
        FileCipher interrupting = files.reportingTo((doneBytes, totalBytes) -> {
            if (doneBytes > totalBytes / 2) {
                Thread.currentThread().interrupt();
            }
        });

        try {
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> interrupting.decrypt(encrypted, decrypted, CONTEXT));
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
        } finally {
            Thread.interrupted();
        }
        assertThat(names()).containsExactlyInAnyOrder("orders.csv", "orders.csv.enc");
    }

    private List<String> names() throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(entry -> entry.getFileName().toString()).toList();
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }
}
