package io.opensesame.envelope.field;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a property that is encrypted in JSON, and bound to the record that it belongs to.
 *
 * <pre>{@code
 * record Customer(String id, @Encrypted(field = "customers.iban") String iban) {}
 * }</pre>
 *
 * <p>The {@code EncryptedFieldsModule} of {@code io.opensesame.envelope.jackson2} or {@code jackson3} acts on it;
 * without that module the annotation does nothing. The property's JSON is a text, as {@link FieldCipher} writes it: of
 * a {@code String}, its characters are encrypted, of a {@code byte[]}, its bytes, and of any other type, its JSON. A
 * property that is null stays null.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER})
public @interface Encrypted {
    /**
     * {@return the name of the field for good, such as {@code customers.iban}: what is encrypted under one name is
     * decrypted under no other}
     */
    String field();

    /**
     * {@return the property of the same object that has the record's id: a {@code String}, a whole number, a
     * {@code UUID} or an {@code enum}; it must be set when the object is written}
     */
    String recordId() default "id";
}
