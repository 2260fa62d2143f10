/** Tags on secrets, keys and certificates. Start at {@link TagOperations}. */
@NullMarked
package io.opensesame.kms.tag;

import org.jspecify.annotations.NullMarked;
