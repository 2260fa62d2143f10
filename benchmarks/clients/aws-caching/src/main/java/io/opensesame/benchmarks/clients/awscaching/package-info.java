/** The caching client of another cloud, as the benchmarks measure it. */
@NullMarked
package io.opensesame.benchmarks.clients.awscaching;

import org.jspecify.annotations.NullMarked;
