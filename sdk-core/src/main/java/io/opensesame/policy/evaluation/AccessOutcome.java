package io.opensesame.policy.evaluation;

/** What policies make of a request. */
public enum AccessOutcome {
    /** A statement allows it, or the owner asks, and nothing denies it. */
    ALLOW,
    /** A statement denies it. */
    EXPLICIT_DENY,
    /** No statement allows it. */
    IMPLICIT_DENY
}
