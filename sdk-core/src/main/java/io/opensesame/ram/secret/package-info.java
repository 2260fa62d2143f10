/**
 * Secrets that hold the AccessKey of a RAM user, from their creation to their deletion. Start at
 * {@link ManagedRamSecrets}.
 */
@NullMarked
package io.opensesame.ram.secret;

import org.jspecify.annotations.NullMarked;
