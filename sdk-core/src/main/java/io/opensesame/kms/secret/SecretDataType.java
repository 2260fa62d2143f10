package io.opensesame.kms.secret;

import java.util.List;

/**
 * Whether a secret value was put as text or as bytes. A type that is younger than this library is a value like any
 * other.
 *
 * @see "KMS API reference: PutSecretValue"
 */
public final class SecretDataType {
    /** Text, which is stored as it is. */
    public static final SecretDataType TEXT = new SecretDataType("text");

    /** Bytes, which travel as text: see {@link SecretData}. */
    public static final SecretDataType BINARY = new SecretDataType("binary");

    private static final List<SecretDataType> KNOWN = List.of(TEXT, BINARY);

    private final String name;

    private SecretDataType(String name) {
        this.name = name;
    }

    /**
     * Returns the data type of that name; a known name is recognized in any case.
     *
     * @param name the name, such as {@code text}
     * @return the data type
     * @throws IllegalArgumentException if it is empty, or has blanks or control characters
     */
    public static SecretDataType of(String name) {
        return KNOWN.stream()
                .filter(known -> known.name.equalsIgnoreCase(name))
                .findFirst()
                .orElseGet(() -> new SecretDataType(Rules.word("a secret data type", name)));
    }

    /** {@return the name, as KMS spells it} */
    public String name() {
        return name;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SecretDataType that && that.name.equals(name);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    @Override
    public String toString() {
        return name;
    }
}
