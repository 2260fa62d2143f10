package io.opensesame.policy.evaluation;

import io.opensesame.policy.Policy;
import io.opensesame.policy.PolicyType;

/** A policy, what it counts as, and what explanations call it. */
record NamedPolicy(PolicyType type, String name, Policy policy) {
    PolicyStatement statement(int index) {
        return new PolicyStatement(type, name, index, policy.statements().get(index));
    }
}
