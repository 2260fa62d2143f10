/**
 * Calling KMS: every operation, typed, and any other by name; where KMS is, how long a call may take, and who watches
 * the calls. Start at {@link io.opensesame.kms.KmsClient}.
 */
@NullMarked
package io.opensesame.kms;

import org.jspecify.annotations.NullMarked;
