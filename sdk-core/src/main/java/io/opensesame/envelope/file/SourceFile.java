package io.opensesame.envelope.file;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads a file, tells how far it is, and stops when the thread is interrupted. */
final class SourceFile extends FilterInputStream {
    private final Path path;
    private final FileProgress progress;
    private final long totalBytes;
    private long doneBytes;

    private SourceFile(Path path, InputStream in, long totalBytes, FileProgress progress) {
        super(in);
        this.path = path;
        this.totalBytes = totalBytes;
        this.progress = progress;
    }

    static InputStream open(Path path, FileProgress progress) throws IOException {
        long totalBytes = Files.size(path);
        InputStream in = Files.newInputStream(path);
        try {
            progress.progressed(0, totalBytes);
            return new SourceFile(path, in, totalBytes, progress);
        } catch (RuntimeException | Error e) {
            in.close();
            throw e;
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedIOException("interrupted after " + doneBytes + " bytes of " + path);
        }
        int count = super.read(target, offset, length);
        if (count > 0) {
            doneBytes += count;
            progress.progressed(doneBytes, totalBytes);
        }
        return count;
    }

    @Override
    public long skip(long count) throws IOException {
        long skipped = super.skip(count);
        doneBytes += skipped;
        return skipped;
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
