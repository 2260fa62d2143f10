/**
 * Encrypting, decrypting, signing and verifying with customer master keys. Start at {@link CryptographicOperations}.
 */
@NullMarked
package io.opensesame.kms.crypto;

import org.jspecify.annotations.NullMarked;
