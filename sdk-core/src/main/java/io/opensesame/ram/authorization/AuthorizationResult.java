package io.opensesame.ram.authorization;

import java.util.List;

/**
 * What was done to authorize KMS.
 *
 * @param performed the calls that changed something, in order; empty if nothing had to be done; unmodifiable
 * @param report what is there after them; it is {@linkplain AuthorizationReport#isSufficient sufficient}
 */
public record AuthorizationResult(List<AuthorizationStep> performed, AuthorizationReport report) {
    /**
     * Creates a result.
     *
     * @param performed the calls that changed something, in order
     * @param report what is there after them
     */
    public AuthorizationResult {
        performed = List.copyOf(performed);
    }
}
