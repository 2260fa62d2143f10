package io.opensesame.envelope.jackson2;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.PropertyName;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.ser.BeanPropertyWriter;
import com.fasterxml.jackson.databind.util.NameTransformer;
import io.opensesame.envelope.field.FieldCipher;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;

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
    public void serializeAsField(Object bean, JsonGenerator generator, SerializerProvider provider) throws Exception {
        Object value = get(bean);
        if (value == null) {
            if (!isNullSuppressed(provider)) {
                generator.writeFieldName(_name);
                _nullSerializer.serialize(null, generator, provider);
            }
        } else if (!isSuppressed(value, provider)) {
            String text = encrypted(bean, value, generator, provider);
            generator.writeFieldName(_name);
            generator.writeString(text);
        }
    }

    @Override
    public void serializeAsElement(Object bean, JsonGenerator generator, SerializerProvider provider) throws Exception {
        Object value = get(bean);
        if (value == null || isSuppressed(value, provider)) {
            serializeAsPlaceholder(bean, generator, provider);
        } else {
            generator.writeString(encrypted(bean, value, generator, provider));
        }
    }

    private boolean isNullSuppressed(SerializerProvider provider) throws JsonMappingException {
        return _nullSerializer == null
                || (_suppressableValue != null && provider.includeFilterSuppressNulls(_suppressableValue));
    }

    private boolean isSuppressed(Object value, SerializerProvider provider) throws JsonMappingException {
        if (MARKER_FOR_EMPTY.equals(_suppressableValue)) {
            JsonSerializer<Object> serializer =
                    _serializer == null ? provider.findValueSerializer(value.getClass(), this) : _serializer;
            return serializer.isEmpty(provider, value);
        }
        return _suppressableValue != null && _suppressableValue.equals(value);
    }

    private String encrypted(Object bean, Object value, JsonGenerator generator, SerializerProvider provider)
            throws Exception {
        String id = recordId.of(bean);
        Class<?> type = getType().getRawClass();
        if (type == String.class) {
            return cipher.encrypt((String) value, id);
        }
        if (type == byte[].class) {
            return cipher.encryptToText((byte[]) value, id);
        }
        byte[] json = json(bean, generator, provider);
        try {
            return cipher.encryptToText(json, id);
        } finally {
            Arrays.fill(json, (byte) 0);
        }
    }

    private byte[] json(Object bean, JsonGenerator generator, SerializerProvider provider) throws Exception {
        ByteArrayOutputStream json = new ByteArrayOutputStream();
        try (JsonGenerator inner = JSON.createGenerator(json)) {
            inner.setCodec(generator.getCodec());
            super.serializeAsElement(bean, inner, provider);
        }
        return json.toByteArray();
    }
}
