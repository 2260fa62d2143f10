package io.opensesame.jdbc.rotator;

import java.util.Optional;

/**
 * What a database allows in a password that is made for it.
 *
 * @param maxLength the most characters that it takes; at least {@value #MIN_LENGTH}
 * @param excludedCharacters characters that it, or a tool around it, takes badly; others than visible ASCII ones are
 *     excluded anyway
 */
public record PasswordRules(int maxLength, String excludedCharacters) {
    /** The fewest characters of any password that is made: {@value}. */
    public static final int MIN_LENGTH = 8;

    /**
     * Checks the rules.
     *
     * @param maxLength the most characters that it takes
     * @param excludedCharacters characters that it takes badly
     * @throws IllegalArgumentException if {@code maxLength} is below {@value #MIN_LENGTH}
     */
    public PasswordRules {
        if (maxLength < MIN_LENGTH) {
            throw new IllegalArgumentException("maxLength must be at least " + MIN_LENGTH + ": " + maxLength);
        }
    }

    /**
     * Checks a password.
     *
     * @param password the password
     * @return the rule that it breaks, without quoting it, or nothing if it breaks none
     */
    public Optional<String> violation(String password) {
        if (password.length() < MIN_LENGTH || password.length() > maxLength) {
            return Optional.of(
                    "its length is " + password.length() + ", outside of " + MIN_LENGTH + " to " + maxLength);
        }
        if (password.chars().anyMatch(c -> c <= ' ' || c >= 0x7f)) {
            return Optional.of("it holds characters other than visible ASCII ones");
        }
        if (password.chars().anyMatch(c -> excludedCharacters.indexOf(c) >= 0)) {
            return Optional.of("it holds one of the excluded characters " + excludedCharacters);
        }
        return Optional.empty();
    }
}
