package io.opensesame.envelope.field;

import io.opensesame.envelope.EnvelopeCipher;
import io.opensesame.envelope.MessageContext;
import io.opensesame.error.EnvelopeException;
import java.util.Arrays;

/**
 * Encrypts one field of many records without binding a value to its record: a value that is copied to another record is
 * not noticed. See {@link FieldCipher#withoutRecord()}. Immutable and thread-safe.
 */
public final class UnboundFieldCipher {
    private final EnvelopeCipher cipher;
    private final MessageContext context;

    UnboundFieldCipher(EnvelopeCipher cipher, MessageContext context) {
        this.cipher = cipher;
        this.context = context;
    }

    /**
     * Encrypts a text.
     *
     * @param plaintext the text
     * @return the message as text
     * @throws IllegalArgumentException if the text is no valid Unicode
     */
    public String encrypt(String plaintext) {
        byte[] bytes = FieldCipher.utf8(plaintext);
        try {
            return FieldCipher.text(encrypt(bytes));
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    /**
     * Decrypts a text.
     *
     * @param message the message as text
     * @return the text that was encrypted
     * @throws EnvelopeException if the message was changed, or belongs to another field or to one record
     */
    public String decrypt(String message) {
        return FieldCipher.string(decrypt(FieldCipher.bytes(message)));
    }

    /**
     * Encrypts bytes.
     *
     * @param plaintext the bytes; neither kept nor changed
     * @return the message
     */
    public byte[] encrypt(byte[] plaintext) {
        return cipher.encrypt(plaintext, context);
    }

    /**
     * Decrypts bytes.
     *
     * @param message the message
     * @return the bytes that were encrypted
     * @throws EnvelopeException if the message was changed, or belongs to another field or to one record
     */
    public byte[] decrypt(byte[] message) {
        byte[] plaintext = cipher.decrypt(message, context);
        if (cipher.inspect(message).context().pairs().containsKey(FieldCipher.RECORD_ID)) {
            Arrays.fill(plaintext, (byte) 0);
            throw new EnvelopeException(
                    "the value of the field " + context + " is bound to its record; decrypt it with the record's id");
        }
        return plaintext;
    }

    /**
     * Returns a converter of values that travel as text, for a JPA {@code AttributeConverter}.
     *
     * @param form how a value is written and read
     * @param <T> the type of the values
     * @return the converter
     */
    public <T> UnboundFieldConverter<T> converter(FieldForm<T> form) {
        return new UnboundFieldConverter<>(this, form);
    }

    @Override
    public String toString() {
        return "UnboundFieldCipher[" + context + "]";
    }
}
