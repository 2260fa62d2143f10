package io.opensesame.ram.client;

/**
 * A policy that is attached to something.
 *
 * @param name the policy's name
 * @param type who made it
 * @param defaultVersionId its version that counts, such as {@code v1}; empty if RAM does not say
 */
public record AttachedPolicy(String name, ManagedPolicyType type, String defaultVersionId) {}
