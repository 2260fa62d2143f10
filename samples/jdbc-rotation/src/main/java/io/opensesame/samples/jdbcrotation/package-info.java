/** Eight threads query a PostgreSQL while its login rotates every few seconds. */
@NullMarked
package io.opensesame.samples.jdbcrotation;

import org.jspecify.annotations.NullMarked;
