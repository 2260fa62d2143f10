/** The Secrets Manager operations, their requests and their answers. Start at {@link SecretOperations}. */
@NullMarked
package io.opensesame.kms.secret;

import org.jspecify.annotations.NullMarked;
