package io.opensesame.kms.key;

import java.util.List;

/**
 * Where a key is kept. A level that is younger than this library is a value like any other.
 *
 * @see "KMS API reference: CreateKey"
 */
public final class ProtectionLevel {
    /** In software. */
    public static final ProtectionLevel SOFTWARE = new ProtectionLevel("SOFTWARE");

    /** In a hardware security module. */
    public static final ProtectionLevel HSM = new ProtectionLevel("HSM");

    private static final List<ProtectionLevel> KNOWN = List.of(SOFTWARE, HSM);

    private final String name;

    private ProtectionLevel(String name) {
        this.name = name;
    }

    /**
     * Returns the level of that name; a known name is recognized in any case.
     *
     * @param name the name, such as {@code SOFTWARE}
     * @return the level
     * @throws IllegalArgumentException if it is empty, or has blanks or control characters
     */
    public static ProtectionLevel of(String name) {
        return KNOWN.stream()
                .filter(known -> known.name.equalsIgnoreCase(name))
                .findFirst()
                .orElseGet(() -> new ProtectionLevel(Rules.word("a protection level", name)));
    }

    /** {@return the name, as KMS spells it} */
    public String name() {
        return name;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ProtectionLevel that && that.name.equals(name);
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
