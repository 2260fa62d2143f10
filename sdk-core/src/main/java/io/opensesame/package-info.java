/** The front door: {@link io.opensesame.OpenSesame} puts the parts together, and closes them. */
@NullMarked
package io.opensesame;

import org.jspecify.annotations.NullMarked;
