package io.opensesame.internal.cache;

import io.opensesame.internal.cache.SecretSource.Loaded;
import io.opensesame.secrets.SecretValue;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Keeps copies of values beyond the life of a process, for a start while KMS is down. No method blocks its caller, and
 * none throws: what goes wrong is reported by the archive itself.
 */
public interface SecretArchive {
    /** An archive that keeps nothing. */
    SecretArchive NONE = new SecretArchive() {
        @Override
        public CompletableFuture<Optional<Loaded>> find(ReadRequest request) {
            return CompletableFuture.completedFuture(Optional.empty());
        }

        @Override
        public void keep(ReadRequest request, SecretValue value) {}

        @Override
        public void forget(ReadRequest request) {}
    };

    /**
     * Looks for a copy. The future never fails, and is completed by a thread that may run the cache's code.
     *
     * @return the copy, whose {@code loadedAt} is the wall-clock time at which KMS gave it
     */
    CompletableFuture<Optional<Loaded>> find(ReadRequest request);

    /** Keeps a copy of what KMS has just given, in the place of the one before. */
    void keep(ReadRequest request, SecretValue value);

    /** Deletes the copy: KMS has refused the secret for good. */
    void forget(ReadRequest request);
}
