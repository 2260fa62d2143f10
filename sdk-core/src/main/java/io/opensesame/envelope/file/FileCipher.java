package io.opensesame.envelope.file;

import io.opensesame.envelope.EncryptingOutputStream;
import io.opensesame.envelope.EnvelopeCipher;
import io.opensesame.envelope.MessageContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;

/**
 * Encrypts a file to a file, and back, of any size and in constant memory.
 *
 * <p>The target appears whole or not at all: it is written under another name in the same folder, readable by its owner
 * alone where the file system knows owners, forced to the disk, and then named. When anything fails, or the thread is
 * interrupted, nothing is left of it; so plaintext never has the target's name before all of it is verified. A target
 * that exists is refused, unless {@link #overwriting()} is chosen.
 *
 * <p>An interrupted thread stops at the next piece, with an {@link java.io.InterruptedIOException} or a
 * {@link java.nio.channels.ClosedByInterruptException}, and stays interrupted. Immutable and thread-safe. It works
 * until its {@code EnvelopeCipher} is closed.
 */
public final class FileCipher {
    private static final int PIECE_BYTES = 64 * 1024;

    private final EnvelopeCipher cipher;
    private final boolean overwriting;
    private final FileProgress progress;

    private FileCipher(EnvelopeCipher cipher, boolean overwriting, FileProgress progress) {
        this.cipher = Objects.requireNonNull(cipher, "cipher");
        this.overwriting = overwriting;
        this.progress = Objects.requireNonNull(progress, "progress");
    }

    /**
     * Returns a cipher of files that overwrites none.
     *
     * @param cipher what encrypts and decrypts; not closed by this
     * @return the cipher of files
     */
    public static FileCipher of(EnvelopeCipher cipher) {
        return new FileCipher(cipher, false, (doneBytes, totalBytes) -> {});
    }

    /** {@return a cipher like this one that takes the place of a target that exists, in one step} */
    public FileCipher overwriting() {
        return new FileCipher(cipher, true, progress);
    }

    /**
     * Returns a cipher like this one that tells of its progress.
     *
     * @param progress who is told
     * @return the new cipher of files
     */
    public FileCipher reportingTo(FileProgress progress) {
        return new FileCipher(cipher, overwriting, progress);
    }

    /**
     * Encrypts a file.
     *
     * @param source the plaintext
     * @param target the message; another file than the source
     * @param context what the message is bound to
     * @throws java.nio.file.FileAlreadyExistsException if the target exists and is not to be overwritten
     * @throws IOException if reading or writing fails
     * @throws IllegalArgumentException if source and target are one file
     * @throws io.opensesame.error.OpenSesameException as {@link EnvelopeCipher#encrypt(byte[], MessageContext)} does
     */
    public void encrypt(Path source, Path target, MessageContext context) throws IOException {
        try (InputStream plaintext = SourceFile.open(source, progress);
                TargetFile file = TargetFile.create(source, target, overwriting)) {
            encryptAll(plaintext, file.stream(), context);
            file.complete();
        }
    }

    /**
     * Decrypts a file.
     *
     * @param source the message
     * @param target the plaintext; another file than the source
     * @param required pairs that the message's context must have
     * @throws java.nio.file.FileAlreadyExistsException if the target exists and is not to be overwritten
     * @throws IOException if reading or writing fails
     * @throws IllegalArgumentException if source and target are one file
     * @throws io.opensesame.error.EnvelopeException if the message is refused
     * @throws io.opensesame.error.OpenSesameException as {@link EnvelopeCipher#decrypt(byte[], MessageContext)} does
     */
    public void decrypt(Path source, Path target, MessageContext required) throws IOException {
        try (InputStream message = SourceFile.open(source, progress);
                TargetFile file = TargetFile.create(source, target, overwriting);
                InputStream plaintext = cipher.decrypting(message, required)) {
            copy(plaintext, file.stream());
            file.complete();
        }
    }

    private void encryptAll(InputStream plaintext, OutputStream message, MessageContext context) throws IOException {
        try (EncryptingOutputStream encrypting = cipher.encrypting(message, context)) {
            try {
                copy(plaintext, encrypting);
            } catch (IOException | RuntimeException | Error incomplete) {
                encrypting.abort();
                throw incomplete;
            }
        }
    }

    private static void copy(InputStream from, OutputStream to) throws IOException {
        byte[] piece = new byte[PIECE_BYTES];
        try {
            for (int length = from.read(piece); length >= 0; length = from.read(piece)) {
                to.write(piece, 0, length);
            }
        } finally {
            Arrays.fill(piece, (byte) 0);
        }
    }

    @Override
    public String toString() {
        return "FileCipher[overwriting=" + overwriting + "]";
    }
}
