/** The vendor's caching client, as the benchmarks measure it. */
@NullMarked
package io.opensesame.benchmarks.clients.vendorcaching;

import org.jspecify.annotations.NullMarked;
