/**
 * Reading what other envelope encryption wrote, to move over. Start at
 * {@link io.opensesame.envelope.migration.EncryptionSdkReader}.
 */
@NullMarked
package io.opensesame.envelope.migration;

import org.jspecify.annotations.NullMarked;
