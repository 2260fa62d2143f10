package io.opensesame.envelope.file;

/**
 * Told how far the encryption or decryption of a file is. It is called on the thread that does the work, at the
 * beginning and after each piece of the source, so it must be quick. What it throws ends the work, and nothing is left
 * of the target. The target has its name only once the method that was called returns.
 */
@FunctionalInterface
public interface FileProgress {
    /**
     * Takes notice of the progress.
     *
     * @param doneBytes how many bytes of the source are done
     * @param totalBytes how long the source was at the beginning; it may have grown since
     */
    void progressed(long doneBytes, long totalBytes);
}
