/** What stands behind {@code io.opensesame.ram}. */
@NullMarked
package io.opensesame.internal.ram;

import org.jspecify.annotations.NullMarked;
