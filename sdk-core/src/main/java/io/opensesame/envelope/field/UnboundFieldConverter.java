package io.opensesame.envelope.field;

import io.opensesame.error.EnvelopeException;
import org.jspecify.annotations.Nullable;

/**
 * Converts values to encrypted columns and back, bound to the field but to no record; see
 * {@link FieldCipher#withoutRecord()}. Null stays null. Immutable and thread-safe if its {@link FieldForm} is.
 *
 * @param <T> the type of the values
 */
public final class UnboundFieldConverter<T> {
    private final UnboundFieldCipher cipher;
    private final FieldForm<T> form;

    UnboundFieldConverter(UnboundFieldCipher cipher, FieldForm<T> form) {
        this.cipher = cipher;
        this.form = form;
    }

    /**
     * Encrypts a value.
     *
     * @param value the value, or null
     * @return what to store; null for null
     */
    public @Nullable String toColumn(@Nullable T value) {
        return value == null ? null : cipher.encrypt(form.write().apply(value));
    }

    /**
     * Decrypts a column.
     *
     * @param column what was stored, or null
     * @return the value; null for null
     * @throws EnvelopeException if the column was changed, or belongs to another field or to one record
     */
    public @Nullable T toAttribute(@Nullable String column) {
        return column == null ? null : form.read().apply(cipher.decrypt(column));
    }
}
