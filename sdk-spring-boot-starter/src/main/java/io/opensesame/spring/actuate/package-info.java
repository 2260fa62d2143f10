/** Health, endpoint, metrics and info; and what keeps secrets out of every endpoint. */
@NullMarked
package io.opensesame.spring.actuate;

import org.jspecify.annotations.NullMarked;
