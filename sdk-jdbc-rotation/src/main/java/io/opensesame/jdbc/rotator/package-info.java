/** Rotating the logins of databases that KMS does not rotate itself. */
@NullMarked
package io.opensesame.jdbc.rotator;

import org.jspecify.annotations.NullMarked;
