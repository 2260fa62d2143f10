package io.opensesame.envelope.field;

import io.opensesame.envelope.EnvelopeCipher;
import io.opensesame.envelope.MessageContext;
import io.opensesame.error.EnvelopeException;
import io.opensesame.kms.crypto.EncryptionContext;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Objects;
import java.util.UUID;

/**
 * Encrypts one field of many records, such as a column of a table, and binds each value to its record: a value that is
 * copied to another record or into another field is refused there.
 *
 * <p>The field's name is in the encryption context, which KMS is told, so all values of a field share data keys. The
 * record's id is a pair of the message alone, which KMS is never told. Both stand in the message in clear, so neither
 * may be a secret.
 *
 * <p>A text is Base64 in the URL's alphabet, without padding; a message takes about 400 bytes more than its plaintext,
 * and its text a third more. Immutable and thread-safe. It works until its {@code EnvelopeCipher} is closed.
 */
public final class FieldCipher {
    /** The name of the pair that has the field's name: {@value}. */
    public static final String FIELD = "field";

    /** The name of the pair that has the record's id: {@value}. */
    public static final String RECORD_ID = "recordId";

    private final EnvelopeCipher cipher;
    private final MessageContext context;

    private FieldCipher(EnvelopeCipher cipher, MessageContext context) {
        this.cipher = Objects.requireNonNull(cipher, "cipher");
        this.context = context;
    }

    /**
     * Returns a cipher of one field.
     *
     * @param cipher what encrypts and decrypts; not closed by this
     * @param field the field's name for good, such as {@code customers.iban}
     * @return the cipher
     * @throws IllegalArgumentException if the name is empty
     */
    public static FieldCipher of(EnvelopeCipher cipher, String field) {
        return of(cipher, field, EncryptionContext.none());
    }

    /**
     * Returns a cipher of one field, with more of an encryption context, such as a tenant.
     *
     * @param cipher what encrypts and decrypts; not closed by this
     * @param field the field's name for good, such as {@code customers.iban}
     * @param shared what all values of the field have in common; it has neither {@link #FIELD} nor {@link #RECORD_ID}
     * @return the cipher
     * @throws IllegalArgumentException if the name is empty, or the context has one of those pairs
     */
    public static FieldCipher of(EnvelopeCipher cipher, String field, EncryptionContext shared) {
        if (field.isEmpty()) {
            throw new IllegalArgumentException("name the field, such as customers.iban; the name is empty");
        }
        if (shared.pairs().containsKey(FIELD) || shared.pairs().containsKey(RECORD_ID)) {
            throw new IllegalArgumentException("the pairs '" + FIELD + "' and '" + RECORD_ID
                    + "' are the field cipher's own; name yours otherwise: " + shared);
        }
        return new FieldCipher(cipher, MessageContext.of(shared.with(FIELD, field)));
    }

