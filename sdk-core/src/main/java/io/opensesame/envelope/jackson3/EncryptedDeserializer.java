package io.opensesame.envelope.jackson3;

import io.opensesame.envelope.field.FieldCipher;
import io.opensesame.envelope.field.OpenedField;
import io.opensesame.error.OpenSesameException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.jsontype.TypeDeserializer;

/** Reads a property from an encrypted text, and leaves the record's id to be checked once the object is built. */
final class EncryptedDeserializer extends StdDeserializer<Object> {
    private static final JsonFactory JSON = new JsonFactory();

    private final transient FieldCipher cipher;
    private final String recordId;
    private final @Nullable JavaType type;
    private final transient @Nullable ValueDeserializer<Object> json;

    EncryptedDeserializer(FieldCipher cipher, String recordId) {
        this(cipher, recordId, null, null);
    }

    private EncryptedDeserializer(
            FieldCipher cipher, String recordId, @Nullable JavaType type, @Nullable ValueDeserializer<Object> json) {
        super(Object.class);
        this.cipher = cipher;
        this.recordId = recordId;
        this.type = type;
        this.json = json;
    }

    @Override
    public ValueDeserializer<?> createContextual(DeserializationContext context, @Nullable BeanProperty property) {
        if (property == null) {
            return this;
        }
        JavaType declared = property.getType();
        boolean direct = declared.hasRawClass(String.class) || declared.hasRawClass(byte[].class);
        return new EncryptedDeserializer(
                cipher,
                recordId,
                declared,
                direct ? null : context.findContextualValueDeserializer(declared, property));
    }

    @Override
    public @Nullable Object deserialize(JsonParser parser, DeserializationContext context) {
        return decrypted(parser, context, null);
    }

    @Override
    public @Nullable Object deserializeWithType(
            JsonParser parser, DeserializationContext context, TypeDeserializer types) {
        return decrypted(parser, context, types);
    }

    @Override
    public @Nullable Object getNullValue(DeserializationContext context) {
        return json == null ? null : json.getNullValue(context);
    }

    private @Nullable Object decrypted(
            JsonParser parser, DeserializationContext context, @Nullable TypeDeserializer types) {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            throw DatabindException.from(
                    parser,
                    "an encrypted property is a JSON text, and not " + parser.currentToken()
                            + "; was it written without the module that encrypts?");
        }
        OpenedField opened = opened(parser);
        byte[] plaintext = opened.exposePlaintext();
        try {
            RecordChecks.of(context).expect(opened, recordId, parser);
            return json == null ? direct(parser, plaintext) : fromJson(parser, context, types, json, plaintext);
        } finally {
            if (type == null || !type.hasRawClass(byte[].class)) {
                Arrays.fill(plaintext, (byte) 0);
            }
        }
    }

    private OpenedField opened(JsonParser parser) {
        try {
            return cipher.open(parser.getString());
        } catch (OpenSesameException refused) {
            throw DatabindException.from(parser, refused.getMessage(), refused);
        }
    }

    private Object direct(JsonParser parser, byte[] plaintext) {
        if (type != null && type.hasRawClass(byte[].class)) {
            return plaintext;
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(plaintext))
                    .toString();
        } catch (CharacterCodingException e) {
            throw unreadable(parser);
        }
    }

    private @Nullable Object fromJson(
            JsonParser parser,
            DeserializationContext context,
            @Nullable TypeDeserializer types,
            ValueDeserializer<Object> deserializer,
            byte[] plaintext) {
        try (JsonParser inner = JSON.createParser(context, plaintext)) {
            if (inner.nextToken() == JsonToken.VALUE_NULL) {
                return deserializer.getNullValue(context);
            }
            return types == null
                    ? deserializer.deserialize(inner, context)
                    : deserializer.deserializeWithType(inner, context, types);
        } catch (RuntimeException e) {
            if (e.getCause() instanceof OpenSesameException refused) {
                throw DatabindException.from(parser, refused.getMessage(), refused);
            }
            throw unreadable(parser);
        }
    }

    /** Leaves out what the parser says: it quotes the plaintext. */
    private DatabindException unreadable(JsonParser parser) {
        return DatabindException.from(
                parser,
                "what was encrypted doesn't read as a " + (type == null ? "value" : type.toCanonical())
                        + "; was it written by another version of the class?");
    }
}
