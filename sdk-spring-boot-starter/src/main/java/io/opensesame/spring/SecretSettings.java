package io.opensesame.spring;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is different for one secret.
 *
 * @param refreshAfter age at which it is read again, in the place of that of all secrets
 * @param maxStale age up to which it is served while KMS gives no answer, in the place of that of all secrets
 */
public record SecretSettings(
        @Nullable Duration refreshAfter, @Nullable Duration maxStale) {}
