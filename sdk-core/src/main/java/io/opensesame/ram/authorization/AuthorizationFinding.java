package io.opensesame.ram.authorization;

/**
 * How one part of the authorization was found.
 *
 * @param part which part
 * @param state how it was found
 * @param explanation what it is about, by name, and unless it is present what is wrong with it and what that breaks;
 *     one line
 */
public record AuthorizationFinding(AuthorizationPart part, PartState state, String explanation) {
    /** {@return part, state and explanation on one line} */
    @Override
    public String toString() {
        return part + " " + state + ": " + explanation;
    }
}
