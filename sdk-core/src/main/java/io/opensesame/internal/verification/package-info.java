/** Verifies signatures of KMS's asymmetric keys in this process, by their public keys. */
@NullMarked
package io.opensesame.internal.verification;

import org.jspecify.annotations.NullMarked;
