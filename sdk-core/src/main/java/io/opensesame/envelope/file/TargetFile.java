package io.opensesame.envelope.file;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * A file that appears whole or not at all. It is written under a temporary name beside its place, and gets its own name
 * by {@link #complete()}; closed without that, nothing is left of it.
 */
final class TargetFile implements AutoCloseable {
    private final Path target;
    private final boolean overwriting;
    private final Path temporary;
    private final FileChannel channel;

    private TargetFile(Path target, boolean overwriting, Path temporary, FileChannel channel) {
        this.target = target;
        this.overwriting = overwriting;
        this.temporary = temporary;
        this.channel = channel;
    }

    static TargetFile create(Path source, Path target, boolean overwriting) throws IOException {
        Path absolute = target.toAbsolutePath();
        Path folder = absolute.getParent();
        if (folder == null || Files.isDirectory(absolute, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileSystemException(target.toString(), null, "is a folder; name a file");
        }
        if (Files.exists(absolute) && Files.isSameFile(source, absolute)) {
            throw new IllegalArgumentException("source and target are one file, " + target + "; name another target");
        }
        if (!overwriting && Files.exists(absolute, LinkOption.NOFOLLOW_LINKS)) {
            throw exists(target);
        }
        // On POSIX systems such a file is made with mode 0600.
        Path temporary = Files.createTempFile(folder, ".opensesame-", ".tmp");
        try {
            return new TargetFile(
                    absolute, overwriting, temporary, FileChannel.open(temporary, StandardOpenOption.WRITE));
        } catch (IOException | RuntimeException | Error e) {
            Files.deleteIfExists(temporary);
            throw e;
        }
    }

    /** Returns a stream to write to; closing it leaves the file open. */
    OutputStream stream() {
        return new FilterOutputStream(Channels.newOutputStream(channel)) {
            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                out.write(bytes, offset, length);
            }

            @Override
            public void close() {}
        };
    }

    /** Forces what was written to the disk, and gives it its name. */
    void complete() throws IOException {
        channel.force(true);
        channel.close();
        if (overwriting) {
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        } else {
            nameUnlessTaken();
        }
        forceFolder();
    }

    /** Forces the name to the disk as well, where folders can be opened for that. */
    private void forceFolder() {
        try (FileChannel folder = FileChannel.open(temporary.getParent(), StandardOpenOption.READ)) {
            folder.force(true);
        } catch (IOException notHere) {
            // Windows opens no folders, and needs no such thing.
        }
    }

    /** A move would overwrite a file that came up meanwhile; a link to the temporary file doesn't. */
    private void nameUnlessTaken() throws IOException {
        try {
            Files.createLink(target, temporary);
        } catch (FileAlreadyExistsException e) {
            throw exists(target);
        } catch (UnsupportedOperationException | FileSystemException noLinksHere) {
            if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
                throw exists(target);
            }
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private static FileAlreadyExistsException exists(Path target) {
        return new FileAlreadyExistsException(
                target.toString(), null, "exists; name another target, or choose overwriting()");
    }

    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            Files.deleteIfExists(temporary);
        }
    }
}
