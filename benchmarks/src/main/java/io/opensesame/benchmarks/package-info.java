/** OpenSesame beside its peers. Start at {@link io.opensesame.benchmarks.Benchmarks}. */
@NullMarked
package io.opensesame.benchmarks;

import org.jspecify.annotations.NullMarked;
