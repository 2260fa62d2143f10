package io.opensesame.policy.catalogue;

import io.opensesame.policy.RamPolicy;
import java.time.LocalDate;
import java.util.Objects;

/** A version of a {@link SystemPolicy}. Immutable. */
public final class SystemPolicyVersion {
    private final String id;
    private final LocalDate date;
    private final RamPolicy policy;

    SystemPolicyVersion(String id, LocalDate date, RamPolicy policy) {
        this.id = Objects.requireNonNull(id, "id");
        this.date = Objects.requireNonNull(date, "date");
        this.policy = Objects.requireNonNull(policy, "policy");
    }

    /** {@return its id, such as {@code v2}} */
    public String id() {
        return id;
    }

    /** {@return when it was published} */
    public LocalDate date() {
        return date;
    }

    /** {@return what it says} */
    public RamPolicy policy() {
        return policy;
    }

    /** {@return its id and date} */
    @Override
    public String toString() {
        return id + " of " + date;
    }
}
