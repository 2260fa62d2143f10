/** Envelope encryption's dealings with KMS: data keys, their caches, and what a reader of messages expects of them. */
@NullMarked
package io.opensesame.internal.envelope;

import org.jspecify.annotations.NullMarked;
