/** What can go wrong: every exception of OpenSesame, rooted in {@link io.opensesame.error.OpenSesameException}. */
@NullMarked
package io.opensesame.error;

import org.jspecify.annotations.NullMarked;
