package io.opensesame.envelope.jackson3;

import io.opensesame.envelope.field.Encrypted;
import java.util.Iterator;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.SettableBeanProperty;
import tools.jackson.databind.deser.ValueDeserializerModifier;
import tools.jackson.databind.deser.bean.BeanDeserializerBase;

/** Makes the deserializer of each object with marked properties check their records. */
final class RecordCheckingModifier extends ValueDeserializerModifier {
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
