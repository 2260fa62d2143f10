/** OpenSesame, as the benchmarks measure it. */
@NullMarked
package io.opensesame.benchmarks.clients.opensesame;

import org.jspecify.annotations.NullMarked;
