/** Aliases of customer master keys. Start at {@link AliasOperations}. */
@NullMarked
package io.opensesame.kms.alias;

import org.jspecify.annotations.NullMarked;
