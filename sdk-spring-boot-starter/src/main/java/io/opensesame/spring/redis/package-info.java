/** Redis connections of Lettuce, with a login that rotates. */
@NullMarked
package io.opensesame.spring.redis;

import org.jspecify.annotations.NullMarked;
