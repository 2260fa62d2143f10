package io.opensesame.spring.live;

import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.validation.BindValidationException;
import org.springframework.validation.FieldError;
import org.springframework.validation.ObjectError;

/** What may be told of a failed binding: the messages of Boot and of converters quote values. */
final class BindFailures {
    private BindFailures() {}

    /** {@return where and how it failed, without a value} */
    static String describe(Throwable failure) {
        String told = failure.getClass().getSimpleName();
        for (@Nullable Throwable e = failure; e != null; e = e.getCause()) {
            if (e instanceof BindValidationException invalid) {
                return "refused by validation: "
                        + invalid.getValidationErrors().getAllErrors().stream()
                                .map(BindFailures::place)
                                .collect(Collectors.joining(", "));
            }
            if (e instanceof BindException wrong) {
                told = "property '" + wrong.getName() + "' cannot be bound to "
                        + wrong.getTarget().getType();
            }
        }
        return told;
    }

    private static String place(ObjectError error) {
        String where = error instanceof FieldError field ? field.getField() : error.getObjectName();
        return where + " (" + error.getCode() + ")";
    }
}
