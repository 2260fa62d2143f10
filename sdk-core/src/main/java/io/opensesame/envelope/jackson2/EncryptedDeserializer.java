package io.opensesame.envelope.jackson2;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.deser.ContextualDeserializer;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.jsontype.TypeDeserializer;
import io.opensesame.envelope.field.FieldCipher;
import io.opensesame.envelope.field.OpenedField;
import io.opensesame.error.OpenSesameException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads a property from an encrypted text, and leaves the record's id to be checked once the object is built. */
final class EncryptedDeserializer extends StdDeserializer<Object> implements ContextualDeserializer {
    private static final JsonFactory JSON = new JsonFactory();

    private final transient FieldCipher cipher;
    private final String recordId;
    private final @Nullable JavaType type;
    private final transient @Nullable JsonDeserializer<Object> json;

    EncryptedDeserializer(FieldCipher cipher, String recordId) {
        this(cipher, recordId, null, null);
    }

    private EncryptedDeserializer(
            FieldCipher cipher, String recordId, @Nullable JavaType type, @Nullable JsonDeserializer<Object> json) {
        super(Object.class);
        this.cipher = cipher;
        this.recordId = recordId;
        this.type = type;
        this.json = json;
    }

    @Override
    public JsonDeserializer<?> createContextual(DeserializationContext context, @Nullable BeanProperty property)
            throws JsonMappingException {
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
    public @Nullable Object deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        return decrypted(parser, context, null);
    }

    @Override
    public @Nullable Object deserializeWithType(
            JsonParser parser, DeserializationContext context, TypeDeserializer types) throws IOException {
        return decrypted(parser, context, types);
    }

    @Override
    public @Nullable Object getNullValue(DeserializationContext context) throws JsonMappingException {
        return json == null ? null : json.getNullValue(context);
    }

    private @Nullable Object decrypted(
            JsonParser parser, DeserializationContext context, @Nullable TypeDeserializer types) throws IOException {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            throw JsonMappingException.from(
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

    private OpenedField opened(JsonParser parser) throws IOException {
        try {
            return cipher.open(parser.getText());
        } catch (OpenSesameException refused) {
            throw JsonMappingException.from(parser, refused.getMessage(), refused);
        }
    }

    private Object direct(JsonParser parser, byte[] plaintext) throws IOException {
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
            JsonDeserializer<Object> deserializer,
            byte[] plaintext)
            throws IOException {
        try (JsonParser inner = JSON.createParser(plaintext)) {
            inner.setCodec(parser.getCodec());
            if (inner.nextToken() == JsonToken.VALUE_NULL) {
                return deserializer.getNullValue(context);
            }
            return types == null
                    ? deserializer.deserialize(inner, context)
                    : deserializer.deserializeWithType(inner, context, types);
        } catch (IOException | RuntimeException e) {
            if (e.getCause() instanceof OpenSesameException refused) {
                throw JsonMappingException.from(parser, refused.getMessage(), refused);
            }
            throw unreadable(parser);
        }
    }

    /** Leaves out what the parser says: it quotes the plaintext. */
    private JsonMappingException unreadable(JsonParser parser) {
        return JsonMappingException.from(
                parser,
                "what was encrypted doesn't read as a " + (type == null ? "value" : type.toCanonical())
                        + "; was it written by another version of the class?");
    }
}
