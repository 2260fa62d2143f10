package io.opensesame.spring;

import java.io.UncheckedIOException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * Hands settings to the client library, whose refusals become Spring Boot's, with the property's name.
 *
 * <p>Spring Boot shows the value of the property that is named. So a secret is never named there: the group that it
 * belongs to is, and the reason tells the rest.
 */
final class Setting {
    private Setting() {}

    /** Applies a setting if there is one. */
    static <T> void apply(String property, @Nullable T value, Consumer<? super T> receiver) {
        if (value != null) {
            Object unused = make(property, value, () -> {
                receiver.accept(value);
                return value;
            });
        }
    }

    /** Returns a text, or null if it is empty: so a setting of one file is undone by another. */
    static @Nullable String given(@Nullable String text) {
        return text == null || text.isEmpty() ? null : text;
    }

    /** Makes something of a setting, which may be refused. */
    static <T> T make(String property, @Nullable Object shown, Supplier<T> maker) {
        try {
            return maker.get();
        } catch (IllegalArgumentException | UncheckedIOException e) {
            throw new InvalidConfigurationPropertyValueException(name(property), shown, reason(e), e);
        }
    }

    private static String reason(RuntimeException refusal) {
        String reason = String.valueOf(refusal.getMessage());
        return refusal instanceof UncheckedIOException ? reason + ": " + refusal.getCause() : reason;
    }

    /** Returns a setting that is there if its neighbours are. */
    static <T> T needed(String property, @Nullable T value, String why) {
        if (value == null) {
            throw refused(property, null, why);
        }
        return value;
    }

    /** Returns the failure of a setting that does not go with others. */
    static InvalidConfigurationPropertyValueException refused(String property, @Nullable Object shown, String reason) {
        return new InvalidConfigurationPropertyValueException(name(property), shown, reason);
    }

    private static String name(String property) {
        return OpenSesameProperties.PREFIX + "." + property;
    }
}
