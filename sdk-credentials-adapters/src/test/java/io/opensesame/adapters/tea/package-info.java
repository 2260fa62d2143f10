/** Tests with clients on the Tea runtime. */
@NullMarked
package io.opensesame.adapters.tea;

import org.jspecify.annotations.NullMarked;
