package io.opensesame.jdbc.rotator;

import java.util.random.RandomGenerator;

/**
 * Passwords that are made here. One that lacks a kind of characters is thrown away whole, so that those which are left
 * are all equally likely; putting the missing kind in would favour some.
 */
record LocalPasswords(RandomGenerator random, PasswordPolicy policy) implements PasswordSource {
    /**
     * With 8 characters, and one character left of each of 4 kinds, about every second try is good; never this many.
     */
    private static final int MAX_TRIES = 10_000;

    @Override
    public String next(PasswordRules rules) {
        PasswordPolicy allowed = policy.within(rules);
        String alphabet = allowed.alphabet();
        for (int i = 0; i < MAX_TRIES; i++) {
            String password = random(alphabet, allowed.length());
            if (allowed.hasEachKind(password)) {
                return password;
            }
        }
        throw new IllegalArgumentException("no password of " + MAX_TRIES + " was as " + allowed
                + " wants it; ask for more characters, or exclude fewer");
    }

    private String random(String alphabet, int length) {
        StringBuilder password = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            password.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return password.toString();
    }

    @Override
    public String toString() {
        return "passwords made here by " + policy;
    }
}
