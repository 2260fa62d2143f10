package io.opensesame.envelope.jackson2;

import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.deser.BeanDeserializerBase;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.deser.SettableBeanProperty;
import io.opensesame.envelope.field.Encrypted;
import java.util.Iterator;

/** Makes the deserializer of each object with marked properties check their records. */
final class RecordCheckingModifier extends BeanDeserializerModifier {
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
