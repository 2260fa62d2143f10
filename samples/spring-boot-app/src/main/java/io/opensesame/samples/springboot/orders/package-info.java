/** The application itself: what it does with its secrets. */
@NullMarked
package io.opensesame.samples.springboot.orders;

import org.jspecify.annotations.NullMarked;
