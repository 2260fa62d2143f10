package io.opensesame.internal.cache;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The ids of versions that were replaced by others, the latest few. A region that lags behind may still answer with
 * one. Not thread-safe.
 */
final class SupersededVersions {
    /** More than ever rotate while a region lags behind. */
    private static final int REMEMBERED = 16;

    private final Deque<String> ids = new ArrayDeque<>();

    void replaced(String before, String now) {
        ids.remove(now);
        ids.remove(before);
        ids.addFirst(before);
        if (ids.size() > REMEMBERED) {
            ids.removeLast();
        }
    }

    boolean contains(String id) {
        return ids.contains(id);
    }
}
