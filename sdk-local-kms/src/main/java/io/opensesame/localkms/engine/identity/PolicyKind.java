package io.opensesame.localkms.engine.identity;

/** Who made a policy that can be attached. */
enum PolicyKind {
    /** Alibaba Cloud; it is the same in every account. */
    SYSTEM("System"),
    /** The account. */
    CUSTOM("Custom");

    private final String wireName;

    PolicyKind(String wireName) {
        this.wireName = wireName;
    }

    /** Returns the word for it in parameters and answers. */
    String wireName() {
        return wireName;
    }

    /** Returns the kind of that name, and refuses any other. */
    static PolicyKind of(String wireName) {
        for (PolicyKind kind : values()) {
            if (kind.wireName.equals(wireName)) {
                return kind;
            }
        }
        throw IdentityRefusals.invalid("PolicyType", "PolicyType is System or Custom, not '" + wireName + "'.");
    }
}
