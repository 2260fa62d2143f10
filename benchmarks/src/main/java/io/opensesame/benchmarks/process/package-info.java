/** Fetches and start-up, each client in a JVM of its own with its own class path. */
@NullMarked
package io.opensesame.benchmarks.process;

import org.jspecify.annotations.NullMarked;
