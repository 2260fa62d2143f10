package io.opensesame.ram.client;

/** Whether an AccessKey signs anything. */
public enum AccessKeyStatus {
    /** It does. */
    ACTIVE("Active"),

    /** It does not, until it is enabled again. */
    INACTIVE("Inactive");

    private final String wireName;

    AccessKeyStatus(String wireName) {
        this.wireName = wireName;
    }

    /** {@return how RAM spells it} */
    public String wireName() {
        return wireName;
    }
}
