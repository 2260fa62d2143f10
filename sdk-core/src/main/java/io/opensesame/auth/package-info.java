/** Who signs the calls: {@link io.opensesame.auth.Credentials} and the sources they come from. */
@NullMarked
package io.opensesame.auth;

import org.jspecify.annotations.NullMarked;
