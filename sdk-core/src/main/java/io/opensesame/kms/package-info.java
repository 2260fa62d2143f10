/** Every KMS operation, typed, and any other by name. Start at {@link KmsClient}. */
@NullMarked
package io.opensesame.kms;

import org.jspecify.annotations.NullMarked;
