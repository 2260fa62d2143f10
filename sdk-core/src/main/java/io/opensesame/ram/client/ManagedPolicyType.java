package io.opensesame.ram.client;

/** Who made a policy that can be attached. */
public enum ManagedPolicyType {
    /** RAM itself; it is the same in every account. A type that is younger than this library is taken for this one. */
    SYSTEM("System"),

    /** The account. */
    CUSTOM("Custom");

    private final String wireName;

    ManagedPolicyType(String wireName) {
        this.wireName = wireName;
    }

    /** {@return how RAM spells it} */
    public String wireName() {
        return wireName;
    }
}
