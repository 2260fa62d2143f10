package io.opensesame.envelope.field;

import java.util.function.Function;

/**
 * How values of a type are written as text and read back. Immutable and thread-safe if its functions are.
 *
 * @param <T> the type
 * @param write writes a value
 * @param read reads what {@code write} wrote
 */
public record FieldForm<T>(Function<T, String> write, Function<String, T> read) {
    /** {@return the form of a text: itself} */
    public static FieldForm<String> text() {
        return new FieldForm<>(Function.identity(), Function.identity());
    }

    /**
     * Returns a form.
     *
     * @param write writes a value, such as {@code LocalDate::toString}
     * @param read reads what {@code write} wrote, such as {@code LocalDate::parse}
     * @param <T> the type
     * @return the form
     */
    public static <T> FieldForm<T> of(Function<T, String> write, Function<String, T> read) {
        return new FieldForm<>(write, read);
    }
}
