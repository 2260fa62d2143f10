package io.opensesame.internal.credentials;

import io.opensesame.error.CredentialsException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads small text files. */
final class BoundedFiles {
    private BoundedFiles() {}

    /** Returns the file's text; {@code what} names the kind of file in messages. */
    static String read(String what, Path file, int maxBytes) {
        requireRegular(what, file);
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(maxBytes + 1);
            if (bytes.length > maxBytes) {
                throw new CredentialsException(
                        "The " + what + " " + file + " is longer than " + maxBytes + " bytes.", null);
            }
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            throw new CredentialsException("There is no " + what + " " + file + ".", e);
        } catch (IOException e) {
            throw new CredentialsException(
                    "The " + what + " " + file + " cannot be read ("
                            + e.getClass().getSimpleName() + "). Check that it is a file this process may read.",
                    e);
        }
    }

    /** Opening a pipe or a device may wait for good, and a device may have no end. */
    private static void requireRegular(String what, Path file) {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new CredentialsException(
                    "The " + what + " " + file + " is a directory, a pipe or a device. Name a regular file.", null);
        }
    }
}
