/** The vendor's classic client, as the benchmarks measure it. */
@NullMarked
package io.opensesame.benchmarks.clients.classic;

import org.jspecify.annotations.NullMarked;
