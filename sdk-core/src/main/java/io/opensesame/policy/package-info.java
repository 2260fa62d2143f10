/** Access policies of RAM and KMS as immutable values: written, read, and matched. Start at {@link Policy}. */
@NullMarked
package io.opensesame.policy;

import org.jspecify.annotations.NullMarked;
