package io.opensesame.jdbc.rotator;

/**
 * What a database allows in a password.
 *
 * @param maxLength the most characters that it takes
 * @param excludedCharacters characters that it, or a tool around it, takes badly
 */
public record PasswordRules(int maxLength, String excludedCharacters) {}
