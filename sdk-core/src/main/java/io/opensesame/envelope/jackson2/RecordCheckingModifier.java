package io.opensesame.envelope.jackson2;

import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.deser.BeanDeserializerBase;
import com.fasterxml.jackson.databind.deser.BeanDeserializerBuilder;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.deser.SettableBeanProperty;
import io.opensesame.envelope.field.Encrypted;
import java.util.Iterator;

/**
 * Makes the deserializer of each object with marked properties check their records, and fails where a marked one would
 * be read as it stands.
 */
final class RecordCheckingModifier extends BeanDeserializerModifier {
    /** Without this a mapper that forgets a mark would take in whatever somebody wrote, unverified. */
    @Override
    public BeanDeserializerBuilder updateBuilder(
            DeserializationConfig config, BeanDescription bean, BeanDeserializerBuilder builder) {
        for (Iterator<SettableBeanProperty> each = builder.getProperties(); each.hasNext(); ) {
            SettableBeanProperty property = each.next();
            if (property.getAnnotation(Encrypted.class) == null && EncryptingModifier.mark(bean, property) != null) {
                throw new IllegalArgumentException("the field of the property '" + property.getName()
                        + "' is @Encrypted, which this mapper does not see when it reads; mark the setter or the"
                        + " constructor's parameter, or enable MapperFeature.INFER_PROPERTY_MUTATORS");
            }
        }
        return builder;
    }

    @Override
    public JsonDeserializer<?> modifyDeserializer(
            DeserializationConfig config, BeanDescription bean, JsonDeserializer<?> deserializer) {
        boolean marked = deserializer instanceof BeanDeserializerBase beans
                && (hasMarked(beans.properties()) || hasMarked(beans.creatorProperties()));
        return marked ? new RecordCheckingDeserializer(deserializer) : deserializer;
    }

    private static boolean hasMarked(Iterator<SettableBeanProperty> properties) {
        while (properties.hasNext()) {
            if (properties.next().getAnnotation(Encrypted.class) != null) {
                return true;
            }
        }
        return false;
    }
}
