package io.opensesame.ram.authorization;

import io.opensesame.error.AccessDeniedException;
import io.opensesame.error.OpenSesameException;
import io.opensesame.policy.RamPolicy;

/**
 * Thrown when the caller may not look at, or may not change, what authorizes KMS. One refusal names one action; this
 * has all that are needed. What was done before stays done, and is found by the next call.
 */
public final class AuthorizationDeniedException extends OpenSesameException {
    /** The needed permissions as JSON, as policies are not serializable. */
    private final String requiredPermissions;

    /**
     * Creates the exception for one denied call.
     *
     * @param tried what was tried, such as {@code check}
     * @param requiredPermissions the least policy of the caller
     * @param cause the denial
     */
    public AuthorizationDeniedException(String tried, RamPolicy requiredPermissions, AccessDeniedException cause) {
        super(
                "Cannot " + tried + " the authorization of KMS to rotate AccessKeys: " + cause.getMessage()
                        + " In all, it takes this RAM policy of the caller: " + requiredPermissions.toJson(),
                cause);
        this.requiredPermissions = requiredPermissions.toJson();
    }

    /** {@return the least policy with which the caller could do it} */
    public RamPolicy requiredPermissions() {
        return RamPolicy.parse(requiredPermissions);
    }
}
