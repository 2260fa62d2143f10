package io.opensesame.envelope.jackson3;

import io.opensesame.envelope.field.Encrypted;
import java.util.Iterator;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.BeanDeserializerBuilder;
import tools.jackson.databind.deser.SettableBeanProperty;
import tools.jackson.databind.deser.ValueDeserializerModifier;
import tools.jackson.databind.deser.bean.BeanDeserializerBase;

/**
 * Makes the deserializer of each object with marked properties check their records, and fails where a marked one would
 * be read as it stands.
 */
final class RecordCheckingModifier extends ValueDeserializerModifier {
    /** Without this a mapper that forgets a mark would take in whatever somebody wrote, unverified. */
    @Override
    public BeanDeserializerBuilder updateBuilder(
            DeserializationConfig config, BeanDescription.Supplier bean, BeanDeserializerBuilder builder) {
        for (Iterator<SettableBeanProperty> each = builder.getProperties(); each.hasNext(); ) {
            SettableBeanProperty property = each.next();
            if (property.getAnnotation(Encrypted.class) == null
                    && EncryptingModifier.mark(bean.get(), property) != null) {
                throw new IllegalArgumentException("the field of the property '" + property.getName()
                        + "' is @Encrypted, which this mapper does not see when it reads; mark the setter or the"
                        + " constructor's parameter, or enable MapperFeature.INFER_PROPERTY_MUTATORS");
            }
        }
        return builder;
    }

    @Override
    public ValueDeserializer<?> modifyDeserializer(
            DeserializationConfig config, BeanDescription.Supplier bean, ValueDeserializer<?> deserializer) {
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
