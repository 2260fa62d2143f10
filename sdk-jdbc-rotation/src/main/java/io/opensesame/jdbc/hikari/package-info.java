/** Retires the connections of an old login from pools of HikariCP. Start at RotatingHikariPool. */
@NullMarked
package io.opensesame.jdbc.hikari;

import org.jspecify.annotations.NullMarked;
