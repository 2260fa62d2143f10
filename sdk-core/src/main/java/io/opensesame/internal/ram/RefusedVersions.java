package io.opensesame.internal.ram;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;

/** The ids of versions whose AccessKey was refused, the latest few. Thread-safe. */
final class RefusedVersions {
    /** Far more than are valid at a time, which is two. */
    private static final int REMEMBERED = 16;

    private final Deque<String> ids = new ArrayDeque<>();

    synchronized void add(Collection<String> refused) {
        ids.removeAll(refused);
        ids.addAll(refused);
        while (ids.size() > REMEMBERED) {
            ids.removeFirst();
        }
    }

    synchronized boolean contains(String id) {
        return ids.contains(id);
    }
}
