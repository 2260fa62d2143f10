/** A fleet of clients on a virtual clock: what it asks of KMS in a day. */
@NullMarked
package io.opensesame.benchmarks.fleet;

import org.jspecify.annotations.NullMarked;
