/** Holds secret values in memory and refreshes them in the background: what stands behind {@code SecretsClient}. */
@NullMarked
package io.opensesame.internal.cache;

import org.jspecify.annotations.NullMarked;
