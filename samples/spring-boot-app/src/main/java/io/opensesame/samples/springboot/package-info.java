/** A small web application whose secrets rotate while it serves. */
@NullMarked
package io.opensesame.samples.springboot;

import org.jspecify.annotations.NullMarked;
