/** The vendor's current client, as the benchmarks measure it. */
@NullMarked
package io.opensesame.benchmarks.clients.tea;

import org.jspecify.annotations.NullMarked;
