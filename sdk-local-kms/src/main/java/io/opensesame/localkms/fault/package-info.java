/** Faults that LocalKms injects on demand: what may go wrong, and for which requests. */
@NullMarked
package io.opensesame.localkms.fault;

import org.jspecify.annotations.NullMarked;
