package io.opensesame.internal.store;

import org.jspecify.annotations.Nullable;

/** Why the file could not be used; caught by the archive, never seen by a caller. */
final class StoreException extends Exception {
    private static final long serialVersionUID = 1;

    private final StoreProblem problem;

    StoreException(StoreProblem problem, String message) {
        this(problem, message, null);
    }

    StoreException(StoreProblem problem, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.problem = problem;
    }

    static StoreException damaged(String message) {
        return new StoreException(StoreProblem.DAMAGED, message);
    }

    StoreProblem problem() {
        return problem;
    }
}
