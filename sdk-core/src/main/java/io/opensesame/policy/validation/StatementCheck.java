package io.opensesame.policy.validation;

/** Looks at one statement by itself. Stateless. */
interface StatementCheck {
    void check(StatementPlace place, Subject subject, Findings findings);
}
