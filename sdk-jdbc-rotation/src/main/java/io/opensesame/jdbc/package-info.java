/** Database logins followed through their rotation. Start at RotatingDataSource. */
@NullMarked
package io.opensesame.jdbc;

import org.jspecify.annotations.NullMarked;
