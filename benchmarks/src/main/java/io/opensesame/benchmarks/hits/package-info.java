/** Cache hits, measured by JMH. */
@NullMarked
package io.opensesame.benchmarks.hits;

import org.jspecify.annotations.NullMarked;
