package io.opensesame.policy.evaluation;

import io.opensesame.policy.Condition;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One reason why a statement that allows is not about a request. Immutable. */
public final class Mismatch {
    /** The part of a statement that is not about the request. */
    public enum Part {
        /** {@code Action} or {@code NotAction}; also an action that this type of policy has no say about. */
        ACTION,
        /** {@code Resource}. */
        RESOURCE,
        /** {@code Principal}. */
        PRINCIPAL,
        /** {@code Condition}. */
        CONDITION
    }

    private final Part part;
    private final int distance;
    private final Supplier<String> reason;
    private final @Nullable Condition condition;
    private final List<String> presentValues;

    private Mismatch(
            Part part,
            int distance,
            Supplier<String> reason,
            @Nullable Condition condition,
            List<String> presentValues) {
        this.part = Objects.requireNonNull(part, "part");
        this.distance = distance;
        this.reason = Objects.requireNonNull(reason, "reason");
        this.condition = condition;
        this.presentValues = List.copyOf(presentValues);
    }

    /**
     * Another part than a condition; the greater the distance, the less the statement has to do with the request. Words
     * are made for the few that are shown.
     */
    static Mismatch of(Part part, int distance, Supplier<String> reason) {
        return new Mismatch(part, distance, reason, null, List.of());
    }

    static Mismatch of(Condition condition, List<String> presentValues, Supplier<String> reason) {
        return new Mismatch(Part.CONDITION, 1, reason, condition, presentValues);
    }

    /** {@return which part of the statement is not about the request} */
    public Part part() {
        return part;
    }

    /** {@return the condition that is not met: operator, key and the values it wants; empty for another part} */
    public Optional<Condition> condition() {
        return Optional.ofNullable(condition);
    }

    /**
     * {@return what the request has for the condition's key; empty if it lacks the key, and for another part;
     * unmodifiable}
     */
    public List<String> presentValues() {
        return presentValues;
    }

    int distance() {
        return distance;
    }

    /** {@return the reason in words, such as {@code the request has no acs:SourceIp, which IpAddress needs}} */
    @Override
    public String toString() {
        return reason.get();
    }
}
