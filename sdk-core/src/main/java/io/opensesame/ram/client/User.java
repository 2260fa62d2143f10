package io.opensesame.ram.client;

/**
 * A RAM user.
 *
 * @param name its name
 * @param userId its id
 * @param displayName what people call it; may be empty
 */
public record User(String name, String userId, String displayName) {}
