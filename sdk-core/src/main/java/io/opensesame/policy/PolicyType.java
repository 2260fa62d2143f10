package io.opensesame.policy;

/**
 * What a policy is attached to, and so what it may hold and how it counts.
 *
 * @see "RAM documentation: policy evaluation; KMS documentation: secret policies, key policies"
 */
public enum PolicyType {
    /** Attached to a RAM user, a user group or a RAM role: what that identity may do. */
    IDENTITY_POLICY("identity policy"),
    /** Given to AssumeRole: the upper limit of one session. */
    SESSION_POLICY("session policy"),
    /** Attached to a folder or a member of a resource directory: the upper limit of its accounts. */
    CONTROL_POLICY("control policy"),
    /** Attached to a secret of a KMS instance: who may manage or read it. */
    SECRET_POLICY("secret policy"),
    /** Attached to a key of a KMS instance: who may manage or use it. */
    KEY_POLICY("key policy"),
    /** Attached to a RAM role: who may assume it. */
    TRUST_POLICY("trust policy");

    private final String words;

    PolicyType(String words) {
        this.words = words;
    }

    /** {@return the type in words, such as {@code secret policy}} */
    public String words() {
        return words;
    }
}
