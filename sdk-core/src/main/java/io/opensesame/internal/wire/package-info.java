/** How the calls of RPC-style services are written, and their answers read. */
@NullMarked
package io.opensesame.internal.wire;

import org.jspecify.annotations.NullMarked;
