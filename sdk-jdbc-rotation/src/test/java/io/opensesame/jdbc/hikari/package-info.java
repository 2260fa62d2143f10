/** Tests of pools of HikariCP over real databases. */
@NullMarked
package io.opensesame.jdbc.hikari;

import org.jspecify.annotations.NullMarked;
