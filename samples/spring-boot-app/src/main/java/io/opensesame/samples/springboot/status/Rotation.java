package io.opensesame.samples.springboot.status;

import java.time.Instant;

/**
 * A rotation, as the application saw it.
 *
 * @param at when
 * @param secret which
 * @param fromVersion id of the version before
 * @param toVersion id of the version now
 */
record Rotation(Instant at, String secret, String fromVersion, String toVersion) {}
