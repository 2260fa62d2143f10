package io.opensesame.envelope.field;

import io.opensesame.error.EnvelopeException;
import org.jspecify.annotations.Nullable;

/**
 * Converts values to encrypted columns and back, each bound to its record. Null stays null. Immutable and thread-safe
 * if its {@link FieldForm} is.
 *
 * @param <T> the type of the values
 */
public final class FieldConverter<T> {
    private final FieldCipher cipher;
    private final FieldForm<T> form;

    FieldConverter(FieldCipher cipher, FieldForm<T> form) {
        this.cipher = cipher;
        this.form = form;
    }

    /**
     * Encrypts a value.
     *
     * @param value the value, or null
     * @param recordId the id of the record that it belongs to
     * @return what to store; null for null
     */
    public @Nullable String toColumn(@Nullable T value, String recordId) {
        return value == null ? null : cipher.encrypt(form.write().apply(value), recordId);
    }

    /**
     * Decrypts a column.
     *
     * @param column what was stored, or null
     * @param recordId the id of the record that it was read from
     * @return the value; null for null
     * @throws EnvelopeException if the column was changed, or belongs to another record or field
     */
    public @Nullable T toAttribute(@Nullable String column, String recordId) {
        return column == null ? null : form.read().apply(cipher.decrypt(column, recordId));
    }
}
