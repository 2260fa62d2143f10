/** What the page at / shows, and the button that rotates. */
@NullMarked
package io.opensesame.samples.springboot.status;

import org.jspecify.annotations.NullMarked;
