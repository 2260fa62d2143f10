package io.opensesame.policy;

/** What a statement does to the requests that it matches. */
public enum Effect {
    /** Permits them, unless another statement denies them. */
    ALLOW("Allow"),
    /** Forbids them, whatever any other statement says. */
    DENY("Deny");

    private final String wireName;

    Effect(String wireName) {
        this.wireName = wireName;
    }

    /** {@return the spelling in a policy document} */
    public String wireName() {
        return wireName;
    }
}
