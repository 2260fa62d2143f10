/** Tests of rotations under load. */
@NullMarked
package io.opensesame.jdbc.load;

import org.jspecify.annotations.NullMarked;
