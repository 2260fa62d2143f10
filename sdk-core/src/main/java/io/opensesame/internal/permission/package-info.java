/** Which permissions a call needs, for denials and for what records them. */
@NullMarked
package io.opensesame.internal.permission;

import org.jspecify.annotations.NullMarked;
