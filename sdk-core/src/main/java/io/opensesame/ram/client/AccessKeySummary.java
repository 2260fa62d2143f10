package io.opensesame.ram.client;

import java.time.Instant;
import java.util.Optional;

/**
 * An AccessKey, without its secret.
 *
 * @param accessKeyId its id
 * @param status whether it signs anything; a status that is younger than this library is taken for {@code INACTIVE}
 * @param createdAt when it was made, if RAM says so
 */
public record AccessKeySummary(String accessKeyId, AccessKeyStatus status, Optional<Instant> createdAt) {}
