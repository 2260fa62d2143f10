/** Envelope encryption beside other libraries and the bare cipher. Start at {@link EnvelopeReport}. */
@NullMarked
package io.opensesame.benchmarks.envelope;

import org.jspecify.annotations.NullMarked;
