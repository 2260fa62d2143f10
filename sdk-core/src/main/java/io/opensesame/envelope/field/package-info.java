/**
 * Encrypting single fields of records, such as columns of a table. Start at
 * {@link io.opensesame.envelope.field.FieldCipher}.
 */
@NullMarked
package io.opensesame.envelope.field;

import org.jspecify.annotations.NullMarked;
