package io.opensesame.localkms.engine.permission;

import java.util.List;

/**
 * One permission that a call needs.
 *
 * @param action the action, such as {@code kms:GetSecretValue}
 * @param anyOf what it is needed on: on one of these, of which there is more than one only where the service's own
 *     documents differ
 */
public record RequiredPermission(String action, List<GuardedResource> anyOf) {}
