package io.opensesame.localkms.engine.call;

import java.util.Optional;

/**
 * Where a call came from, which conditions of policies may look at.
 *
 * @param sourceAddress the caller's IP address, or empty if the call was made in this process
 * @param secure whether it came over HTTPS
 */
public record Origin(Optional<String> sourceAddress, boolean secure) {
    /** The origin of calls that are made in this process. */
    public static final Origin IN_PROCESS = new Origin(Optional.empty(), true);

    /** Returns the origin of a call that came over the network. */
    public static Origin of(String sourceAddress, boolean secure) {
        return new Origin(Optional.of(sourceAddress), secure);
    }

    /** Returns whether the call was made in this process. */
    public boolean isInProcess() {
        return sourceAddress.isEmpty();
    }
}
