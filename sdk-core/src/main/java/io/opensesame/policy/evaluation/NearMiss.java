package io.opensesame.policy.evaluation;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** A statement that allows, but not the request, and why not. Immutable. */
public final class NearMiss {
    private final PolicyStatement statement;
    private final List<Mismatch> mismatches;

    NearMiss(PolicyStatement statement, List<Mismatch> mismatches) {
        this.statement = Objects.requireNonNull(statement, "statement");
        this.mismatches = List.copyOf(mismatches);
    }

    /** {@return the statement, and where it stands} */
    public PolicyStatement statement() {
        return statement;
    }

    /** {@return why it does not allow the request; each has to go; unmodifiable, never empty} */
    public List<Mismatch> mismatches() {
        return mismatches;
    }

    int distance() {
        return mismatches.stream().mapToInt(Mismatch::distance).sum();
    }

    /** {@return where the statement stands, and why it does not allow the request} */
    @Override
    public String toString() {
        return statement + ": " + mismatches.stream().map(Mismatch::toString).collect(Collectors.joining(", and "));
    }
}
