package io.opensesame.internal.http;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** Reads the header by which a server asks for a pause: seconds, or the time when to come back. */
final class RetryAfter {
    private static final long MAX_SECONDS = 3600;

    private RetryAfter() {}

    /** Returns the pause asked for, from none to one hour; null if there is no header or it cannot be read. */
    static @Nullable Duration parse(@Nullable String header, Instant now) {
        if (header == null) {
            return null;
        }
        String text = header.trim();
        boolean isNumber = !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
        if (isNumber) {
            return seconds(text.length() > 9 ? MAX_SECONDS : Long.parseLong(text));
        }
        Instant then = httpDate(text);
        return then == null ? null : seconds(Duration.between(now, then).toSeconds());
    }

    /** Returns the instant of an HTTP date, or null if the text is none. */
    static @Nullable Instant httpDate(@Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            return DateTimeFormatter.RFC_1123_DATE_TIME.parse(text.trim(), Instant::from);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static Duration seconds(long seconds) {
        return Duration.ofSeconds(Math.max(0, Math.min(MAX_SECONDS, seconds)));
    }
}
