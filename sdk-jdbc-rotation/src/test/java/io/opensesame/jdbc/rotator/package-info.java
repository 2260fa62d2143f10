/** Tests of the rotation of database logins, against real databases. */
@NullMarked
package io.opensesame.jdbc.rotator;

import org.jspecify.annotations.NullMarked;
