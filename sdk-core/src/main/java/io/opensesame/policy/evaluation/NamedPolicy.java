package io.opensesame.policy.evaluation;

import io.opensesame.policy.Policy;
import java.util.Objects;

/** A policy, and what explanations call it. */
record NamedPolicy(String name, Policy policy) {
    NamedPolicy {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(policy, "policy");
    }
}
