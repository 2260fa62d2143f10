/** A KMS that does nothing but answer, as fast as it can or as slowly as it is told. */
@NullMarked
package io.opensesame.benchmarks.stub;

import org.jspecify.annotations.NullMarked;
