package io.opensesame.jdbc.rotator;

/** Makes new passwords. */
interface PasswordSource {
    String next(PasswordRules rules);
}
