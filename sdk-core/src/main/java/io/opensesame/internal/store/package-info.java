/** Keeps encrypted copies of secret values in a file, for a start while KMS is down. */
@NullMarked
package io.opensesame.internal.store;

import org.jspecify.annotations.NullMarked;
