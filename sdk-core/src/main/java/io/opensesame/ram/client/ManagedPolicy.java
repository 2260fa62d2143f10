package io.opensesame.ram.client;

/**
 * A policy of an account, or of RAM itself.
 *
 * @param name its name
 * @param type who made it
 * @param description what it is for; may be empty
 * @param defaultVersion the version that counts
 */
public record ManagedPolicy(String name, ManagedPolicyType type, String description, PolicyVersion defaultVersion) {}
