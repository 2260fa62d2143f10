package io.opensesame.spring;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/** Hands settings to the client library, whose refusals become Spring Boot's, with the property's name. */
final class Setting {
    private Setting() {}

    /** What takes a setting, and may refuse it. */
    @FunctionalInterface
    interface Receiver<T> {
        void accept(T value);
    }

    /** Applies a setting if there is one. */
    static <T> void apply(String property, @Nullable T value, Receiver<? super T> receiver) {
        if (value != null) {
            guard(property, value.toString(), () -> receiver.accept(value));
        }
    }

    /** Applies a setting that must not be shown. */
    static <T> void applySecret(String property, @Nullable T value, Receiver<? super T> receiver) {
        if (value != null) {
            guard(property, "******", () -> receiver.accept(value));
        }
    }

    /** Returns a text, or null if it is blank: so a setting of one file is undone by another. */
    static @Nullable String given(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }

    /** Does what may refuse a setting. */
    static void guard(String property, String shown, Runnable action) {
        try {
            action.run();
        } catch (IllegalArgumentException e) {
            throw new InvalidConfigurationPropertyValueException(name(property), shown, String.valueOf(e.getMessage()));
        }
    }

    /** Returns the failure of a setting that does not go with others. */
    static InvalidConfigurationPropertyValueException refused(String property, @Nullable Object shown, String reason) {
        return new InvalidConfigurationPropertyValueException(name(property), shown, reason);
    }

    private static String name(String property) {
        return OpenSesameProperties.PREFIX + "." + property;
    }
}
