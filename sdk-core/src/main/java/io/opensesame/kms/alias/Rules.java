package io.opensesame.kms.alias;

import org.jspecify.annotations.Nullable;

/** What the service demands of parameters. Each check returns its value, or tells the rule and what broke it. */
final class Rules {
    private Rules() {}

    static <T> T required(String field, @Nullable T value) {
        if (value == null) {
            throw new IllegalArgumentException(field + " is needed; set it before build()");
        }
        return value;
    }

    static int between(String field, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    most == Integer.MAX_VALUE
                            ? field + " is at least " + least + "; got " + value
                            : field + " is between " + least + " and " + most + "; got " + value);
        }
        return value;
    }
}
