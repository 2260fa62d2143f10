/** Keeps the values of secrets out of texts: what they are, and reports of failed starts without them. */
@NullMarked
package io.opensesame.spring.masking;

import org.jspecify.annotations.NullMarked;
