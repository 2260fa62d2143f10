package io.opensesame.ram.client;

import java.time.Duration;

/**
 * A RAM role.
 *
 * @param name its name
 * @param roleId its id
 * @param arn its ARN, in which the name may be in lower case
 * @param trustPolicy who may assume it, as RAM has it
 * @param description what it is for; may be empty
 * @param maxSessionDuration how long a session may last at most
 */
public record Role(
        String name, String roleId, String arn, String trustPolicy, String description, Duration maxSessionDuration) {}
