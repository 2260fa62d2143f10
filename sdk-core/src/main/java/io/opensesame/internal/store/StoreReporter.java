package io.opensesame.internal.store;

/**
 * Told what the store does: names and counts, never a value. Called on the store's thread, which it must not hold up;
 * what it throws is logged.
 */
public interface StoreReporter {
    /** A reporter that tells nobody. */
    StoreReporter NONE = new StoreReporter() {
        @Override
        public void storeRead(String secretName) {}

        @Override
        public void storeWritten(int entries) {}

        @Override
        public void storeFailed(StoreProblem problem, String message) {}
    };

    /** A copy of that secret was handed to the cache. */
    void storeRead(String secretName);

    /**
     * The file was replaced.
     *
     * @param entries how many copies it holds, those of other processes included
     */
    void storeWritten(int entries);

    /** Something went wrong, as the message says with what to do; the log has it too, at most every 10 minutes. */
    void storeFailed(StoreProblem problem, String message);
}
