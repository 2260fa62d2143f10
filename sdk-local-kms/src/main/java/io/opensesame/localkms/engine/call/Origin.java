package io.opensesame.localkms.engine.call;

/**
 * Where a call came from, which conditions of policies may look at.
 *
 * @param sourceAddress the caller's IP address
 * @param secure whether it came over HTTPS
 * @param inProcess whether it was made in this process, past the network
 */
public record Origin(String sourceAddress, boolean secure, boolean inProcess) {
    /** What counts as the origin of calls that are made in this process. */
    public static final Origin IN_PROCESS = new Origin("127.0.0.1", true, true);

    /** Returns the origin of a call that came over the network. */
    public static Origin of(String sourceAddress, boolean secure) {
        return new Origin(sourceAddress, secure, false);
    }
}
