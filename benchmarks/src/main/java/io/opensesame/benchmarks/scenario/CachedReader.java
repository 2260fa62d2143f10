package io.opensesame.benchmarks.scenario;

import java.io.IOException;

/** A cache that is read by name. Thread-safe. */
interface CachedReader extends AutoCloseable {
    /** Returns the secret's value. */
    String read(String name) throws Exception;

    @Override
    void close() throws IOException;
}
