package io.opensesame.kms.key;

import java.util.List;

/**
 * Where the material of a key is from. An origin that is younger than this library is a value like any other.
 *
 * @see "KMS API reference: CreateKey"
 */
public final class KeyOrigin {
    /** KMS made it. */
    public static final KeyOrigin ALIYUN_KMS = new KeyOrigin("Aliyun_KMS");

    /** The customer imports it. */
    public static final KeyOrigin EXTERNAL = new KeyOrigin("EXTERNAL");

    private static final List<KeyOrigin> KNOWN = List.of(ALIYUN_KMS, EXTERNAL);

    private final String name;

    private KeyOrigin(String name) {
        this.name = name;
    }

    /**
     * Returns the origin of that name; a known name is recognized in any case.
     *
     * @param name the name, such as {@code Aliyun_KMS}
     * @return the origin
     * @throws IllegalArgumentException if it is empty, or has blanks or control characters
     */
    public static KeyOrigin of(String name) {
        return KNOWN.stream()
                .filter(known -> known.name.equalsIgnoreCase(name))
                .findFirst()
                .orElseGet(() -> new KeyOrigin(Rules.word("a key origin", name)));
    }

    /** {@return the name, as KMS spells it} */
    public String name() {
        return name;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof KeyOrigin that && that.name.equals(name);
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
