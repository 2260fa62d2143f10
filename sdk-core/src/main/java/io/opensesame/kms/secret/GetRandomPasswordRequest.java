package io.opensesame.kms.secret;

/**
 * Asks KMS to make up a password. Immutable; KMS keeps no copy.
 *
 * @see "KMS API reference: GetRandomPassword"
 */
public final class GetRandomPasswordRequest implements SecretRequest<GetRandomPasswordResponse> {
    private final int length;
    private final String excludeCharacters;
    private final boolean excludeLowercase;
    private final boolean excludeUppercase;
    private final boolean excludeNumbers;
    private final boolean excludePunctuation;
    private final boolean requireEachIncludedType;

    private GetRandomPasswordRequest(Builder builder) {
        this.length = builder.length;
        this.excludeCharacters = builder.excludeCharacters;
        this.excludeLowercase = builder.excludeLowercase;
        this.excludeUppercase = builder.excludeUppercase;
        this.excludeNumbers = builder.excludeNumbers;
        this.excludePunctuation = builder.excludePunctuation;
        this.requireEachIncludedType = builder.requireEachIncludedType;
        if (excludeLowercase && excludeUppercase && excludeNumbers && excludePunctuation) {
            throw new IllegalArgumentException("a password needs characters: do not exclude all four kinds");
        }
    }

    /** {@return a request for 32 characters of every kind} */
    public static GetRandomPasswordRequest ofDefaults() {
        return builder().build();
    }

    /** {@return a new builder} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return the number of characters, 32 by default} */
    public int length() {
        return length;
    }

    /** {@return characters that must not occur} */
    public String excludeCharacters() {
        return excludeCharacters;
    }

    /** {@return whether to leave lower-case letters out} */
    public boolean excludeLowercase() {
        return excludeLowercase;
    }

    /** {@return whether to leave upper-case letters out} */
    public boolean excludeUppercase() {
        return excludeUppercase;
    }

    /** {@return whether to leave digits out} */
    public boolean excludeNumbers() {
        return excludeNumbers;
    }

    /** {@return whether to leave punctuation out} */
    public boolean excludePunctuation() {
        return excludePunctuation;
    }

    /** {@return whether each kind that is not left out must occur} */
    public boolean requireEachIncludedType() {
        return requireEachIncludedType;
    }

    private static String checkExcluded(String characters) {
        for (int i = 0; i < characters.length(); i++) {
            char c = characters.charAt(i);
            if (c <= ' ' || c >= 0x7f || c == '`') {
                throw new IllegalArgumentException(String.format(
                        "excludeCharacters takes visible ASCII characters other than the backtick; got U+%04X at index %d",
                        (int) c, i));
            }
        }
        return characters;
    }

    @Override
    public String toString() {
        return "GetRandomPasswordRequest[length=" + length + ", excludeCharacters=" + excludeCharacters
                + ", excludeLowercase=" + excludeLowercase + ", excludeUppercase=" + excludeUppercase
                + ", excludeNumbers=" + excludeNumbers + ", excludePunctuation=" + excludePunctuation
                + ", requireEachIncludedType=" + requireEachIncludedType + "]";
    }

    /** Builds a {@link GetRandomPasswordRequest}. Not thread-safe. */
    public static final class Builder {
        private int length = 32;
        private String excludeCharacters = "";
        private boolean excludeLowercase;
        private boolean excludeUppercase;
        private boolean excludeNumbers;
        private boolean excludePunctuation;
        private boolean requireEachIncludedType;

        private Builder() {}

        /**
         * Sets the number of characters, 32 by default.
         *
         * @param length 8 to 128
         * @return this builder
         */
        public Builder length(int length) {
            this.length = Rules.between("length", length, 8, 128);
            return this;
        }

        /**
         * Leaves single characters out.
         *
         * @param excludeCharacters any of the visible ASCII characters, except the backtick, which never occurs
         * @return this builder
         */
        public Builder excludeCharacters(String excludeCharacters) {
            this.excludeCharacters = checkExcluded(excludeCharacters);
            return this;
        }

        /**
         * Leaves lower-case letters out; false by default.
         *
         * @param excludeLowercase whether to
         * @return this builder
         */
        public Builder excludeLowercase(boolean excludeLowercase) {
            this.excludeLowercase = excludeLowercase;
            return this;
        }

        /**
         * Leaves upper-case letters out; false by default.
         *
         * @param excludeUppercase whether to
         * @return this builder
         */
        public Builder excludeUppercase(boolean excludeUppercase) {
            this.excludeUppercase = excludeUppercase;
            return this;
        }

        /**
         * Leaves digits out; false by default.
         *
         * @param excludeNumbers whether to
         * @return this builder
         */
        public Builder excludeNumbers(boolean excludeNumbers) {
            this.excludeNumbers = excludeNumbers;
            return this;
        }

        /**
         * Leaves punctuation out; false by default.
         *
         * @param excludePunctuation whether to
         * @return this builder
         */
        public Builder excludePunctuation(boolean excludePunctuation) {
            this.excludePunctuation = excludePunctuation;
            return this;
        }

        /**
         * Demands at least one character of each kind that is not left out; false by default.
         *
         * @param requireEachIncludedType whether to
         * @return this builder
         */
        public Builder requireEachIncludedType(boolean requireEachIncludedType) {
            this.requireEachIncludedType = requireEachIncludedType;
            return this;
        }

        /**
         * Builds the request.
         *
         * @return the request
         * @throws IllegalArgumentException if all four kinds are left out
         */
        public GetRandomPasswordRequest build() {
            return new GetRandomPasswordRequest(this);
        }
    }
}
