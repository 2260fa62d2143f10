package io.opensesame.jdbc.rotator;

import io.opensesame.error.OpenSesameException;

/** Thrown when a password was made that is not as the policy wants it; it was used nowhere. */
public final class PasswordRefusedException extends OpenSesameException {
    PasswordRefusedException(String message) {
        super(message, null);
    }
}
