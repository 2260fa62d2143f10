package io.opensesame.envelope.jackson3;

import io.opensesame.error.EnvelopeException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.std.DelegatingDeserializer;

/** Builds an object, and then holds its id against the records of the values that were decrypted for it. */
final class RecordCheckingDeserializer extends DelegatingDeserializer {
    private final transient Map<IdOf, RecordIdProperty> ids = new ConcurrentHashMap<>();

    RecordCheckingDeserializer(ValueDeserializer<?> objects) {
        super(objects);
    }

    /**
     * A property that has an id.
     *
     * @param type the class that has it; what is built may be of a subclass, or other than its builder
     * @param name the property's name
     */
    private record IdOf(Class<?> type, String name) {}

    @Override
    protected ValueDeserializer<?> newDelegatingInstance(ValueDeserializer<?> objects) {
        return new RecordCheckingDeserializer(objects);
    }

    @Override
    public @Nullable Object deserialize(JsonParser parser, DeserializationContext context) {
        return checked(parser, context, () -> super.deserialize(parser, context));
    }

    @Override
    public @Nullable Object deserialize(JsonParser parser, DeserializationContext context, Object target) {
        return checked(parser, context, () -> super.deserialize(parser, context, target));
    }

    private interface Construction {
        @Nullable
        Object build();
    }

    private @Nullable Object checked(JsonParser parser, DeserializationContext context, Construction construction) {
        RecordChecks checks = RecordChecks.of(context);
        checks.begin();
        Object bean = null;
        List<RecordChecks.Check> expected = List.of();
        try {
            bean = construction.build();
        } finally {
            expected = checks.end();
        }
        for (RecordChecks.Check check : expected) {
            verify(bean, check, parser, context);
        }
        return bean;
    }

    private void verify(
            @Nullable Object bean, RecordChecks.Check check, JsonParser parser, DeserializationContext context) {
        try {
            if (bean == null) {
                throw new IllegalArgumentException("an object with @Encrypted properties came to nothing");
            }
            RecordIdProperty id = ids.computeIfAbsent(
                    new IdOf(bean.getClass(), check.recordId()),
                    of -> RecordIdProperty.of(
                            context.getConfig(),
                            context.introspectBeanDescription(context.constructType(of.type())),
                            of.name()));
            check.opened().requireRecord(id.of(bean));
        } catch (EnvelopeException | IllegalArgumentException refused) {
            throw DatabindException.from(parser, refused.getMessage(), refused);
        }
    }
}
