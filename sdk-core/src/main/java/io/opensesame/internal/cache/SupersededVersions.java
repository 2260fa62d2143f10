package io.opensesame.internal.cache;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * The ids of versions that were replaced by others, the latest few. A region that lags behind may still answer with
 * one. Not thread-safe.
 */
final class SupersededVersions {
    /** More than ever rotate while a region lags behind. */
    private static final int REMEMBERED = 16;

    private @Nullable Deque<String> ids;

    void replaced(String before, String now) {
        Deque<String> replaced = ids == null ? new ArrayDeque<>() : ids;
        replaced.remove(now);
        replaced.remove(before);
        replaced.addFirst(before);
        if (replaced.size() > REMEMBERED) {
            replaced.removeLast();
        }
        ids = replaced;
    }

    boolean contains(String id) {
        return ids != null && ids.contains(id);
    }
}
