package io.opensesame.envelope.jackson3;

import io.opensesame.envelope.field.FieldCipher;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.PropertyName;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.ser.BeanPropertyWriter;
import tools.jackson.databind.util.NameTransformer;

/**
 * Writes a property as an encrypted text. A property that is null, or that is left out by its inclusion rules, is
 * written as any other; this is decided on the one value that was read, so that a bean which changes meanwhile is never
 * written in clear.
 */
final class EncryptedPropertyWriter extends BeanPropertyWriter {
    private static final JsonFactory JSON = new JsonFactory();

    private final transient FieldCipher cipher;
    private final transient RecordIdProperty recordId;

    EncryptedPropertyWriter(BeanPropertyWriter property, FieldCipher cipher, RecordIdProperty recordId) {
        super(property);
        this.cipher = cipher;
        this.recordId = recordId;
    }

    private EncryptedPropertyWriter(EncryptedPropertyWriter property, PropertyName name) {
        super(property, name);
        this.cipher = property.cipher;
        this.recordId = property.recordId;
    }

    /** The object that has the property may be unwrapped, under another name. */
    @Override
    protected BeanPropertyWriter _new(PropertyName name) {
        return new EncryptedPropertyWriter(this, name);
    }

    @Override
    public BeanPropertyWriter unwrappingWriter(NameTransformer transformer) {
        throw new IllegalStateException("an @Encrypted property can't be unwrapped: " + getName());
    }

    @Override
    public void serializeAsProperty(Object bean, JsonGenerator generator, SerializationContext context)
            throws Exception {
        Object value = get(bean);
        if (value == null) {
            if (!isNullSuppressed(context)) {
                generator.writeName(_name);
                _nullSerializer.serialize(null, generator, context);
            }
        } else if (!isSuppressed(value, context)) {
            String text = encrypted(bean, value, context);
            generator.writeName(_name);
            generator.writeString(text);
        }
    }

    @Override
    public void serializeAsElement(Object bean, JsonGenerator generator, SerializationContext context)
            throws Exception {
        Object value = get(bean);
        if (value == null || isSuppressed(value, context)) {
            serializeAsOmittedElement(bean, generator, context);
        } else {
            generator.writeString(encrypted(bean, value, context));
        }
    }

    private boolean isNullSuppressed(SerializationContext context) {
        return _nullSerializer == null
                || (_suppressableValue != null && context.includeFilterSuppressNulls(_suppressableValue));
    }

    private boolean isSuppressed(Object value, SerializationContext context) {
        if (MARKER_FOR_EMPTY.equals(_suppressableValue)) {
            ValueSerializer<Object> serializer =
                    _serializer == null ? context.findPrimaryPropertySerializer(value.getClass(), this) : _serializer;
            return serializer.isEmpty(context, value);
        }
        return _suppressableValue != null && _suppressableValue.equals(value);
    }

    private String encrypted(Object bean, Object value, SerializationContext context) throws Exception {
        String id = recordId.of(bean);
        Class<?> type = getType().getRawClass();
        if (type == String.class) {
            return cipher.encrypt((String) value, id);
        }
        if (type == byte[].class) {
            return cipher.encryptToText((byte[]) value, id);
        }
        byte[] json = json(bean, context);
        try {
            return cipher.encryptToText(json, id);
        } finally {
            Arrays.fill(json, (byte) 0);
        }
    }

    private byte[] json(Object bean, SerializationContext context) throws Exception {
        ByteArrayOutputStream json = new ByteArrayOutputStream();
        try (JsonGenerator inner = JSON.createGenerator(context, json)) {
            super.serializeAsElement(bean, inner, context);
        }
        return json.toByteArray();
    }
}
