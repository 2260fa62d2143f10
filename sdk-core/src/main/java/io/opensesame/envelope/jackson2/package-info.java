/**
 * Encrypting single properties in JSON with Jackson 2. Start at
 * {@link io.opensesame.envelope.jackson2.EncryptedFieldsModule}.
 */
@NullMarked
package io.opensesame.envelope.jackson2;

import org.jspecify.annotations.NullMarked;