    /**
     * Encrypts a text.
     *
     * @param plaintext the text
     * @param recordId the id of the record that it belongs to
     * @return the message as text
     * @throws IllegalArgumentException if the id is empty, or one of the texts is no valid Unicode
     */
    public String encrypt(String plaintext, String recordId) {
        byte[] bytes = utf8(plaintext);
        try {
            return text(encrypt(bytes, recordId));
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    /**
     * Decrypts a text.
     *
     * @param message the message as text
     * @param recordId the id of the record that it was read from
     * @return the text that was encrypted
     * @throws EnvelopeException if the message was changed, or belongs to another record or field
     */
    public String decrypt(String message, String recordId) {
        return string(decrypt(bytes(message), recordId));
    }

    /**
     * Encrypts bytes.
     *
     * @param plaintext the bytes; neither kept nor changed
     * @param recordId the id of the record that they belong to
     * @return the message
     * @throws IllegalArgumentException if the id is empty or no valid Unicode
     */
    public byte[] encrypt(byte[] plaintext, String recordId) {
        return cipher.encrypt(plaintext, bound(recordId));
    }

    /**
     * Decrypts bytes.
     *
     * @param message the message
     * @param recordId the id of the record that it was read from
     * @return the bytes that were encrypted
     * @throws EnvelopeException if the message was changed, or belongs to another record or field
     */
    public byte[] decrypt(byte[] message, String recordId) {
        return cipher.decrypt(message, bound(recordId));
    }

    /**
     * Encrypts bytes into a text.
     *
     * @param plaintext the bytes; neither kept nor changed
     * @param recordId the id of the record that they belong to
     * @return the message as text
     * @throws IllegalArgumentException if the id is empty or no valid Unicode
     */
    public String encryptToText(byte[] plaintext, String recordId) {
        return text(encrypt(plaintext, recordId));
    }

    /**
     * Decrypts a text before it is known which record it was read from. Whoever calls this must hold the id in the
     * message against that record's, by {@link OpenedField#requireRecord}.
     *
     * @param message the message as text
     * @return the plaintext, and the record that it belongs to
     * @throws EnvelopeException if the message was changed, belongs to another field, or to no record
     */
    public OpenedField open(String message) {
        byte[] bytes = bytes(message);
        byte[] plaintext = cipher.decrypt(bytes, context);
        String recordId = cipher.inspect(bytes).context().pairs().get(RECORD_ID); // the same bytes, so verified
        if (recordId == null) {
            throw new EnvelopeException("the message of the field " + context + " belongs to no record;"
                    + " read it with withoutRecord() if it was written so");
        }
        return new OpenedField(plaintext, recordId, context.toString());
    }

    /**
     * Returns a converter of values that travel as text.
     *
     * @param form how a value is written and read
     * @param <T> the type of the values
     * @return the converter
     */
    public <T> FieldConverter<T> converter(FieldForm<T> form) {
        return new FieldConverter<>(this, form);
    }

    /**
     * Returns a cipher for values that are bound to the field, but to no record: one that is copied to another record
     * is not noticed there. It is for places that don't know the record, such as a JPA {@code AttributeConverter}.
     *
     * @return the cipher
     */
    public UnboundFieldCipher withoutRecord() {
        return new UnboundFieldCipher(cipher, context);
    }

    /**
     * Returns the text of a record's id, which is the same wherever the id is written or read.
     *
     * @param id a {@code String}, a whole number, a {@code UUID} or an {@code enum}
     * @return the text
     * @throws IllegalArgumentException if it is of another type, whose text may change
     */
    public static String recordId(Object id) {
        if (id instanceof Enum<?> constant) {
            return constant.name();
        }
        if (id instanceof String
                || id instanceof UUID
                || id instanceof Long
                || id instanceof Integer
                || id instanceof Short
                || id instanceof Byte
                || id instanceof BigInteger) {
            return id.toString();
        }
        throw new IllegalArgumentException("a record's id is a String, a whole number, a UUID or an enum, not a "
                + id.getClass().getName() + "; name a property that has such an id");
    }

    private MessageContext bound(String recordId) {
        if (recordId.isEmpty()) {
            throw new IllegalArgumentException("the record's id is empty; give the record its id before the field "
                    + context + " is encrypted or decrypted");
        }
        return context.withMessagePair(RECORD_ID, recordId);
    }

    static byte[] utf8(String text) {
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw new IllegalArgumentException("a text to encrypt must be valid Unicode; it has an unpaired surrogate");
        }
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Returns the text, and wipes its bytes. */
    static String string(byte[] utf8) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new EnvelopeException("what was encrypted is no text; decrypt it as bytes", e);
        } finally {
            Arrays.fill(utf8, (byte) 0);
        }
    }

    static String text(byte[] message) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(message);
    }

    static byte[] bytes(String message) {
        try {
            return Base64.getUrlDecoder().decode(message);
        } catch (IllegalArgumentException notBase64) {
            throw new EnvelopeException("the text to decrypt is no Base64 in the URL's alphabet; if the value was never"
                    + " encrypted, encrypt it and store that");
        }
    }

    @Override
    public String toString() {
        return "FieldCipher[" + context + "]";
    }
}
