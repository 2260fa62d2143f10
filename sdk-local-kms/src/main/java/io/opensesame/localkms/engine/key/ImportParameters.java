package io.opensesame.localkms.engine.key;

import io.opensesame.localkms.engine.crypto.KeyAlgorithm;
import java.time.Instant;

/**
 * What an import token stands for.
 *
 * @param wrappingKey the key under whose public part the material travels
 * @param algorithm how it is encrypted
 * @param expiry when the token ceases to be good
 */
record ImportParameters(LazyKeyPair wrappingKey, KeyAlgorithm algorithm, Instant expiry) {}
