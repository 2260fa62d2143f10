package io.opensesame.spring.live;

import io.opensesame.secrets.Secret;
import java.lang.reflect.Type;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.core.convert.TypeDescriptor;
import org.springframework.core.convert.converter.GenericConverter;

/** Converts a secret's name to a handle on it: for {@code @Value}, and for properties that name secrets. */
final class SecretConverter implements GenericConverter {
    private final Supplier<InjectedSecrets> secrets;

    SecretConverter(Supplier<InjectedSecrets> secrets) {
        this.secrets = secrets;
    }

    @Override
    public Set<ConvertiblePair> getConvertibleTypes() {
        return Set.of(new ConvertiblePair(String.class, Secret.class));
    }

    @Override
    public @Nullable Object convert(@Nullable Object source, TypeDescriptor sourceType, TypeDescriptor targetType) {
        if (source == null || source.toString().isBlank()) {
            return null;
        }
        Type type = targetType.getResolvableType().getGeneric(0).getType();
        if (!(type instanceof Class<?> valueType)) {
            throw new IllegalArgumentException("cannot inject "
                    + targetType.getResolvableType()
                    + ": give Secret one class without type parameters, such as Secret<String> or a record's; for"
                    + " another type map it by SecretsClient.secret(name, mapper)");
        }
        return secrets.get().handle(source.toString(), valueType);
    }
}
