package io.opensesame.ram.authorization;

import java.util.Optional;

/**
 * A permission that rotation needs and the role does not have.
 *
 * @param action the action, such as {@code ram:CreateAccessKey}
 * @param userName the RAM user that it lacks it for; empty for users in general, those whom no statement names
 * @param explanation why it does not have it, on one line
 */
public record LackingPermission(String action, Optional<String> userName, String explanation) {
    /** {@return the action and for whom, such as {@code ram:CreateAccessKey for the RAM user 'app'}} */
    @Override
    public String toString() {
        return action + " for "
                + userName.map(name -> "the RAM user '" + name + "'").orElse("RAM users in general");
    }
}
