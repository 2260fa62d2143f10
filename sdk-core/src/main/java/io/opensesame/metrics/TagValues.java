package io.opensesame.metrics;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The values of one tag, at most so many: first come, first served, and the others share one. Thread-safe. */
final class TagValues {
    static final String OTHER = "other";
    static final String NONE = "none";

    private final int max;
    private final Set<String> known = ConcurrentHashMap.newKeySet();

    TagValues(int max) {
        this.max = max;
    }

    /** Returns the value itself while there is room for it; some registries refuse an empty one. */
    String of(String value) {
        if (value.isEmpty()) {
            return NONE;
        }
        return isKnown(value) ? value : OTHER;
    }

    /** Whether the value has a place of its own, which it gets here if there is room. */
    boolean isKnown(String value) {
        return known.contains(value) || admit(value);
    }

    private synchronized boolean admit(String value) {
        return known.contains(value) || (known.size() < max && known.add(value));
    }
}
