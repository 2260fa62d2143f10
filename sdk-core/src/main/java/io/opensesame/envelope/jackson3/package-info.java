/**
 * Encrypting single properties in JSON with Jackson 3. Start at
 * {@link io.opensesame.envelope.jackson3.EncryptedFieldsModule}.
 */
@NullMarked
package io.opensesame.envelope.jackson3;

import org.jspecify.annotations.NullMarked;
