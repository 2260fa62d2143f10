/** Beans that follow the rotation of the secrets they are bound to. */
@NullMarked
package io.opensesame.spring.live;

import org.jspecify.annotations.NullMarked;
