package io.opensesame.localkms.engine;

import java.security.SecureRandom;
import java.util.List;

/** Draws random passwords from given alphabets. */
final class PasswordGenerator {
    static final String LOWERCASE = "abcdefghijklmnopqrstuvwxyz";
    static final String UPPERCASE = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    static final String DIGITS = "0123456789";
    /** The service's punctuation: all of ASCII's but the backtick. */
    static final String PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_{|}~";

    private static final int ACCOUNT_LENGTH = 32;
    private static final String ACCOUNT_PUNCTUATION = "!@#$%^&*()_+-=";

    private final SecureRandom random;

    PasswordGenerator(SecureRandom random) {
        this.random = random;
    }

    /** Returns a password such as databases and operating systems accept: 32 characters of all four kinds. */
    String accountPassword() {
        return generate(ACCOUNT_LENGTH, List.of(LOWERCASE, UPPERCASE, DIGITS, ACCOUNT_PUNCTUATION), true);
    }

    /**
     * Draws a password.
     *
     * @param alphabets non-empty, at most as many as the length
     * @param requireEach whether at least one character comes from each alphabet
     */
    String generate(int length, List<String> alphabets, boolean requireEach) {
        String all = String.join("", alphabets);
        StringBuilder password = new StringBuilder(length);
        if (requireEach) {
            alphabets.forEach(alphabet -> password.append(anyOf(alphabet)));
        }
        while (password.length() < length) {
            password.append(anyOf(all));
        }
        if (requireEach) {
            shuffle(password);
        }
        return password.toString();
    }

    private char anyOf(String alphabet) {
        return alphabet.charAt(random.nextInt(alphabet.length()));
    }

    private void shuffle(StringBuilder text) {
        for (int i = text.length() - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            char moved = text.charAt(i);
            text.setCharAt(i, text.charAt(j));
            text.setCharAt(j, moved);
        }
    }
}
