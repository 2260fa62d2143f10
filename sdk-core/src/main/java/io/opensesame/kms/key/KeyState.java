package io.opensesame.kms.key;

import java.util.List;

/**
 * What can be done with a key at present. A state that is younger than this library is a value like any other.
 *
 * @see "KMS API reference: DescribeKey"
 */
public final class KeyState {
    /** It can be used. */
    public static final KeyState ENABLED = new KeyState("Enabled");

    /** It cannot be used until it is enabled. */
    public static final KeyState DISABLED = new KeyState("Disabled");

    /** It will be deleted, and cannot be used unless the deletion is cancelled. */
    public static final KeyState PENDING_DELETION = new KeyState("PendingDeletion");

    /** It has no material: none was imported yet, or it expired or was deleted. */
    public static final KeyState PENDING_IMPORT = new KeyState("PendingImport");

    /** The KMS instance that holds it is in trouble. (The reference names the state in error codes only.) */
    public static final KeyState UNAVAILABLE = new KeyState("Unavailable");

    private static final List<KeyState> KNOWN =
            List.of(ENABLED, DISABLED, PENDING_DELETION, PENDING_IMPORT, UNAVAILABLE);

    private final String name;

    private KeyState(String name) {
        this.name = name;
    }

    /**
     * Returns the state of that name; a known name is recognized in any case.
     *
     * @param name the name, such as {@code Enabled}
     * @return the state
     * @throws IllegalArgumentException if it is empty, or has blanks or control characters
     */
    public static KeyState of(String name) {
        return KNOWN.stream()
                .filter(known -> known.name.equalsIgnoreCase(name))
                .findFirst()
                .orElseGet(() -> new KeyState(Rules.word("a key state", name)));
    }

    /** {@return the name, as KMS spells it} */
    public String name() {
        return name;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof KeyState that && that.name.equals(name);
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
