/** Threads of a client that can be let end, and started again. */
@NullMarked
package io.opensesame.internal.thread;

import org.jspecify.annotations.NullMarked;
