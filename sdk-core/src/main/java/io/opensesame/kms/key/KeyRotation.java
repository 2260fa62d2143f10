package io.opensesame.kms.key;

import java.util.List;

/**
 * Whether KMS makes new versions of a key by itself. A state that is younger than this library is a value like any
 * other.
 *
 * @see "KMS API reference: DescribeKey"
 */
public final class KeyRotation {
    /** It makes one at each interval. */
    public static final KeyRotation ENABLED = new KeyRotation("Enabled");

    /** It makes none. */
    public static final KeyRotation DISABLED = new KeyRotation("Disabled");

    /** It makes none while the key is not enabled, and goes on once it is. */
    public static final KeyRotation SUSPENDED = new KeyRotation("Suspended");

    private static final List<KeyRotation> KNOWN = List.of(ENABLED, DISABLED, SUSPENDED);

    private final String name;

    private KeyRotation(String name) {
        this.name = name;
    }

    /**
     * Returns the state of that name; a known name is recognized in any case.
     *
     * @param name the name, such as {@code Enabled}
     * @return the state
     * @throws IllegalArgumentException if it is empty, or has blanks or control characters
     */
    public static KeyRotation of(String name) {
        return KNOWN.stream()
                .filter(known -> known.name.equalsIgnoreCase(name))
                .findFirst()
                .orElseGet(() -> new KeyRotation(Rules.word("a state of automatic rotation", name)));
    }

    /** {@return the name, as KMS spells it} */
    public String name() {
        return name;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof KeyRotation that && that.name.equals(name);
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
