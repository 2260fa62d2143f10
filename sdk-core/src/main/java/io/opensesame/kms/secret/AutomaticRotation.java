package io.opensesame.kms.secret;

import java.util.List;

/**
 * Whether KMS rotates a managed secret by itself. A state that is younger than this library is a value like any other.
 *
 * @see "KMS API reference: DescribeSecret"
 */
public final class AutomaticRotation {
    /** KMS rotates the secret at its interval. */
    public static final AutomaticRotation ENABLED = new AutomaticRotation("Enabled");

    /** KMS rotates the secret only when told to. */
    public static final AutomaticRotation DISABLED = new AutomaticRotation("Disabled");

    /** Rotation is broken and needs a human. */
    public static final AutomaticRotation INVALID = new AutomaticRotation("Invalid");

    private static final List<AutomaticRotation> KNOWN = List.of(ENABLED, DISABLED, INVALID);

    private final String name;

    private AutomaticRotation(String name) {
        this.name = name;
    }

    /**
     * Returns the state of that name; a known name is recognized in any case.
     *
     * @param name the name, such as {@code Enabled}
     * @return the state
     * @throws IllegalArgumentException if it is empty, or has blanks or control characters
     */
    public static AutomaticRotation of(String name) {
        return KNOWN.stream()
                .filter(known -> known.name.equalsIgnoreCase(name))
                .findFirst()
                .orElseGet(() -> new AutomaticRotation(Rules.word("a state of automatic rotation", name)));
    }

    /** {@return the name, as KMS spells it} */
    public String name() {
        return name;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AutomaticRotation that && that.name.equals(name);
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
