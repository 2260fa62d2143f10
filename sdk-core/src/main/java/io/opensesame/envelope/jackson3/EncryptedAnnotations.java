package io.opensesame.envelope.jackson3;

import io.opensesame.envelope.field.Encrypted;
import io.opensesame.envelope.field.FieldCipher;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.NopAnnotationIntrospector;

/** Gives fields, setters and constructor parameters that are marked the deserializer that decrypts. */
final class EncryptedAnnotations extends NopAnnotationIntrospector {
    private final transient Function<Encrypted, FieldCipher> ciphers;

    EncryptedAnnotations(Function<Encrypted, FieldCipher> ciphers) {
        this.ciphers = ciphers;
    }

    @Override
    public @Nullable Object findDeserializer(MapperConfig<?> config, Annotated member) {
        Encrypted mark = member.getAnnotation(Encrypted.class);
        return mark == null ? null : new EncryptedDeserializer(ciphers.apply(mark), mark.recordId());
    }
}
