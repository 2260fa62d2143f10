package io.opensesame.kms.key;

/**
 * What a list of keys can be filtered by. Values that a region does not know are ignored.
 *
 * @see "KMS API reference: ListKeys, parameter Filters"
 */
public enum KeyFilter {
    /** The state; see {@link KeyState}. */
    KEY_STATE("KeyState"),
    /** The spec; see {@link KeySpec}. */
    KEY_SPEC("KeySpec"),
    /** The usage; see {@link KeyUsage}. */
    KEY_USAGE("KeyUsage"),
    /** Where it is kept; see {@link ProtectionLevel}. */
    PROTECTION_LEVEL("ProtectionLevel"),
    /** Who created it: {@code User}, or {@code Service} for the keys of other cloud services. */
    CREATOR_TYPE("CreatorType");

    private final String wireName;

    KeyFilter(String wireName) {
        this.wireName = wireName;
    }

    /** {@return the name that KMS has for it} */
    public String wireName() {
        return wireName;
    }
}
