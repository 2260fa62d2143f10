package io.opensesame.internal.credentials;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * One run of a program: collects what it writes until it ends, and stops it and what it started.
 *
 * <p>The program's end counts, not that of its output, which a child that lives on may hold open. So the output is read
 * only where bytes are there: a thread that waits for more could not be called back.
 */
final class ProcessRun implements AutoCloseable {
    /**
     * No system's pipe holds less, so a program that writes less never waits for a reader. Its output is taken once,
     * after its end.
     */
    private static final int PIPE_BYTES = 4 * 1024;

    private static final long LOOK_MILLIS = 50;

    /** After a program's end the runtime moves what is left in the pipe to memory, on a thread of its own. */
    private static final long GRACE_MILLIS = 100;

    private final Process process;
    private final Set<ProcessHandle> descendants = ConcurrentHashMap.newKeySet();
    private final byte[] output;
    private int outputBytes;

    ProcessRun(Process process, int maxOutputBytes) {
        this.process = process;
        this.output = new byte[maxOutputBytes + 1];
    }

    /** Returns whether the program ended, or wrote too much, within that time. */
    boolean await(Duration limit) throws IOException, InterruptedException {
        long startNanos = System.nanoTime();
        do {
            findDescendants();
            if (process.getInputStream().available() >= PIPE_BYTES) {
                take();
                if (wroteTooMuch()) {
                    return true;
                }
            } else if (process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                TimeUnit.MILLISECONDS.sleep(GRACE_MILLIS);
                take();
                return true;
            }
        } while (System.nanoTime() - startNanos < limit.toNanos());
        return false;
    }

    private void take() throws IOException {
        InputStream in = process.getInputStream();
        int there = in.available();
        while (there > 0 && outputBytes < output.length) {
            int taken = in.read(output, outputBytes, Math.min(there, output.length - outputBytes));
            if (taken < 0) {
                return;
            }
            outputBytes += taken;
            there = in.available();
        }
    }

    boolean wroteTooMuch() {
        return outputBytes == output.length;
    }

    /** Returns the exit code of a program that ended. */
    int exitCode() {
        return process.exitValue();
    }

    byte[] output() {
        return Arrays.copyOf(output, outputBytes);
    }

    /** Once a program has ended, nothing tells any more what it had started. */
    private void findDescendants() {
        process.descendants().forEach(descendants::add);
    }

    /** Stops the program and what it was seen to start; for use by any thread, and again. */
    @Override
    public void close() {
        findDescendants();
        process.destroyForcibly();
        descendants.forEach(ProcessHandle::destroyForcibly);
        try {
            process.getInputStream().close();
        } catch (IOException e) {
            // Nobody reads from it any more.
        }
    }
}
