package io.opensesame.policy.evaluation;

import io.opensesame.policy.Policy;
import io.opensesame.policy.PolicyType;
import io.opensesame.policy.Statement;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/** A policy, and what explanations call it. */
record NamedPolicy(String name, Policy policy) {
    NamedPolicy {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(policy, "policy");
    }

    List<PolicyStatement> statements(PolicyType type) {
        List<Statement> statements = policy.statements();
        return IntStream.range(0, statements.size())
                .mapToObj(index -> new PolicyStatement(type, name, index, statements.get(index)))
                .toList();
    }
}
