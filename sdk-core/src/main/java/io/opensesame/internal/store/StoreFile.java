package io.opensesame.internal.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The file on disk: read whole, replaced whole, set aside. What stands under its name is always one complete write;
 * whatever is beside it, sealed too, is swept.
 */
final class StoreFile {
    private static final Set<PosixFilePermission> PRIVATE = PosixFilePermissions.fromString("rw-------");
    private static final int KEPT_DAMAGED = 3;
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmssSSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Path path;
    private final FileSteps steps;
    private final SecureRandom random;

    StoreFile(Path path, FileSteps steps, SecureRandom random) {
        this.path = path;
        this.steps = steps;
        this.random = random;
    }

    static boolean hasModes(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    Path path() {
        return path;
    }

    private Path directory() {
        Path parent = path.getParent();
        return parent == null ? path : parent;
    }

    /** Returns the bytes of the file; empty if there is none. */
    Optional<byte[]> read() throws StoreException {
        try {
            BasicFileAttributes attributes =
                    Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            requireRegular(attributes);
            return Optional.of(readBounded());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new StoreException(
                    StoreProblem.UNREADABLE,
                    "The local store " + path + " cannot be read ("
                            + e.getClass().getSimpleName()
                            + "). It is left alone, and nothing is stored: check that it is this user's.",
                    e);
        }
    }

    /** Opening a pipe or a device may wait for good; a link may lead to a file that is not ours to replace. */
    private void requireRegular(BasicFileAttributes attributes) throws StoreException {
        if (!attributes.isRegularFile()) {
            throw new StoreException(
                    StoreProblem.UNREADABLE,
                    "The local store " + path + " is "
                            + (attributes.isSymbolicLink() ? "a symbolic link" : "no regular file")
                            + ". Nothing is stored: name a regular file, or none that is there.");
        }
    }

    private byte[] readBounded() throws IOException, StoreException {
        try (FileChannel channel = FileChannel.open(path, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
            long size = channel.size();
            if (size > StoreFormat.MAX_FILE_BYTES) {
                throw StoreException.damaged("it has " + size + " bytes, more than any store");
            }
            ByteBuffer bytes = ByteBuffer.allocate((int) size);
            int read = 0;
            while (bytes.hasRemaining() && read >= 0) {
                read = channel.read(bytes);
            }
            if (bytes.hasRemaining()) {
                throw StoreException.damaged("it became shorter while it was read");
            }
            return bytes.array();
        }
    }

    /**
     * Returns whether others than the owner could open the file; if so, they cannot any more, where that is possible.
     */
    boolean closeToOthers() {
        try {
            if (!hasModes(path) || !Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                return false;
            }
            PosixFileAttributeView view =
                    Files.getFileAttributeView(path, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
            if (PRIVATE.containsAll(view.readAttributes().permissions())) {
                return false;
            }
            view.setPermissions(PRIVATE);
            return true;
        } catch (IOException | UnsupportedOperationException e) { // another user's: the next write replaces it
            return true;
        }
    }

    /** Makes the directory, for its owner alone, if there is none. */
    void prepareDirectory() throws StoreException {
        try {
            if (!Files.isDirectory(directory())) {
                if (hasModes(path)) {
                    Files.createDirectories(
                            directory(),
                            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
                } else {
                    Files.createDirectories(directory());
                }
            }
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    /** Puts a new file in the place of the old one, in one step: there is no moment without either. */
    void replace(byte[] bytes) throws StoreException {
        Path temporary = sibling(".tmp-" + HexFormat.of().toHexDigits(random.nextLong()));
        try {
            try (FileChannel channel = steps.create(temporary)) {
                steps.write(channel, bytes);
                steps.force(channel);
            }
            steps.move(temporary, path);
            steps.forceDirectory(directory());
        } catch (IOException e) {
            throw unwritable(e);
        } finally {
            deleteQuietly(temporary);
        }
    }

    /** Renames the file, so that its owner can look at it, and keeps the newest three of such. */
    Path setAside(Instant now) throws StoreException {
        Path aside = sibling(".damaged-" + STAMP.format(now));
        try {
            steps.move(path, aside);
        } catch (IOException e) {
            throw unwritable(e);
        }
        List<Path> older = siblings(".damaged-");
        older.sort(Collections.reverseOrder());
        older.stream().skip(KEPT_DAMAGED).forEach(StoreFile::deleteQuietly);
        return aside;
    }

    /** Deletes what processes that were killed in the middle of a write have left; call it under the lock. */
    void sweepTemporaries() {
        siblings(".tmp-").forEach(StoreFile::deleteQuietly);
    }

    private Path sibling(String suffix) {
        return path.resolveSibling(path.getFileName() + suffix);
    }

    private List<Path> siblings(String infix) {
        List<Path> found = new ArrayList<>();
        String prefix = path.getFileName().toString() + infix;
        try (DirectoryStream<Path> all = Files.newDirectoryStream(
                directory(), file -> String.valueOf(file.getFileName()).startsWith(prefix))) {
            all.forEach(found::add);
        } catch (IOException e) {
            return new ArrayList<>(); // a directory that cannot be listed is swept another time
        }
        return found;
    }

    private static void deleteQuietly(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            return; // it is sealed, and swept when the next client starts
        }
    }

    private StoreException unwritable(IOException cause) {
        return new StoreException(
                StoreProblem.UNWRITABLE,
                "The local store " + path + " cannot be written ("
                        + cause.getClass().getSimpleName()
                        + "). The file stays what it was: check its directory's owner, mode and free space.",
                cause);
    }
}
