/** Turns typed KMS requests into RPC calls, and the JSON of their answers into typed responses. */
@NullMarked
package io.opensesame.internal.kms;

import org.jspecify.annotations.NullMarked;
