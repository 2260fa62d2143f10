/** What changes if one policy takes the place of another. Start at {@link PolicyDifference}. */
@NullMarked
package io.opensesame.policy.difference;

import org.jspecify.annotations.NullMarked;
