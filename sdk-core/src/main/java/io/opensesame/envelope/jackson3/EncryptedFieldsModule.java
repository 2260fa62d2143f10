package io.opensesame.envelope.jackson3;

import io.opensesame.envelope.EnvelopeCipher;
import io.opensesame.envelope.field.Encrypted;
import io.opensesame.envelope.field.FieldCipher;
import io.opensesame.kms.crypto.EncryptionContext;
import java.util.Objects;
import java.util.function.Function;
import tools.jackson.core.Version;
import tools.jackson.databind.JacksonModule;

/**
 * Makes Jackson 3 encrypt properties that are marked with {@link Encrypted}, and decrypt them again.
 *
 * <pre>{@code
 * JsonMapper mapper = JsonMapper.builder().addModule(new EncryptedFieldsModule(cipher)).build();
 * }</pre>
 *
 * <p>A value is bound to the id of the object that it is in. Writing an object without an id fails; reading one whose
 * id is not that of each of its values fails too, once the object is built, in whatever order its properties came. What
 * fails is told by a {@code DatabindException}, whose cause is an {@link io.opensesame.error.EnvelopeException} if a
 * value was refused. No exception of this module quotes a plaintext.
 *
 * <p>Reading needs an object that its own properties, its constructor or its builder are filled from: with a
 * deserializer of the application's own for the whole object, reading a marked property fails. A serializer of the
 * application's own for the whole object does what it does: the annotation has no effect there. A marked property has
 * no serializer of its own, and is not unwrapped.
 *
 * <p>Thread-safe. It works until its {@code EnvelopeCipher} is closed.
 */
@SuppressWarnings("exports") // who registers a module requires Jackson
public final class EncryptedFieldsModule extends JacksonModule {
    private final Function<Encrypted, FieldCipher> ciphers;

    /**
     * Creates the module.
     *
     * @param cipher what encrypts and decrypts; not closed by this
     */
    public EncryptedFieldsModule(EnvelopeCipher cipher) {
        this(cipher, EncryptionContext.none());
    }

    /**
     * Creates the module with more of an encryption context, such as a tenant.
     *
     * @param cipher what encrypts and decrypts; not closed by this
     * @param shared what all values have in common
     */
    public EncryptedFieldsModule(EnvelopeCipher cipher, EncryptionContext shared) {
        Objects.requireNonNull(cipher, "cipher");
        Objects.requireNonNull(shared, "shared");
        this.ciphers = property -> FieldCipher.of(cipher, property.field(), shared);
    }

    @Override
    public String getModuleName() {
        return getClass().getName();
    }

    @Override
    public Version version() {
        return Version.unknownVersion();
    }

    @Override
    public void setupModule(SetupContext context) {
        context.addSerializerModifier(new EncryptingModifier(ciphers));
        context.insertAnnotationIntrospector(new EncryptedAnnotations(ciphers));
        context.addDeserializerModifier(new RecordCheckingModifier());
    }
}
