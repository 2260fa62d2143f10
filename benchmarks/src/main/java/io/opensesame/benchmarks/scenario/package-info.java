/** Caches under faults, with real threads. */
@NullMarked
package io.opensesame.benchmarks.scenario;

import org.jspecify.annotations.NullMarked;
