package io.opensesame.ram.authorization;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The calls to RAM that would mend an authorization.
 *
 * @param steps the calls, in order; unmodifiable
 */
public record AuthorizationPlan(List<AuthorizationStep> steps) {
    /**
     * Creates a plan.
     *
     * @param steps the calls, in order
     */
    public AuthorizationPlan {
        steps = List.copyOf(steps);
    }

    /** {@return whether there is nothing to do} */
    public boolean isEmpty() {
        return steps.isEmpty();
    }

    /**
     * {@return whether a call takes the place of something that differs, which {@link RamAuthorization#apply} has to be
     * told to do}
     */
    public boolean replacesDifferent() {
        return steps.stream().anyMatch(AuthorizationStep::replacesDifferent);
    }

    /** {@return the calls, numbered, one on each line} */
    @Override
    public String toString() {
        if (isEmpty()) {
            return "nothing to do";
        }
        return IntStream.range(0, steps.size())
                .mapToObj(index -> (index + 1) + ". " + steps.get(index))
                .collect(Collectors.joining("\n"));
    }
}
