package io.opensesame.spring.masking;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An exception and all that hangs on it. */
final class Chain {
    private Chain() {}

    /** Returns an exception, its causes, and what they suppressed; each once, in the order in which they are logged. */
    static List<Throwable> of(Throwable failure) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        List<Throwable> chain = new ArrayList<>();
        collect(failure, seen, chain);
        return chain;
    }

    private static void collect(@Nullable Throwable each, Set<Throwable> seen, List<Throwable> chain) {
        if (each != null && seen.add(each)) {
            chain.add(each);
            collect(each.getCause(), seen, chain);
            for (Throwable suppressed : each.getSuppressed()) {
                collect(suppressed, seen, chain);
            }
        }
    }
}
