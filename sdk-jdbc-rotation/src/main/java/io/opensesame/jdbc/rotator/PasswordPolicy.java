package io.opensesame.jdbc.rotator;

import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How new passwords are to be: by default 32 characters, with a lower-case letter, an upper-case letter, a digit and
 * one of {@code - . _ ~} in each, which need no escaping in URLs and satisfy the common policies of databases. What a
 * database's {@link PasswordRules} forbid is left out as well. Immutable.
 */
public final class PasswordPolicy {
    /** The most characters of a password: {@value}, as KMS makes no longer ones. */
    public static final int MAX_LENGTH = 128;

    private static final String URL_SAFE = "-._~";

    private static final PasswordPolicy DEFAULTS = builder().build();

    private final int length;
    private final String excludedCharacters;
    private final Set<CharacterKind> kinds;

    private PasswordPolicy(Builder builder) {
        this.length = builder.length;
        this.excludedCharacters = builder.excludedCharacters;
        this.kinds = Set.copyOf(builder.kinds);
        alphabet(kinds, excludedCharacters);
    }

    /** {@return the defaults} */
    public static PasswordPolicy ofDefaults() {
        return DEFAULTS;
    }

    /** {@return a builder that starts from the defaults} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return the number of characters; a database that takes fewer gets as many as it takes} */
    public int length() {
        return length;
    }

    /** {@return characters that must not occur} */
    public String excludedCharacters() {
        return excludedCharacters;
    }

    /** {@return the kinds of characters, each of which occurs; unmodifiable} */
    public Set<CharacterKind> kinds() {
        return kinds;
    }

    /**
     * Returns this policy with what a database forbids.
     *
     * @throws IllegalArgumentException if a kind has no character left
     */
    PasswordPolicy within(PasswordRules rules) {
        return builder()
                .length(Math.min(length, rules.maxLength()))
                .excludedCharacters(excludedCharacters + rules.excludedCharacters())
                .kinds(kinds)
                .build();
    }

    /** Returns what passwords may be made of. */
    String alphabet() {
        return alphabet(kinds, excludedCharacters);
    }

    /** Tells whether a password is as this policy wants it. */
    boolean accepts(String password) {
        String alphabet = alphabet();
        return password.length() == length
                && password.chars().allMatch(c -> alphabet.indexOf(c) >= 0)
                && hasEachKind(password);
    }

    /** Tells whether each kind occurs in a password. */
    boolean hasEachKind(String password) {
        return kinds.stream()
                .allMatch(
                        kind -> password.chars().anyMatch(c -> kind.characters().indexOf(c) >= 0));
    }

    private static String alphabet(Set<CharacterKind> kinds, String excluded) {
        return EnumSet.copyOf(kinds).stream()
                .map(kind -> alphabet(kind, excluded))
                .collect(Collectors.joining());
    }

    private static String alphabet(CharacterKind kind, String excluded) {
        String left = kind.characters()
                .chars()
                .filter(c -> excluded.indexOf(c) < 0)
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
        if (left.isEmpty()) {
            throw new IllegalArgumentException(
                    "no character of kind " + kind + " is left; leave the kind out, or exclude fewer than " + excluded);
        }
        return left;
    }

    @Override
    public String toString() {
        return "PasswordPolicy[length=" + length + ", kinds=" + kinds + ", excludedCharacters=" + excludedCharacters
                + "]";
    }

    /** Builds a {@link PasswordPolicy}; each method returns this builder. Not thread-safe. */
    public static final class Builder {
        private int length = 32;
        private Set<CharacterKind> kinds = EnumSet.allOf(CharacterKind.class);
        private String excludedCharacters = CharacterKind.PUNCTUATION
                .characters()
                .chars()
                .filter(c -> URL_SAFE.indexOf(c) < 0)
                .mapToObj(Character::toString)
                .collect(Collectors.joining());

        private Builder() {}

        /**
         * Sets the number of characters; 32 by default.
         *
         * @param length {@value PasswordRules#MIN_LENGTH} to {@value PasswordPolicy#MAX_LENGTH}
         * @return this builder
         * @throws IllegalArgumentException if it is outside of that
         */
        public Builder length(int length) {
            if (length < PasswordRules.MIN_LENGTH || length > MAX_LENGTH) {
                throw new IllegalArgumentException("the length of passwords must be " + PasswordRules.MIN_LENGTH
                        + " to " + MAX_LENGTH + ": " + length);
            }
            this.length = length;
            return this;
        }

        /**
         * Sets the kinds of characters, each of which occurs in each password; all of them by default.
         *
         * @param kinds one or more
         * @return this builder
         * @throws IllegalArgumentException if it is empty
         */
        public Builder kinds(Set<CharacterKind> kinds) {
            if (kinds.isEmpty()) {
                throw new IllegalArgumentException("passwords need one kind of characters at least");
            }
            this.kinds = EnumSet.copyOf(kinds);
            return this;
        }

        /**
         * Sets single characters that must not occur; all punctuation but {@code - . _ ~} by default.
         *
         * @param characters the characters; those that belong to no kind never occur anyway
         * @return this builder
         */
        public Builder excludedCharacters(String characters) {
            this.excludedCharacters = characters;
            return this;
        }

        /**
         * Builds the policy.
         *
         * @return the policy
         * @throws IllegalArgumentException if a kind has no character that is not excluded
         */
        public PasswordPolicy build() {
            return new PasswordPolicy(this);
        }
    }
}
