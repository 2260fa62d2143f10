package io.opensesame.envelope.jackson2;

import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.SerializationConfig;
import com.fasterxml.jackson.databind.introspect.AnnotatedField;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import com.fasterxml.jackson.databind.ser.BeanPropertyWriter;
import com.fasterxml.jackson.databind.ser.BeanSerializerModifier;
import io.opensesame.envelope.field.Encrypted;
import io.opensesame.envelope.field.FieldCipher;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Replaces the writer of each property that is marked, and fails where a marked one would be written in clear. */
final class EncryptingModifier extends BeanSerializerModifier {
    private final transient Function<Encrypted, FieldCipher> ciphers;

    EncryptingModifier(Function<Encrypted, FieldCipher> ciphers) {
        this.ciphers = ciphers;
    }

    @Override
    public List<BeanPropertyWriter> changeProperties(
            SerializationConfig config, BeanDescription bean, List<BeanPropertyWriter> writers) {
        AnnotatedMember anyGetter = bean.findAnyGetter();
        if (anyGetter != null && anyGetter.hasAnnotation(Encrypted.class)) {
            throw new IllegalArgumentException(
                    anyGetter.getFullName() + " gives many properties; @Encrypted marks one, such as a Map");
        }
        List<BeanPropertyWriter> changed = new ArrayList<>(writers.size());
        for (BeanPropertyWriter writer : writers) {
            Encrypted mark = mark(bean, writer);
            changed.add(mark == null ? writer : encrypting(config, bean, writer, mark));
        }
        return changed;
    }

    private BeanPropertyWriter encrypting(
            SerializationConfig config, BeanDescription bean, BeanPropertyWriter writer, Encrypted mark) {
        if (writer.isUnwrapping() || writer.hasSerializer()) {
            throw new IllegalArgumentException("the property '" + writer.getName() + "' of "
                    + bean.getBeanClass().getName()
                    + " is @Encrypted, so it can't be unwrapped nor have a serializer of its own");
        }
        return new EncryptedPropertyWriter(
                writer, ciphers.apply(mark), RecordIdProperty.of(config, bean, mark.recordId()));
    }

    /** Looks at the field too: a mapper that doesn't infer mutators forgets what a private field is marked with. */
    static @Nullable Encrypted mark(BeanDescription bean, BeanProperty marked) {
        Encrypted mark = marked.getAnnotation(Encrypted.class);
        if (mark != null) {
            return mark;
        }
        for (BeanPropertyDefinition property : bean.findProperties()) {
            if (property.getName().equals(marked.getName())) {
                return markOfField(bean, property.getInternalName());
            }
        }
        return null;
    }

    private static @Nullable Encrypted markOfField(BeanDescription bean, String name) {
        for (AnnotatedField field : bean.getClassInfo().fields()) {
            if (field.getName().equals(name)) {
                return field.getAnnotation(Encrypted.class);
            }
        }
        return null;
    }
}
