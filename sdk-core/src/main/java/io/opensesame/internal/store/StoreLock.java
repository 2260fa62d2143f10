package io.opensesame.internal.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Lets one writer at a time replace the file, of all clients in this process and of all processes.
 *
 * <p>The lock is on a side file, which is never deleted: the store's own is another file after each write. A process
 * loses all its locks on a file as soon as it closes any channel to it, so within the process a semaphore comes first,
 * and only who holds it opens the side file.
 */
final class StoreLock {
    private static final ConcurrentHashMap<Path, Semaphore> IN_PROCESS = new ConcurrentHashMap<>();
    private static final long POLL_MILLIS = 20;
    private static final FileAttribute<?>[] PRIVATE = {
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
    };
    private static final FileAttribute<?>[] NO_MODE = {};

    private final Path file;

    StoreLock(Path store) {
        this.file = store.resolveSibling(store.getFileName() + ".lock");
    }

    /** The lock, held until it is closed. */
    static final class Held implements AutoCloseable {
        private final Semaphore inProcess;
        private final FileChannel channel;

        private Held(Semaphore inProcess, FileChannel channel) {
            this.inProcess = inProcess;
            this.channel = channel;
        }

        @Override
        public void close() {
            try {
                channel.close(); // frees the lock too
            } catch (IOException e) {
                return; // closed all the same, as far as the system is concerned
            } finally {
                inProcess.release();
            }
        }
    }

    /** Waits for the lock; the directory must be there. */
    Held acquire(Duration patience) throws StoreException {
        long deadline = System.nanoTime() + patience.toNanos();
        try {
            Semaphore inProcess = IN_PROCESS.computeIfAbsent(realPath(), path -> new Semaphore(1));
            if (!inProcess.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                throw busy(patience);
            }
            boolean held = false;
            try {
                FileChannel channel = lockedChannel(deadline, patience);
                held = true;
                return new Held(inProcess, channel);
            } finally {
                if (!held) {
                    inProcess.release();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw busy(patience);
        } catch (IOException e) {
            throw new StoreException(
                    StoreProblem.UNWRITABLE,
                    "The lock file " + file + " of the local store cannot be used ("
                            + e.getClass().getSimpleName()
                            + "). Nothing is stored: check its directory's owner and mode.",
                    e);
        }
    }

    private Path realPath() throws IOException {
        Path directory = file.getParent();
        return directory == null ? file : directory.toRealPath().resolve(file.getFileName());
    }

    private FileChannel lockedChannel(long deadline, Duration patience)
            throws IOException, InterruptedException, StoreException {
        FileChannel channel = open();
        boolean locked = false;
        try {
            while (!locked) {
                locked = tryLock(channel);
                if (!locked) {
                    if (System.nanoTime() - deadline >= 0) {
                        throw busy(patience);
                    }
                    Thread.sleep(POLL_MILLIS);
                }
            }
            return channel;
        } finally {
            if (!locked) {
                channel.close();
            }
        }
    }

    private static boolean tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) { // a copy of this library under another class loader holds it
            return false;
        }
    }

    private FileChannel open() throws IOException {
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS) && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException("no regular file");
        }
        return FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
                StoreFile.hasModes(file) ? PRIVATE : NO_MODE);
    }

    private StoreException busy(Duration patience) {
        return new StoreException(
                StoreProblem.BUSY,
                "Others held the lock " + file + " of the local store for " + patience.toMillis()
                        + " ms. The write is tried again: see who holds it.");
    }
}
