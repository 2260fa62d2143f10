/** Encrypting and decrypting data locally under data keys of KMS. Start at {@link EnvelopeCipher}. */
@NullMarked
package io.opensesame.envelope;

import org.jspecify.annotations.NullMarked;
