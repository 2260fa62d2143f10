package io.opensesame.ram.authorization;

/** What has to be there so that KMS can rotate the AccessKeys of RAM users. */
public enum AuthorizationPart {
    /** The role that KMS acts through. */
    ROLE,
    /** The trust policy of the role, which lets KMS assume it. */
    TRUST,
    /** The policy that allows what rotation does. */
    POLICY,
    /** That this policy, and none that denies the same, is attached to the role. */
    ATTACHMENT
}
