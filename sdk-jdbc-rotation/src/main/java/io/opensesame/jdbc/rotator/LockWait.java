package io.opensesame.jdbc.rotator;

import java.sql.SQLException;
import java.time.Duration;

/**
 * Waits for a lock by asking for it again and again. A database could wait itself, but then an interruption would not
 * be heard, and an idle network connection might be cut.
 */
final class LockWait {
    private static final long PAUSE_MILLIS = 100;

    private LockWait() {}

    /** Asks until the lock is had or the time is over; once at least. */
    static boolean until(Duration wait, Attempt attempt) throws SQLException {
        long end = System.nanoTime() + wait.toNanos();
        while (!attempt.take()) {
            if (System.nanoTime() - end >= 0) {
                return false;
            }
            pause();
        }
        return true;
    }

    private static void pause() throws SQLException {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException("interrupted while another session held the lock of this login", "57014", e);
        }
    }

    /** One try to take the lock. */
    @FunctionalInterface
    interface Attempt {
        boolean take() throws SQLException;
    }
}
